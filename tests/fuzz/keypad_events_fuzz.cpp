#include <cstddef>
#include <cstdint>
#include <cstdlib>

#include "devices/keypad/event_parser.hpp"

// The same events however the bytes are cut; the map as hostile JSON.
extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  using namespace bianmin::devices;
  EventParser whole(KeypadMap::standard()), pieces(KeypadMap::standard());
  std::size_t events = 0;
  for (std::size_t i = 0; i < size; ++i) events += pieces.feed({data + i, 1}).size();
  if (whole.feed({data, size}).size() != events) std::abort();
  (void)parse_keypad_map({reinterpret_cast<const char*>(data), size}, "keypad.json");
  return 0;
}
