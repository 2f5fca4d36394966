#pragma once

#include <atomic>
#include <string>
#include <thread>

#include "base/clock.hpp"
#include "devices/scanner/code_scanner.hpp"

namespace bianmin::devices {

/// A scanner module behind a serial line (or a USB one that appears as a tty). Armed, it sends the module its trigger;
/// what arrives while disarmed is dropped. One thread; a line that is missing or goes away is reported once and
/// tried again.
class SerialScanner final : public CodeScanner {
 public:
  struct Options {
    std::string device;                  // "/dev/ttyUSB0"
    unsigned baud = 115200;              // 9600, 19200, 38400, 57600 or 115200
    std::string trigger_on = "\x16T\r";  // Honeywell (devices.md §7); empty for a module that is always on
    std::string trigger_off = "\x16U\r";
    base::Milliseconds pause{60};  // of silence after which a code without suffix has ended
    base::Milliseconds same_code_gap{1500};
    base::Milliseconds retry{1000};
  };

  SerialScanner(Options options, const base::Clock& clock);
  ~SerialScanner() override;

  void start(Sink sink) override;
  void arm() override;
  void disarm() override;

 private:
  void run(const std::stop_token& stop);
  void listen(int line, const std::stop_token& stop);
  void wake() const;

  Options options_;
  const base::Clock& clock_;
  Sink sink_;
  bool armed() const { return (orders_ & 1U) != 0; }

  std::atomic<unsigned> orders_{0};  // moves with every arm and disarm; odd = armed
  int wake_ = -1;                    // eventfd
  std::jthread thread_;
};

}  // namespace bianmin::devices
