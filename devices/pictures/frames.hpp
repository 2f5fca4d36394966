#pragma once

#include <cstdint>
#include <vector>

#include "devices/private_vector.hpp"

namespace bianmin::devices {

/// One picture in eight-bit grey, row by row without padding.
struct GreyFrame {
  unsigned width{}, height{};
  std::vector<std::uint8_t> pixels;  // width × height
};

/// One picture in colour: red, green, blue, eight bits each, row by row without padding. It may show a resident: its
/// memory is wiped.
struct ColourFrame {
  unsigned width{}, height{};
  PrivateVector<std::uint8_t> pixels;  // width × height × 3
};

}  // namespace bianmin::devices
