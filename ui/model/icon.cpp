#include "ui/model/icon.hpp"

#include <array>

namespace bianmin::ui {
namespace {

constexpr std::array<std::string_view, 45> kIcons{
    "none",  "home",   "person",   "sound",   "globe", "headphones", "document",   "message", "clock",
    "card",  "heart",  "calendar", "gift",    "book",  "bell",       "hand",       "back",    "next",
    "print", "check",  "cross",    "warning", "info",  "code",       "microphone", "erase",   "pencil",
    "phone", "lock",   "camera",   "star",    "place", "keyboard",   "search",     "refresh", "pause",
    "eye",   "wallet", "house",    "drop",    "bolt",  "leaf",       "people",     "plus",    "minus"};
constexpr std::array<std::string_view, 8> kHues{"blue",    "orange", "green", "purple",
                                                "magenta", "teal",   "brown", "slate"};

template <class Enum, std::size_t N>
std::optional<Enum> find(const std::array<std::string_view, N>& names, std::string_view name) {
  for (std::size_t i = 0; i < N; ++i)
    if (names[i] == name) return static_cast<Enum>(i);
  return std::nullopt;
}

}  // namespace

std::optional<Icon> icon_from(std::string_view name) { return find<Icon>(kIcons, name); }
std::string_view to_string(Icon icon) { return kIcons.at(static_cast<std::size_t>(icon)); }
std::optional<Hue> hue_from(std::string_view name) { return find<Hue>(kHues, name); }
std::string_view to_string(Hue hue) { return kHues.at(static_cast<std::size_t>(hue)); }

}  // namespace bianmin::ui
