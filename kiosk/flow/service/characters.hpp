#pragma once

#include <algorithm>
#include <cstddef>
#include <string_view>

namespace bianmin::kiosk {

/// How many characters stand in a UTF-8 text.
inline std::size_t characters(std::string_view text) {
  return std::size_t(std::count_if(text.begin(), text.end(), [](char c) { return (c & 0xC0) != 0x80; }));
}

}  // namespace bianmin::kiosk
