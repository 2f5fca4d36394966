#include "devices/voice/recording.hpp"

#include <dlfcn.h>

#include <cmath>
#include <numbers>

#include "base/file.hpp"

namespace bianmin::devices {
namespace {

using base::FailureCode;

constexpr unsigned kOpusRate = 48'000;  // libopusfile always decodes to 48 kHz
constexpr std::size_t kMaxFile = 16U << 20;
constexpr std::size_t kMaxSamples = std::size_t{kOpusRate} * 300;

/// libopusfile's interface (opusfile.h, soname 0, stable since 0.1), found when the first recording is played: a
/// terminal whose content has none needs no such library.
struct OpusFileLibrary {
  struct File;
  File* (*open_memory)(const unsigned char* data, std::size_t size, int* error) = nullptr;
  int (*read_stereo)(File* file, std::int16_t* samples, int room) = nullptr;
  void (*free)(File* file) = nullptr;

  static const OpusFileLibrary* get() {
    static const OpusFileLibrary library;
    return library.open_memory && library.read_stereo && library.free ? &library : nullptr;
  }

 private:
  OpusFileLibrary() {
    void* handle = ::dlopen("libopusfile.so.0", RTLD_NOW | RTLD_LOCAL);
    if (!handle) return;
    open_memory = reinterpret_cast<decltype(open_memory)>(::dlsym(handle, "op_open_memory"));
    read_stereo = reinterpret_cast<decltype(read_stereo)>(::dlsym(handle, "op_read_stereo"));
    free = reinterpret_cast<decltype(free)>(::dlsym(handle, "op_free"));
  }
};

}  // namespace

base::Result<std::vector<Sample>> read_recording(const std::filesystem::path& file, unsigned rate) {
  const OpusFileLibrary* library = OpusFileLibrary::get();
  if (!library) return base::fail(FailureCode::VoiceMissing, "libopusfile.so.0 is not installed");
  const auto bytes = base::read_file(file, kMaxFile);
  if (!bytes) return tl::unexpected(bytes.error());
  int error = 0;
  const std::unique_ptr<OpusFileLibrary::File, void (*)(OpusFileLibrary::File*)> opus(
      library->open_memory(reinterpret_cast<const unsigned char*>(bytes->data()), bytes->size(), &error),
      library->free);
  if (!opus)
    return base::fail(FailureCode::InputInvalid, file.string() + ": no Ogg Opus (" + std::to_string(error) + ")");
  std::vector<Sample> mono;
  std::array<std::int16_t, 2 * 5760> stereo{};  // 120 ms, the longest Opus packet
  for (;;) {
    const int got = library->read_stereo(opus.get(), stereo.data(), static_cast<int>(stereo.size()));
    if (got < 0)
      return base::fail(FailureCode::InputInvalid, file.string() + ": damaged (" + std::to_string(got) + ")");
    if (got == 0) break;
    for (std::size_t i = 0; i < static_cast<std::size_t>(got); ++i)
      mono.push_back(static_cast<Sample>((stereo[2 * i] + stereo[2 * i + 1]) / 2));
    if (mono.size() > kMaxSamples)
      return base::fail(FailureCode::InputInvalid, file.string() + ": longer than 5 minutes");
  }
  return resample(mono, kOpusRate, rate);
}

std::vector<Sample> resample(std::span<const Sample> samples, unsigned from, unsigned to) {
  if (from == to || samples.empty()) return {samples.begin(), samples.end()};
  constexpr int kCrossings = 16;  // on each side
  constexpr int kPhases = 256;    // of the table, between two input samples
  const double cutoff = std::min(1.0, static_cast<double>(to) / from) * 0.95;  // of the input's Nyquist frequency
  const int reach = static_cast<int>(std::ceil(kCrossings / cutoff));
  std::vector<float> table(static_cast<std::size_t>(reach * kPhases + 1));
  for (std::size_t i = 0; i < table.size(); ++i) {
    const double x = static_cast<double>(i) / kPhases, angle = std::numbers::pi * x * cutoff;
    const double window = 0.5 + 0.5 * std::cos(std::numbers::pi * x / reach);
    table[i] = static_cast<float>(cutoff * (i == 0 ? 1.0 : std::sin(angle) / angle) * window);
  }
  const auto count = static_cast<std::size_t>(static_cast<double>(samples.size()) * to / from);
  std::vector<Sample> out(count);
  const auto last = static_cast<std::ptrdiff_t>(samples.size()) - 1;
  for (std::size_t n = 0; n < count; ++n) {
    const double centre = static_cast<double>(n) * from / to;
    const auto middle = static_cast<std::ptrdiff_t>(centre);
    double sum = 0;
    for (std::ptrdiff_t k = std::max<std::ptrdiff_t>(0, middle - reach + 1); k <= std::min(last, middle + reach); ++k) {
      const auto at = static_cast<std::size_t>(std::abs(centre - static_cast<double>(k)) * kPhases);
      if (at < table.size()) sum += static_cast<double>(table[at]) * samples[static_cast<std::size_t>(k)];
    }
    out[n] = static_cast<Sample>(std::clamp(std::lround(sum), -32768L, 32767L));
  }
  return out;
}

}  // namespace bianmin::devices
