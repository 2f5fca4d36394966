#pragma once

#include <span>

#include "devices/camera/camera.hpp"

namespace bianmin::devices {

/// Layouts of raw pictures whose brightness can be read off without calculation.
enum class PixelLayout {
  Grey,    // one byte a pixel
  Yuyv,    // Y0 U Y1 V: every second byte
  Planar,  // NV12, NV21, YU12, YV12: the brightness plane comes first
};

/// Copies the brightness out of a raw picture with `stride` bytes a row. InputInvalid when the buffer is too short for
/// the size or the size is out of limits (1 … 8192).
base::Result<GreyFrame> luma_of(PixelLayout layout, unsigned width, unsigned height, std::size_t stride,
                                std::span<const std::uint8_t> raw);

}  // namespace bianmin::devices
