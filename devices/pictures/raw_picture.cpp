#include "devices/pictures/raw_picture.hpp"

namespace bianmin::devices {
namespace {

// How many bytes a pixel takes in a row of the first plane.
std::size_t bytes_a_pixel(PixelLayout layout) {
  return layout == PixelLayout::Rgb ? 3 : layout == PixelLayout::Yuyv ? 2 : 1;
}

base::Result<void> check(const RawPicture& raw) {
  constexpr unsigned kMaxSide = 8192;
  const std::size_t row = raw.width * bytes_a_pixel(raw.layout);
  if (raw.width == 0 || raw.height == 0 || raw.width > kMaxSide || raw.height > kMaxSide || raw.stride < row ||
      raw.stride > std::size_t{kMaxSide} * 8)
    return base::fail(base::FailureCode::InputInvalid, "a picture of impossible size");
  if (raw.bytes.size() < raw.stride * (raw.height - 1) + row)
    return base::fail(base::FailureCode::InputInvalid, "a picture shorter than its size");
  return {};
}

std::uint8_t clamped(int value) { return static_cast<std::uint8_t>(std::clamp(value, 0, 255)); }

// BT.601, video range, in 1/256.
void put_rgb(std::uint8_t* out, int y, int u, int v) {
  const int light = 298 * (y - 16) + 128;
  out[0] = clamped((light + 409 * (v - 128)) >> 8);
  out[1] = clamped((light - 100 * (u - 128) - 208 * (v - 128)) >> 8);
  out[2] = clamped((light + 516 * (u - 128)) >> 8);
}

}  // namespace

base::Result<GreyFrame> luma_of(const RawPicture& raw) {
  if (raw.layout == PixelLayout::Rgb || raw.layout == PixelLayout::Jpeg)
    return base::fail(base::FailureCode::InputInvalid, "a picture whose brightness has to be calculated");
  if (auto fits = check(raw); !fits) return tl::unexpected(fits.error());
  const std::size_t step = bytes_a_pixel(raw.layout);
  GreyFrame frame{raw.width, raw.height, std::vector<std::uint8_t>(std::size_t{raw.width} * raw.height)};
  auto out = frame.pixels.begin();
  for (std::size_t y = 0; y < raw.height; ++y) {
    const auto row = raw.bytes.subspan(y * raw.stride, raw.width * step);
    if (step == 1)
      out = std::copy(row.begin(), row.end(), out);
    else
      for (std::size_t x = 0; x < row.size(); x += 2) *out++ = row[x];
  }
  return frame;
}

base::Result<ColourFrame> colour_of(const RawPicture& raw) {
  if (raw.layout != PixelLayout::Rgb && raw.layout != PixelLayout::Yuyv)
    return base::fail(base::FailureCode::InputInvalid, "a picture whose colours cannot be had");
  if (raw.layout == PixelLayout::Yuyv && raw.width % 2 != 0)
    return base::fail(base::FailureCode::InputInvalid, "a picture of impossible size");
  if (auto fits = check(raw); !fits) return tl::unexpected(fits.error());
  ColourFrame frame{raw.width, raw.height, PrivateVector<std::uint8_t>(std::size_t{raw.width} * raw.height * 3)};
  std::uint8_t* out = frame.pixels.data();
  for (std::size_t y = 0; y < raw.height; ++y) {
    const auto row = raw.bytes.subspan(y * raw.stride, raw.width * bytes_a_pixel(raw.layout));
    if (raw.layout == PixelLayout::Rgb) {
      out = std::copy(row.begin(), row.end(), out);
      continue;
    }
    for (std::size_t x = 0; x < row.size(); x += 4, out += 6) {
      put_rgb(out, row[x], row[x + 1], row[x + 3]);
      put_rgb(out + 3, row[x + 2], row[x + 1], row[x + 3]);
    }
  }
  return frame;
}

ColourFrame shrunk(ColourFrame frame, unsigned side) {
  const unsigned longest = std::max(frame.width, frame.height);
  if (side == 0 || longest <= side) return frame;
  const auto scaled = [&](unsigned length) {
    return std::max(1U, static_cast<unsigned>(std::uint64_t{length} * side / longest));
  };
  ColourFrame small{scaled(frame.width), scaled(frame.height), {}};
  small.pixels.resize(std::size_t{small.width} * small.height * 3);
  std::uint8_t* out = small.pixels.data();
  for (std::size_t y = 0; y < small.height; ++y) {
    const std::size_t top = y * frame.height / small.height, bottom = (y + 1) * frame.height / small.height;
    for (std::size_t x = 0; x < small.width; ++x) {
      const std::size_t left = x * frame.width / small.width, right = (x + 1) * frame.width / small.width;
      std::array<std::size_t, 3> sum{};
      for (std::size_t row = top; row < bottom; ++row) {
        const std::uint8_t* in = frame.pixels.data() + (row * frame.width + left) * 3;
        for (std::size_t i = 0; i < (right - left) * 3; ++i) sum[i % 3] += in[i];
      }
      const std::size_t count = (bottom - top) * (right - left);
      for (const std::size_t colour : sum) *out++ = static_cast<std::uint8_t>((colour + count / 2) / count);
    }
  }
  return small;
}

}  // namespace bianmin::devices
