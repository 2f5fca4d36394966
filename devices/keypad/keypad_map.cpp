#include "devices/keypad/keypad_map.hpp"

#include <array>
#include <charconv>

#include <linux/input-event-codes.h>

#include "base/json.hpp"

namespace bianmin::devices {
namespace {

constexpr std::array kNames{
    std::pair{Key::Up, std::string_view{"up"}},
    std::pair{Key::Down, std::string_view{"down"}},
    std::pair{Key::Left, std::string_view{"left"}},
    std::pair{Key::Right, std::string_view{"right"}},
    std::pair{Key::Select, std::string_view{"select"}},
    std::pair{Key::Back, std::string_view{"back"}},
    std::pair{Key::Help, std::string_view{"help"}},
    std::pair{Key::Home, std::string_view{"home"}},
    std::pair{Key::Repeat, std::string_view{"repeat"}},
    std::pair{Key::VolumeUp, std::string_view{"volume-up"}},
    std::pair{Key::VolumeDown, std::string_view{"volume-down"}},
    std::pair{Key::Faster, std::string_view{"faster"}},
    std::pair{Key::Slower, std::string_view{"slower"}},
    std::pair{Key::Pause, std::string_view{"pause"}},
    std::pair{Key::Where, std::string_view{"where"}},
};

}  // namespace

std::string_view to_string(Key key) { return kNames.at(static_cast<std::size_t>(key)).second; }

std::optional<Key> key_from(std::string_view name) {
  for (const auto& [key, text] : kNames)
    if (text == name) return key;
  return std::nullopt;
}

KeypadMap KeypadMap::standard() {
  return {.keys = {{KEY_UP, Key::Up},        {KEY_DOWN, Key::Down},         {KEY_LEFT, Key::Left},
                   {KEY_RIGHT, Key::Right},  {KEY_ENTER, Key::Select},      {KEY_KPENTER, Key::Select},
                   {KEY_ESC, Key::Back},     {KEY_HOME, Key::Home},         {KEY_SPACE, Key::Pause},
                   {KEY_PAUSE, Key::Pause},  {KEY_PLAYPAUSE, Key::Pause},   {KEY_INFO, Key::Where},
                   {KEY_F1, Key::Where},     {KEY_VOLUMEUP, Key::VolumeUp}, {KEY_VOLUMEDOWN, Key::VolumeDown},
                   {KEY_F13, Key::Home},     {KEY_F14, Key::Help},          {KEY_F17, Key::Repeat},
                   {KEY_F18, Key::VolumeUp}, {KEY_F19, Key::VolumeDown},    {KEY_F20, Key::Faster},
                   {KEY_F21, Key::Slower},   {KEY_F22, Key::Back},          {KEY_F23, Key::Select},
                   {KEY_F24, Key::Home}},
          .headphones_in = KEY_F15,
          .headphones_out = KEY_F16};
}

base::Result<KeypadMap> parse_keypad_map(std::string_view json, std::string document_name) {
  auto value = base::parse_json(json, {.bytes = 64 << 10, .depth = 3});
  if (!value) return base::fail(base::FailureCode::ConfigInvalid, document_name + ": " + value.error().detail);
  base::JsonReader root(*value, std::move(document_name));
  root.only({"comment", "keys", "headphones_in", "headphones_out"});
  KeypadMap map;
  root.member("keys").each_member([&](std::string_view text, base::JsonReader member) {
    unsigned code = 0;
    const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), code);
    const auto key = key_from(member.string(20));
    if (error != std::errc{} || end != text.data() + text.size() || code == 0 || code > KEY_MAX)
      member.refuse("is no key code from 1 to 767");
    else if (!key)
      member.refuse("names no key");
    else
      map.keys[static_cast<std::uint16_t>(code)] = *key;
  });
  for (auto [name, target] :
       {std::pair{"headphones_in", &map.headphones_in}, std::pair{"headphones_out", &map.headphones_out}})
    if (auto member = root.optional_member(name); member.present())
      *target = static_cast<std::uint16_t>(member.integer(0, KEY_MAX));
  if (!root.ok()) return base::fail(base::FailureCode::ConfigInvalid, root.error());
  return map;
}

}  // namespace bianmin::devices
