#include "tests/ui/support/likeness.hpp"

#include <algorithm>
#include <cmath>

#include "tests/ui/support/palette_png.hpp"

namespace bianmin::tests {
namespace {

constexpr int kTile = 4, kStep = 2;  // pixels of the shrunk picture
constexpr int kNothing = 20;         // of 255

int apart(std::uint32_t a, std::uint32_t b) {
  int most = 0;
  for (const int shift : {0, 8, 16})
    most = std::max(most, std::abs(static_cast<int>((a >> shift) & 0xFFU) - static_cast<int>((b >> shift) & 0xFFU)));
  return most;
}

std::uint32_t at(const ui::Raster& picture, int x, int y) {
  return x < picture.width && y < picture.height ? picture.at(x, y) : 0;
}

}  // namespace

Likeness compare(const ui::Raster& golden, int left, int top, const ui::Raster& now) {
  std::vector<int> differences;
  differences.reserve(now.pixels.size());
  for (int y = 0; y < now.height; ++y)
    for (int x = 0; x < now.width; ++x)
      differences.push_back(std::max(0, apart(at(golden, left + x, top + y), now.at(x, y)) - kNothing));
  Likeness found;
  for (int y = 0; y + kTile <= now.height; y += kStep)
    for (int x = 0; x + kTile <= now.width; x += kStep) {
      int sum = 0;
      for (int j = 0; j < kTile; ++j)
        for (int i = 0; i < kTile; ++i)
          sum += differences[static_cast<std::size_t>(y + j) * static_cast<std::size_t>(now.width) +
                             static_cast<std::size_t>(x + i)];
      const double mean = sum / double{kTile * kTile};
      if (mean > found.worst) found = {mean, x, y};
    }
  return found;
}

bool write_golden(const ui::Raster& picture, const std::filesystem::path& file) {
  for (const int colours : {32, 48, 64, 96, 128, 256}) {
    if (!write_palette_png(picture, file, colours)) return false;
    if (compare(read_raster(file), 0, 0, picture).worst <= kMostDifference / 2) return true;
  }
  return true;
}

ui::Raster difference(const ui::Raster& golden, int left, int top, const ui::Raster& now) {
  ui::Raster out = now;
  for (int y = 0; y < now.height; ++y)
    for (int x = 0; x < now.width; ++x) {
      const std::uint32_t seen = now.at(x, y);
      const auto pale = [&](int shift) { return 170 + ((seen >> shift) & 0xFFU) / 4; };
      std::uint32_t& pixel =
          out.pixels[static_cast<std::size_t>(y) * static_cast<std::size_t>(now.width) + static_cast<std::size_t>(x)];
      pixel =
          apart(at(golden, left + x, top + y), seen) > kNothing ? 0xC00000U : pale(16) << 16 | pale(8) << 8 | pale(0);
    }
  return out;
}

ui::Raster cut(const ui::Raster& picture, int left, int top, int width, int height) {
  ui::Raster out{width, height, {}};
  for (int y = 0; y < height; ++y)
    for (int x = 0; x < width; ++x) out.pixels.push_back(at(picture, left + x, top + y));
  return out;
}

}  // namespace bianmin::tests
