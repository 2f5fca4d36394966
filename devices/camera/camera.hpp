#pragma once

#include <cstdint>
#include <functional>
#include <variant>
#include <vector>

#include "base/failure.hpp"

namespace bianmin::devices {

/// One picture in eight-bit grey, row by row without padding.
struct GreyFrame {
  unsigned width{}, height{};
  std::vector<std::uint8_t> pixels;  // width × height
};

struct CameraLost { base::Failure why; };
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
