#pragma once

#include <functional>
#include <memory>
#include <variant>

#include "base/failure.hpp"
#include "base/secret.hpp"
#include "devices/pictures/frames.hpp"

namespace bianmin::devices {

/// Limits of what a PhotoCamera delivers.
constexpr unsigned kPreviewSide = 960;        // pixels, the longest side of a preview
constexpr unsigned kPhotoSide = 1600;         // pixels, the longest side of a photo
constexpr std::size_t kPhotoBytes = 600'000;  // of a photo's JPEG

struct PhotoCameraReady {};
struct PhotoCameraLost {
  base::Failure why;
};
/// What the camera sees now, its longest side at most kPreviewSide. Shared because the receiver keeps showing it while
/// the driver counts: while three previews are held somewhere no further one is made, so they never queue up.
struct PhotoPreview {
  std::shared_ptr<const ColourFrame> frame;
};
/// A JPEG of at most kPhotoBytes whose longest side is at most kPhotoSide; it holds no EXIF or other remarks.
struct PhotoTaken {
  base::Secret jpeg;
  unsigned width{}, height{};  // pixels
};
/// `take` came to nothing; the camera may still be there.
struct PhotoFailed {
  base::Failure why;
};
using PhotoEvent = std::variant<PhotoCameraReady, PhotoCameraLost, PhotoPreview, PhotoTaken, PhotoFailed>;

/// Takes still colour pictures: of what a resident reports, and of papers.
class PhotoCamera {
 public:
  using Sink = std::function<void(PhotoEvent)>;
  virtual ~PhotoCamera() = default;  // stops, wipes
  /// Starts; `sink` is called on the driver's thread. Once. The driver says soon whether the camera is there.
  virtual void start(Sink sink) = 0;
  /// Camera on: previews come, about ten a second, until `disarm`. Any thread; cheap.
  virtual void arm() = 0;
  /// Camera off, frames wiped. An event that is under way may still come. Any thread; cheap.
  virtual void disarm() = 0;
  /// While armed: the next frame becomes a photo. One PhotoTaken or PhotoFailed follows, none after `disarm`. Without
  /// effect while disarmed, and while the last one is still awaited. Any thread; cheap.
  virtual void take() = 0;
};

}  // namespace bianmin::devices
