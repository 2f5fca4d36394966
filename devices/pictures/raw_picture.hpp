#pragma once

#include <span>

#include "base/failure.hpp"
#include "devices/pictures/frames.hpp"

namespace bianmin::devices {

/// Layouts of the raw pictures that cameras send.
enum class PixelLayout {
  Grey,    // one byte a pixel
  Yuyv,    // Y0 U Y1 V: every second byte is brightness
  Planar,  // NV12, NV21, YU12, YV12: the brightness plane comes first
  Rgb,     // red, green, blue
  Jpeg,    // a JPEG file a picture (MJPEG): for the decoder process
};

/// A picture as a camera sent it. Borrowed.
struct RawPicture {
  PixelLayout layout{};
  unsigned width{}, height{};
  std::size_t stride{};  // bytes a row; not for Jpeg
  std::span<const std::uint8_t> bytes;
};

/// The brightness of a Grey, Yuyv or Planar picture. InputInvalid when the buffer is too short for the size, the size
/// is out of limits (1 … 8192), or the layout is another.
base::Result<GreyFrame> luma_of(const RawPicture& raw);

/// The colours of a Yuyv (BT.601, video range, as USB cameras send it) or Rgb picture; InputInvalid as above.
base::Result<ColourFrame> colour_of(const RawPicture& raw);

/// The picture made smaller so that its longest side is at most `side` (≥ 1): each pixel is the mean of those it
/// stands for. Unchanged when it is small enough.
ColourFrame shrunk(ColourFrame frame, unsigned side);

}  // namespace bianmin::devices
