#pragma once

#include <filesystem>
#include <memory>
#include <optional>
#include <string>

#include "devices/pictures/decoder_process.hpp"
#include "devices/pictures/frames.hpp"

namespace bianmin::devices {

/// Where a photo camera's frames come from. One thread.
class PhotoSource {
 public:
  virtual ~PhotoSource() = default;  // closes
  /// Whether the camera is there; it stays off. CameraMissing.
  virtual base::Result<void> look() = 0;
  /// Switches it on. CameraMissing.
  virtual base::Result<void> open() = 0;
  /// Switches it off and wipes what it holds.
  virtual void close() = 0;
  /// The newest frame, its longest side at most `side` pixels; nothing when none came within `wait`. Compressed frames
  /// are read by the decoder. CameraMissing when the camera is gone; another failure is about this frame.
  virtual base::Result<std::optional<ColourFrame>> next(unsigned side, base::Milliseconds wait,
                                                        DecoderProcess& decoder) = 0;
};

/// A camera behind Video4Linux. Asks for MJPEG, then YUYV, then what libv4l2 can turn into RGB.
std::unique_ptr<PhotoSource> v4l2_photo_source(std::string device, unsigned width = 1600, unsigned height = 1200);

/// The newest picture (PNG, JPEG, PGM) of a folder, again and again: the demo's and the tests' camera. No frame while
/// the folder is empty.
std::unique_ptr<PhotoSource> folder_photo_source(std::filesystem::path folder);

}  // namespace bianmin::devices
