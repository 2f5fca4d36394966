#pragma once

#include <cstdint>
#include <map>
#include <optional>
#include <string_view>

#include "base/failure.hpp"
#include "devices/keypad/keypad.hpp"

namespace bianmin::devices {

/// The name used in configuration: "up", "select", "volume-up", …
std::string_view to_string(Key key);
std::optional<Key> key_from(std::string_view name);

/// What a keypad's codes mean (Linux input event codes). The default serves a keyboard and a Storm AudioNav as far as
/// its codes are known; they are remappable, so the map is configuration (devices.md §8).
struct KeypadMap {
  std::map<std::uint16_t, Key> keys;
  std::uint16_t headphones_in = 0;  // key codes sent when the jack is used; 0 = none
  std::uint16_t headphones_out = 0;

  static KeypadMap standard();
};

/// {"keys": {"103": "up", …}, "headphones_in": 185, "headphones_out": 186}; ConfigInvalid names the member.
base::Result<KeypadMap> parse_keypad_map(std::string_view json, std::string document_name);

}  // namespace bianmin::devices
