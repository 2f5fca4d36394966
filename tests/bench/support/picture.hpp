#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace bianmin::tests {

struct Area {
  int x = 0, y = 0, width = 0, height = 0;
  friend bool operator==(const Area&, const Area&) = default;
};

/// Pixels as they were on a screen, row by row, 0xRRGGBB.
struct Picture {
  int width = 0, height = 0;
  std::vector<std::uint32_t> pixels;
  std::uint32_t at(int x, int y) const {
    return pixels[static_cast<std::size_t>(y) * static_cast<std::size_t>(width) + static_cast<std::size_t>(x)];
  }
  bool empty() const { return pixels.empty(); }
  friend bool operator==(const Picture&, const Picture&) = default;
};

/// A binary PPM ("P6", 255 levels), as grim writes it; nothing when it is no such picture.
std::optional<Picture> parse_ppm(std::string_view bytes);

/// The share of pixels that differ, 0 … 1; 1 when the sizes do.
double difference(const Picture& a, const Picture& b);
/// True when the area is pixel for pixel the same in both.
bool same_in(const Picture& a, const Picture& b, const Area& area);
/// The share of an area's pixels that are not of its most frequent colour: what is written and drawn on it.
double ink(const Picture& picture, const Area& area);

}  // namespace bianmin::tests
