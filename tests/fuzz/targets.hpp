#pragma once

#include <cstddef>
#include <cstdint>
#include <string_view>
#include <vector>

namespace bianmin::fuzz {

struct Target {
  std::string_view name;
  int (*run)(const std::uint8_t* data, std::size_t size);
};

/// Every <name>_fuzz.cpp of this folder; the build writes the list.
const std::vector<Target>& targets();

}  // namespace bianmin::fuzz
