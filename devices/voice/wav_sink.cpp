#include <fcntl.h>
#include <unistd.h>

#include <cerrno>
#include <cstring>

#include "devices/voice/sound_sink.hpp"

namespace bianmin::devices {
namespace {

using base::FailureCode;

constexpr std::size_t kHeader = 44;
constexpr std::size_t kMaxSamples = (std::size_t{1} << 31) / sizeof(Sample) - kHeader;

class WavSink final : public SoundSink {
 public:
  WavSink(std::string file, unsigned rate, unsigned gap_ms) : file_(std::move(file)), rate_(rate), gap_ms_(gap_ms) {}
  ~WavSink() override {
    if (fd_ < 0) return;
    write_header();
    ::close(fd_);
  }
  WavSink(const WavSink&) = delete;
  WavSink& operator=(const WavSink&) = delete;

  bool is_open() const override { return fd_ >= 0; }

  base::Result<void> open() override {
    fd_ = ::open(file_.c_str(), O_RDWR | O_CREAT | O_TRUNC | O_CLOEXEC, 0600);
    if (fd_ < 0) return base::fail(FailureCode::VoiceMissing, file_ + ": " + std::strerror(errno));
    written_ = 0;
    write_header();
    return {};
  }

  base::Result<std::size_t> write(std::span<const Sample> samples) override {
    const std::size_t bytes = samples.size_bytes();
    if (written_ + samples.size() > kMaxSamples ||
        ::pwrite(fd_, samples.data(), bytes, static_cast<off_t>(kHeader + written_ * sizeof(Sample))) !=
            static_cast<ssize_t>(bytes)) {
      ::close(std::exchange(fd_, -1));
      return base::fail(FailureCode::SoundFailed, file_ + ": cannot be written, or is full");
    }
    written_ += samples.size();
    return samples.size();
  }

  std::size_t pending() override { return 0; }

  void drop(std::size_t unheard) override {
    written_ -= std::min(written_, unheard);
    if (fd_ >= 0 && ::ftruncate(fd_, static_cast<off_t>(kHeader + written_ * sizeof(Sample))) == 0) write_header();
  }

  void flush() override {
    const std::vector<Sample> silence(std::size_t{rate_} * gap_ms_ / 1000, Sample{0});
    if (fd_ >= 0) (void)write(silence);
    if (fd_ >= 0) write_header();
  }

 private:
  void write_header() {
    std::array<unsigned char, kHeader> header{};
    const auto put = [&header](std::size_t at, std::size_t value, std::size_t bytes) {
      for (std::size_t i = 0; i < bytes; ++i) header[at + i] = static_cast<unsigned char>(value >> (8 * i));
    };
    const std::size_t data = written_ * sizeof(Sample);
    std::memcpy(header.data(), "RIFF", 4);
    put(4, data + kHeader - 8, 4);
    std::memcpy(header.data() + 8, "WAVEfmt ", 8);
    put(16, 16, 4);
    put(20, 1, 2);  // PCM
    put(22, 1, 2);  // mono
    put(24, rate_, 4);
    put(28, std::size_t{rate_} * sizeof(Sample), 4);
    put(32, sizeof(Sample), 2);
    put(34, 16, 2);
    std::memcpy(header.data() + 36, "data", 4);
    put(40, data, 4);
    if (::pwrite(fd_, header.data(), kHeader, 0) != static_cast<ssize_t>(kHeader)) ::close(std::exchange(fd_, -1));
  }

  std::string file_;
  unsigned rate_;
  unsigned gap_ms_;
  int fd_ = -1;
  std::size_t written_ = 0;
};

}  // namespace

std::unique_ptr<SoundSink> wav_sink(std::string file, unsigned rate, unsigned gap_ms) {
  return std::make_unique<WavSink>(std::move(file), rate, gap_ms);
}

}  // namespace bianmin::devices
