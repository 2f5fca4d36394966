#pragma once

#include <string>
#include <thread>

#include "base/clock.hpp"
#include "devices/keypad/event_parser.hpp"
#include "devices/keypad/keypad.hpp"

namespace bianmin::devices {

/// A keypad behind the kernel's input layer, or a named pipe that carries the same records. A real device is grabbed
/// (EVIOCGRAB), so that its keys reach nothing else. One thread; a keypad that is missing or unplugged is reported
/// once and tried again.
class EvdevKeypad final : public Keypad {
 public:
  struct Options {
    std::string device;  // "/dev/input/by-id/…-event-kbd", or a named pipe
    KeypadMap map = KeypadMap::standard();
    base::Milliseconds retry{1000};
  };
  explicit EvdevKeypad(Options options);
  ~EvdevKeypad() override;

  void start(Sink sink) override;

 private:
  void run(const std::stop_token& stop);
  base::Failure listen(int device);

  Options options_;
  Sink sink_;
  int wake_ = -1;  // eventfd, written once on stop
  std::jthread thread_;
};

}  // namespace bianmin::devices
