#pragma once

#include <functional>
#include <variant>

#include "base/failure.hpp"
#include "devices/pictures/frames.hpp"

namespace bianmin::devices {

struct CameraLost {
  base::Failure why;
};
using CameraEvent = std::variant<GreyFrame, CameraLost>;

/// A source of pictures for reading codes.
class Camera {
 public:
  using Sink = std::function<void(CameraEvent)>;
  virtual ~Camera() = default;  // stops
  /// Delivers frames on the driver's thread until `stop`; a slow sink drops frames, it never delays them.
  virtual void start(Sink sink) = 0;
  virtual void stop() = 0;
};

}  // namespace bianmin::devices
