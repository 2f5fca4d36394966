#include "devices/presence/sysfs_number.hpp"

#include <charconv>
#include <cmath>

namespace bianmin::devices {

std::optional<double> parse_sysfs_number(std::string_view text) {
  constexpr std::size_t kMaxText = 64;
  constexpr double kMost = 1e12;
  if (text.ends_with('\n')) text.remove_suffix(1);
  if (text.empty() || text.size() > kMaxText) return std::nullopt;
  double value = 0;
  const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), value, std::chars_format::fixed);
  if (error != std::errc{} || end != text.data() + text.size() || !std::isfinite(value) || std::abs(value) > kMost)
    return std::nullopt;
  return value;
}

}  // namespace bianmin::devices
