#pragma once

#include <array>
#include <cstdint>
#include <string_view>

#include "devices/keypad/keypad.hpp"

namespace bianmin::kiosk {

// What the event log's writer and reader have in common.

inline constexpr std::size_t kMaxPeople = 800;  // of one visit
inline constexpr std::size_t kMaxNotices = 200;
inline constexpr std::size_t kMaxParked = 10'000;      // of one log
inline constexpr std::int64_t kMostLoggedPoints = 16;  // of a signature
inline constexpr std::int64_t kLargestLogNumber = std::int64_t{1} << 53;

inline constexpr std::array<std::string_view, 15> kLogKeys{"up",     "down",   "left",   "right",  "select",
                                                           "back",   "help",   "home",   "repeat", "louder",
                                                           "softer", "faster", "slower", "pause",  "where"};
static_assert(static_cast<int>(devices::Key::Where) == 14);

}  // namespace bianmin::kiosk
