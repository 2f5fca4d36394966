#pragma once

#include <mutex>

#include "devices/keypad/keypad.hpp"

namespace bianmin::devices {

/// A keypad without hardware. It has no thread: events are sent on the thread that calls, before the call returns.
/// Any thread. The sink must not call back into the keypad (the product's sinks post).
class SimulatedKeypad final : public Keypad {
 public:
  void start(Sink sink) override {
    const std::scoped_lock lock(mutex_);
    sink_ = std::move(sink);
  }
  void press(Key key) { say(KeyPressed{key}); }
  void set_headphones(bool plugged_in) { say(HeadphonesChanged{plugged_in}); }
  void unplug() { say(KeypadLost{{base::FailureCode::KeypadMissing, "the simulated keypad was unplugged"}}); }

 private:
  void say(KeypadEvent event) {
    const std::scoped_lock lock(mutex_);
    if (sink_) sink_(std::move(event));
  }
  std::mutex mutex_;
  Sink sink_;
};

}  // namespace bianmin::devices
