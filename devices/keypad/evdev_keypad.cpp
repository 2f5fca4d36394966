#include "devices/keypad/evdev_keypad.hpp"

#include <cerrno>
#include <cstring>

#include <fcntl.h>
#include <linux/input.h>
#include <poll.h>
#include <sys/eventfd.h>
#include <sys/ioctl.h>
#include <sys/stat.h>
#include <unistd.h>

namespace bianmin::devices {
namespace {

struct Device {
  int fd = -1;
  ~Device() {
    if (fd >= 0) ::close(fd);
  }
};

base::Failure missing(const std::string& device, const char* why) {
  return {base::FailureCode::KeypadMissing, device + ": " + why};
}

}  // namespace

EvdevKeypad::EvdevKeypad(Options options) : options_(std::move(options)), wake_(::eventfd(0, EFD_CLOEXEC)) {}

EvdevKeypad::~EvdevKeypad() {
  thread_ = {};
  ::close(wake_);
}

void EvdevKeypad::start(Sink sink) {
  sink_ = std::move(sink);
  thread_ = std::jthread([this](const std::stop_token& stop) { run(stop); });
}

void EvdevKeypad::run(const std::stop_token& stop) {
  const std::stop_callback on_stop(stop, [this] { ::eventfd_write(wake_, 1); });
  bool told = false;
  while (!stop.stop_requested()) {
    {
      struct stat info {};
      const bool pipe = ::stat(options_.device.c_str(), &info) == 0 && S_ISFIFO(info.st_mode);
      // A pipe opened for both ways does not end when a writer goes.
      const Device device{::open(options_.device.c_str(), (pipe ? O_RDWR : O_RDONLY) | O_NONBLOCK | O_CLOEXEC)};
      base::Failure why = missing(options_.device, std::strerror(errno));
      if (device.fd >= 0) {
        told = false;
        why = listen(device.fd);
      }
      if (stop.stop_requested()) return;
      if (!std::exchange(told, true)) sink_(KeypadLost{std::move(why)});
    }
    pollfd waiting{wake_, POLLIN, 0};
    ::poll(&waiting, 1, static_cast<int>(options_.retry.count()));
  }
}

// Returns why the device is gone; on stop the result does not matter.
base::Failure EvdevKeypad::listen(int device) {
  int version = 0;
  if (::ioctl(device, EVIOCGVERSION, &version) == 0) {
    if (::ioctl(device, EVIOCGRAB, 1) != 0) return missing(options_.device, "another program holds it");
    std::array<std::uint8_t, SW_MAX / 8 + 1> switches{};
    std::array<std::uint8_t, SW_MAX / 8 + 1> known{};
    if (::ioctl(device, EVIOCGBIT(EV_SW, known.size()), known.data()) >= 0 &&
        (known[SW_HEADPHONE_INSERT / 8] >> (SW_HEADPHONE_INSERT % 8) & 1) != 0 &&
        ::ioctl(device, EVIOCGSW(switches.size()), switches.data()) >= 0)
      sink_(HeadphonesChanged{(switches[SW_HEADPHONE_INSERT / 8] >> (SW_HEADPHONE_INSERT % 8) & 1) != 0});
  }
  EventParser parser(options_.map);
  std::array<std::uint8_t, 24 * 64> buffer{};
  for (;;) {
    std::array<pollfd, 2> waiting{pollfd{device, POLLIN, 0}, pollfd{wake_, POLLIN, 0}};
    if (::poll(waiting.data(), waiting.size(), -1) < 0 && errno != EINTR)
      return missing(options_.device, std::strerror(errno));
    if (waiting[1].revents != 0) return {};
    const ssize_t got = ::read(device, buffer.data(), buffer.size());
    if (got < 0 && (errno == EAGAIN || errno == EINTR)) continue;
    if (got <= 0) return missing(options_.device, got < 0 ? std::strerror(errno) : "the device was removed");
    for (auto& event : parser.feed({buffer.data(), static_cast<std::size_t>(got)})) sink_(std::move(event));
  }
}

}  // namespace bianmin::devices
