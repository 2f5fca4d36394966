#include "devices/camera/luma.hpp"

namespace bianmin::devices {

base::Result<GreyFrame> luma_of(PixelLayout layout, unsigned width, unsigned height, std::size_t stride,
                                std::span<const std::uint8_t> raw) {
  constexpr unsigned kMaxSide = 8192;
  const std::size_t step = layout == PixelLayout::Yuyv ? 2 : 1;
  if (width == 0 || height == 0 || width > kMaxSide || height > kMaxSide || stride < width * step ||
      stride > std::size_t{kMaxSide} * 8)
    return base::fail(base::FailureCode::InputInvalid, "a picture of impossible size");
  if (raw.size() < stride * (height - 1) + width * step)
    return base::fail(base::FailureCode::InputInvalid, "a picture shorter than its size");
  GreyFrame frame{width, height, std::vector<std::uint8_t>(std::size_t{width} * height)};
  auto out = frame.pixels.begin();
  for (std::size_t y = 0; y < height; ++y) {
    const auto row = raw.subspan(y * stride, width * step);
    if (step == 1)
      out = std::copy(row.begin(), row.end(), out);
    else
      for (std::size_t x = 0; x < row.size(); x += 2) *out++ = row[x];
  }
  return frame;
}

}  // namespace bianmin::devices
