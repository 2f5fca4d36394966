#pragma once

#include <mutex>

#include "devices/presence/presence_sensor.hpp"

namespace bianmin::devices {

/// A sensor without hardware. It has no thread: events are sent on the thread that calls, before the call returns. Any
/// thread. The sink must not call back into the sensor (the product's sinks post). Nobody is there at first.
class SimulatedPresenceSensor final : public PresenceSensor {
 public:
  void start(Sink sink) override {
    const std::scoped_lock lock(mutex_);
    sink_ = std::move(sink);
    if (plugged_in_) sink_(PresenceChanged{there_});
  }
  void set(bool there) {
    const std::scoped_lock lock(mutex_);
    if (std::exchange(there_, there) != there && plugged_in_ && sink_) sink_(PresenceChanged{there});
  }
  void unplug() {
    const std::scoped_lock lock(mutex_);
    if (std::exchange(plugged_in_, false) && sink_)
      sink_(PresenceLost{{base::FailureCode::PresenceMissing, "the simulated sensor was unplugged"}});
  }
  void plug_in() {
    const std::scoped_lock lock(mutex_);
    if (!std::exchange(plugged_in_, true) && sink_) sink_(PresenceChanged{there_});
  }

 private:
  std::mutex mutex_;
  Sink sink_;
  bool there_ = false;
  bool plugged_in_ = true;
};

}  // namespace bianmin::devices
