#pragma once

#include <array>
#include <random>
#include <string_view>

#include "devices/pictures/frames.hpp"

namespace bianmin::test {

using Rgb = std::array<std::uint8_t, 3>;
constexpr Rgb kRed{200, 30, 40}, kGreen{30, 160, 60}, kBlue{20, 60, 190}, kWhite{245, 245, 245};

/// Four fields: red, green above; blue, white below.
inline devices::ColourFrame four_fields(unsigned width, unsigned height) {
  devices::ColourFrame frame{width, height, {}};
  for (unsigned y = 0; y < height; ++y)
    for (unsigned x = 0; x < width; ++x) {
      const Rgb& colour = y < height / 2 ? (x < width / 2 ? kRed : kGreen) : (x < width / 2 ? kBlue : kWhite);
      frame.pixels.insert(frame.pixels.end(), colour.begin(), colour.end());
    }
  return frame;
}

/// What no JPEG can make small. The same every time.
inline devices::ColourFrame noise(unsigned width, unsigned height) {
  devices::ColourFrame frame{width, height, {}};
  frame.pixels.resize(std::size_t{width} * height * 3);
  std::minstd_rand random(1);
  for (auto& value : frame.pixels) value = static_cast<std::uint8_t>(random() >> 8);
  return frame;
}

/// Whether the middle of each field has its colour, within what JPEG loses.
inline bool is_four_fields(const devices::ColourFrame& frame, int tolerance = 12) {
  const auto near = [&](unsigned x, unsigned y, const Rgb& colour) {
    for (std::size_t i = 0; i < 3; ++i) {
      const int value = frame.pixels.at((std::size_t{y} * frame.width + x) * 3 + i);
      if (std::abs(value - int{colour[i]}) > tolerance) return false;
    }
    return true;
  };
  const unsigned w = frame.width, h = frame.height;
  return frame.pixels.size() == std::size_t{w} * h * 3 && near(w / 4, h / 4, kRed) && near(w * 3 / 4, h / 4, kGreen) &&
         near(w / 4, h * 3 / 4, kBlue) && near(w * 3 / 4, h * 3 / 4, kWhite);
}

}  // namespace bianmin::test
