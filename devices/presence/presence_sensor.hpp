#pragma once

#include <functional>
#include <variant>

#include "base/failure.hpp"

namespace bianmin::devices {

/// Somebody stands in front of the terminal, or nobody does. The first one after the start, and after a loss, tells how
/// it is now; then each change is told once.
// clang-format off
struct PresenceChanged { bool there = false; };
/// Nothing is known any more. Told once; a PresenceChanged means that the sensor is back.
struct PresenceLost { base::Failure why; };
// clang-format on
using PresenceEvent = std::variant<PresenceChanged, PresenceLost>;

/// Tells whether somebody is standing there, so that nothing times out in front of a person.
class PresenceSensor {
 public:
  using Sink = std::function<void(PresenceEvent)>;
  virtual ~PresenceSensor() = default;  // stops
  /// Starts; `sink` is called on the driver's thread. Once.
  virtual void start(Sink sink) = 0;
};

}  // namespace bianmin::devices
