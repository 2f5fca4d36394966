#include <array>
#include <cerrno>
#include <cstring>

#include <fcntl.h>
#include <linux/input.h>
#include <sys/ioctl.h>
#include <sys/stat.h>
#include <unistd.h>

#include "devices/presence/presence_sensor.hpp"
#include "devices/presence/presence_source.hpp"
#include "devices/presence/switch_parser.hpp"

namespace bianmin::devices {
namespace {

using base::fail;

template <std::size_t Size>
bool bit(const std::array<std::uint8_t, Size>& bits, unsigned index) {
  return index / 8 < Size && (bits[index / 8] >> (index % 8) & 1) != 0;
}

class SwitchSource final : public PresenceSource {
 public:
  SwitchSource(std::string device, std::uint16_t key) : device_(std::move(device)), key_(key), parser_(key) {}
  ~SwitchSource() override { close(); }
  SwitchSource(const SwitchSource&) = delete;
  SwitchSource& operator=(const SwitchSource&) = delete;

  base::Result<void> open() override {
    close();
    struct stat info {};
    const bool pipe = ::stat(device_.c_str(), &info) == 0 && S_ISFIFO(info.st_mode);
    // A pipe opened for both ways does not end when a writer goes.
    fd_ = ::open(device_.c_str(), (pipe ? O_RDWR : O_RDONLY) | O_NONBLOCK | O_CLOEXEC);
    if (fd_ < 0) return fail(base::FailureCode::PresenceMissing, device_ + ": " + std::strerror(errno));
    parser_ = SwitchParser(key_);
    if (pipe) {
      parser_.set(false);
      return {};
    }
    if (::ioctl(fd_, EVIOCGRAB, 1) != 0)
      return fail(base::FailureCode::PresenceMissing, device_ + ": another program holds it");
    return ask();
  }

  base::Result<double> read() override {
    std::array<std::uint8_t, sizeof(input_event) * 64> buffer{};
    for (;;) {
      const ssize_t got = ::read(fd_, buffer.data(), buffer.size());
      if (got < 0 && errno == EINTR) continue;
      if (got < 0 && errno == EAGAIN) break;
      if (got <= 0) return fail(base::FailureCode::ContentMissing, device_ + ": the device was removed");
      parser_.feed({buffer.data(), static_cast<std::size_t>(got)});
    }
    if (parser_.missed()) (void)ask();
    return parser_.on().value_or(false) ? 1 : 0;
  }

  PresenceThresholds thresholds() const override { return {1, 0}; }

 private:
  base::Result<void> ask() {
    if (key_ == 0) {
      std::array<std::uint8_t, SW_MAX / 8 + 1> known{}, state{};
      if (::ioctl(fd_, EVIOCGBIT(EV_SW, known.size()), known.data()) < 0 || !bit(known, SW_FRONT_PROXIMITY))
        return fail(base::FailureCode::PresenceMissing, device_ + ": has no switch SW_FRONT_PROXIMITY");
      if (::ioctl(fd_, EVIOCGSW(state.size()), state.data()) >= 0) parser_.set(bit(state, SW_FRONT_PROXIMITY));
      return {};
    }
    std::array<std::uint8_t, KEY_MAX / 8 + 1> known{}, state{};
    if (::ioctl(fd_, EVIOCGBIT(EV_KEY, known.size()), known.data()) < 0 || !bit(known, key_))
      return fail(base::FailureCode::PresenceMissing, device_ + ": has no key " + std::to_string(key_));
    if (::ioctl(fd_, EVIOCGKEY(state.size()), state.data()) >= 0) parser_.set(bit(state, key_));
    return {};
  }

  void close() {
    if (fd_ >= 0) ::close(std::exchange(fd_, -1));
  }

  std::string device_;
  std::uint16_t key_;
  SwitchParser parser_;
  int fd_ = -1;
};

}  // namespace

std::unique_ptr<PresenceSource> switch_source(std::string device, std::uint16_t key) {
  return std::make_unique<SwitchSource>(std::move(device), key);
}

}  // namespace bianmin::devices
