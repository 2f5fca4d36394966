#include "devices/scanner/simulated_scanner.hpp"

#include "devices/pictures/payload_text.hpp"

namespace bianmin::devices {

using base::FailureCode;

void SimulatedScanner::start(Sink sink) {
  const std::scoped_lock lock(mutex_);
  sink_ = std::move(sink);
  if (plugged_in_)
    sink_(ScannerReady{});
  else
    sink_(ScannerLost{{FailureCode::CameraMissing, "the simulated scanner is unplugged"}});
}

void SimulatedScanner::arm() {
  const std::scoped_lock lock(mutex_);
  armed_ = true;
}

void SimulatedScanner::disarm() {
  const std::scoped_lock lock(mutex_);
  armed_ = false;
}

bool SimulatedScanner::armed() const {
  const std::scoped_lock lock(mutex_);
  return armed_;
}

bool SimulatedScanner::scan(std::string_view payload) {
  const std::scoped_lock lock(mutex_);
  if (!armed_ || !plugged_in_ || !sink_) return false;
  auto text = payload_text(payload);
  if (!text) return false;
  sink_(CodeScanned{std::move(*text)});
  return true;
}

void SimulatedScanner::plug_in() {
  const std::scoped_lock lock(mutex_);
  if (!std::exchange(plugged_in_, true) && sink_) sink_(ScannerReady{});
}

void SimulatedScanner::unplug() {
  const std::scoped_lock lock(mutex_);
  if (std::exchange(plugged_in_, false) && sink_)
    sink_(ScannerLost{{FailureCode::CameraMissing, "the simulated scanner was unplugged"}});
}

}  // namespace bianmin::devices
