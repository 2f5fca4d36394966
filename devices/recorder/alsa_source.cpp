#include <alsa/asoundlib.h>

#include "base/file.hpp"
#include "devices/alsa_format.hpp"
#include "devices/private_vector.hpp"
#include "devices/recorder/memo_encoder.hpp"
#include "devices/recorder/sound_source.hpp"
#include "devices/recorder/voice_recorder.hpp"

namespace bianmin::devices {
namespace {

using base::fail;

constexpr unsigned kPeriodMicroseconds = 20'000;
constexpr unsigned kBufferMicroseconds = 500'000;

void silent(const char*, int, const char*, int, const char*, ...) {}  // ALSA would print to standard error

class AlsaSource final : public SoundSource {
 public:
  explicit AlsaSource(std::string device) : device_(std::move(device)) {}
  ~AlsaSource() override { close(); }
  AlsaSource(const AlsaSource&) = delete;
  AlsaSource& operator=(const AlsaSource&) = delete;

  base::Result<void> look() override {
    auto opened = open();
    close();
    return opened;
  }

  base::Result<void> open() override {
    close();
    snd_lib_error_set_handler(&silent);
    snd_config_update_free_global();  // a card that was plugged in since, or a changed asoundrc
    if (const int error = snd_pcm_open(&pcm_, device_.c_str(), SND_PCM_STREAM_CAPTURE, SND_PCM_NONBLOCK); error < 0) {
      pcm_ = nullptr;
      return fail(base::FailureCode::MicrophoneMissing, device_ + ": " + snd_strerror(error));
    }
    if (const int error = configure(); error < 0) {
      close();
      return fail(base::FailureCode::MicrophoneMissing, device_ + ": format refused: " + snd_strerror(error));
    }
    return {};
  }

  void close() override {
    if (pcm_) snd_pcm_close(std::exchange(pcm_, nullptr));
    stereo_ = {};
  }

  base::Result<std::size_t> read(std::span<std::int16_t> into, base::Milliseconds wait) override {
    stereo_.resize(channels_ == 2 ? into.size() * 2 : 0);
    void* data = into.data();
    if (channels_ == 2) data = stereo_.data();
    snd_pcm_sframes_t got = snd_pcm_readi(pcm_, data, into.size());
    if (got == -EAGAIN) {
      snd_pcm_wait(pcm_, static_cast<int>(wait.count()));
      got = snd_pcm_readi(pcm_, data, into.size());
      if (got == -EAGAIN) return std::size_t{0};
    }
    if (got < 0 && snd_pcm_recover(pcm_, static_cast<int>(got), 1) == 0) return std::size_t{0};  // overrun: a gap
    if (got < 0) {
      close();
      return fail(base::FailureCode::SoundFailed, device_ + ": " + snd_strerror(static_cast<int>(got)));
    }
    const auto count = static_cast<std::size_t>(got);
    if (channels_ == 2)
      for (std::size_t i = 0; i < count; ++i)
        into[i] = static_cast<std::int16_t>((stereo_[2 * i] + stereo_[2 * i + 1]) / 2);
    return count;
  }

 private:
  int configure() {
    const AlsaFormat format = set_alsa_format(pcm_, kMemoRate, kBufferMicroseconds, kPeriodMicroseconds);
    channels_ = format.channels;
    return format.error;
  }

  std::string device_;
  unsigned channels_ = 1;
  snd_pcm_t* pcm_ = nullptr;
  PrivateVector<std::int16_t> stereo_;
};

}  // namespace

std::unique_ptr<SoundSource> alsa_source(std::string device) { return std::make_unique<AlsaSource>(std::move(device)); }

std::vector<std::string> list_microphones(const std::filesystem::path& file) {
  // "00-01: name : name : playback 1 : capture 1"
  std::vector<std::string> found;
  const std::string text = base::read_file(file, 1U << 16).value_or("");
  for (std::size_t at = 0; at < text.size();) {
    const std::size_t end = std::min(text.find('\n', at), text.size());
    const std::string line = text.substr(at, end - at);
    at = end + 1;
    const std::size_t colon = line.find(": "), dash = line.find('-');
    if (line.find(": capture ") == std::string::npos || dash == std::string::npos || dash > colon) continue;
    const auto number = [](std::string digits) {
      digits.erase(0, std::min(digits.find_first_not_of('0'), digits.size() - 1));
      return digits;
    };
    const std::size_t name = colon + 2;
    if (dash == 0 || colon - dash < 2) continue;
    found.push_back("plughw:" + number(line.substr(0, dash)) + "," + number(line.substr(dash + 1, colon - dash - 1)) +
                    ": " + line.substr(name, line.find(" : ", name) - name));
  }
  return found;
}

}  // namespace bianmin::devices
