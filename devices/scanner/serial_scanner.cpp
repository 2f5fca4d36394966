#include "devices/scanner/serial_scanner.hpp"

#include <array>
#include <cerrno>
#include <cstring>

#include <fcntl.h>
#include <poll.h>
#include <sys/eventfd.h>
#include <sys/ioctl.h>
#include <termios.h>
#include <unistd.h>

#include "devices/pictures/payload_text.hpp"
#include "devices/scanner/scan_framer.hpp"
#include "devices/scanner/seen_codes.hpp"

namespace bianmin::devices {
namespace {

using base::fail;
using base::FailureCode;

struct Line {
  int fd = -1;
  ~Line() {
    if (fd >= 0) ::close(fd);
  }
};

speed_t speed_of(unsigned baud) {
  switch (baud) {
    case 9600: return B9600;
    case 19200: return B19200;
    case 38400: return B38400;
    case 57600: return B57600;
    case 115200: return B115200;
    default: return B0;
  }
}

base::Result<void> open_line(Line& line, const SerialScanner::Options& options) {
  const auto failed = [&](const char* what) {
    return fail(FailureCode::CameraMissing, options.device + ": " + what + ": " + std::strerror(errno));
  };
  if (speed_of(options.baud) == B0)
    return fail(FailureCode::ConfigInvalid, options.device + ": no such speed: " + std::to_string(options.baud));
  line.fd = ::open(options.device.c_str(), O_RDWR | O_NOCTTY | O_NONBLOCK | O_CLOEXEC);
  if (line.fd < 0) return failed("open");
  termios settings{};
  if (::tcgetattr(line.fd, &settings) != 0) return failed("not a serial line");
  ::cfmakeraw(&settings);
  settings.c_cflag |= CLOCAL | CREAD;
  ::cfsetispeed(&settings, speed_of(options.baud));
  ::cfsetospeed(&settings, speed_of(options.baud));
  if (::tcsetattr(line.fd, TCSANOW, &settings) != 0) return failed("settings");
  ::ioctl(line.fd, TIOCEXCL);  // where it can't be had (a pty), sharing does no harm
  return {};
}

void send(int line, const std::string& bytes) {
  // A trigger is three bytes: a line that can't take them now is as good as broken, and reading will find that out.
  if (!bytes.empty() && ::write(line, bytes.data(), bytes.size()) < 0) return;
}

}  // namespace

SerialScanner::SerialScanner(Options options, const base::Clock& clock)
    : options_(std::move(options)), clock_(clock), wake_(::eventfd(0, EFD_CLOEXEC | EFD_NONBLOCK)) {}

SerialScanner::~SerialScanner() {
  thread_ = {};
  ::close(wake_);
}

void SerialScanner::start(Sink sink) {
  sink_ = std::move(sink);
  thread_ = std::jthread([this](const std::stop_token& stop) { run(stop); });
}

void SerialScanner::arm() {
  orders_ = (orders_ + 2) | 1U;
  wake();
}

void SerialScanner::disarm() {
  orders_ = (orders_ + 2) & ~1U;
  wake();
}

void SerialScanner::wake() const { ::eventfd_write(wake_, 1); }

void SerialScanner::run(const std::stop_token& stop) {
  const std::stop_callback on_stop(stop, [this] { wake(); });
  bool told = false;
  const auto lost = [&](base::Failure why) {
    if (!std::exchange(told, true)) sink_(ScannerLost{std::move(why)});
  };
  while (!stop.stop_requested()) {
    {
      Line line;
      if (auto opened = open_line(line, options_); !opened) {
        lost(opened.error());
      } else {
        told = false;
        sink_(ScannerReady{});
        listen(line.fd, stop);
        if (stop.stop_requested()) return;
        lost({FailureCode::CameraMissing, options_.device + ": the line was cut"});
      }
    }
    pollfd waiting{wake_, POLLIN, 0};
    eventfd_t woken = 0;
    const auto again = std::chrono::steady_clock::now() + options_.retry;
    while (!stop.stop_requested() && std::chrono::steady_clock::now() < again) {
      const auto left = std::chrono::duration_cast<std::chrono::milliseconds>(again - std::chrono::steady_clock::now());
      ::poll(&waiting, 1, static_cast<int>(left.count()) + 1);
      ::eventfd_read(wake_, &woken);
    }
  }
}

// Returns when the line is cut or on stop.
void SerialScanner::listen(int line, const std::stop_token& stop) {
  ScanFramer framer;
  SeenCodes seen(clock_, options_.same_code_gap);
  unsigned done = 0;
  const auto say = [&](std::vector<base::Secret> codes) {
    for (const auto& code : codes) {
      auto text = payload_text(code.reveal());
      if (text && armed() && seen.is_new(*text)) sink_(CodeScanned{std::move(*text)});
    }
  };
  std::array<char, 1024> buffer{};
  while (!stop.stop_requested()) {
    if (const unsigned orders = orders_; orders != done) {
      framer.clear();
      seen.clear();
      send(line, (orders & 1U) != 0 ? options_.trigger_on : options_.trigger_off);
      done = orders;
    }
    std::array<pollfd, 2> waiting{pollfd{line, POLLIN, 0}, pollfd{wake_, POLLIN, 0}};
    const int ready =
        ::poll(waiting.data(), waiting.size(), framer.pending() ? static_cast<int>(options_.pause.count()) : -1);
    if (ready == 0) say(framer.idle());
    eventfd_t woken = 0;
    if ((waiting[1].revents & POLLIN) != 0) ::eventfd_read(wake_, &woken);
    if ((waiting[0].revents & (POLLIN | POLLHUP | POLLERR)) == 0) continue;
    const ssize_t got = ::read(line, buffer.data(), buffer.size());
    if (got == 0 || (got < 0 && errno != EAGAIN && errno != EINTR)) break;
    if (got > 0 && armed()) say(framer.feed({buffer.data(), static_cast<std::size_t>(got)}));
    buffer.fill(0);
  }
  if (stop.stop_requested() && (done & 1U) != 0) send(line, options_.trigger_off);
}

}  // namespace bianmin::devices
