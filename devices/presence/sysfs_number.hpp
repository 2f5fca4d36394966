#pragma once

#include <optional>
#include <string_view>

namespace bianmin::devices {

/// The number that a file of the kernel's holds: decimal, at most 64 characters, one line end. Nothing for anything
/// else, for numbers beyond ±1e12, and for those that are none (nan, inf).
std::optional<double> parse_sysfs_number(std::string_view text);

}  // namespace bianmin::devices
