#pragma once

#include <cstdint>
#include <string>
#include <string_view>

#include "base/failure.hpp"

namespace bianmin::platform {

/// An amount in fen (0.01 yuan). Never a floating-point number.
using Fen = std::int64_t;

/// The most that one bill or one order may be: 1,000,000.00 yuan.
inline constexpr Fen kMostFen = 100'000'000;

/// Reads "380.00": digits without a leading zero, a point, two digits; from 0.00 to kMostFen. InputInvalid otherwise,
/// without the text.
base::Result<Fen> parse_yuan(std::string_view text);
/// Writes 38000 as "380.00"; `amount` must not be negative.
std::string format_yuan(Fen amount);

}  // namespace bianmin::platform
