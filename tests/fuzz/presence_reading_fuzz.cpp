#include <cmath>
#include <cstddef>
#include <cstdint>
#include <cstdlib>
#include <string_view>

#include "devices/presence/switch_parser.hpp"
#include "devices/presence/sysfs_number.hpp"

// A sensor's file, and a switch's records, which mean the same however they are cut.
extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  using namespace bianmin::devices;
  const std::string_view text(reinterpret_cast<const char*>(data), size);
  if (const auto number = parse_sysfs_number(text); number && !(std::abs(*number) <= 1e12)) std::abort();
  for (const std::uint16_t key : {std::uint16_t{0}, std::uint16_t{30}}) {
    SwitchParser whole(key), pieces(key);
    whole.feed({data, size});
    for (std::size_t i = 0; i < size; ++i) pieces.feed({data + i, 1});
    if (whole.on() != pieces.on() || whole.missed() != pieces.missed()) std::abort();
  }
  return 0;
}
