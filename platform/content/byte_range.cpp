#include "platform/content/byte_range.hpp"

#include <algorithm>
#include <charconv>
#include <optional>

namespace bianmin::platform {
namespace {

std::optional<std::size_t> number(std::string_view text) {
  std::size_t value = 0;
  const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), value);
  if (text.empty() || error != std::errc{} || end != text.data() + text.size()) return std::nullopt;
  return value;
}

}  // namespace

ByteRange parse_byte_range(std::string_view header, std::size_t size) {
  constexpr std::string_view kUnit = "bytes=";
  if (!header.starts_with(kUnit)) return {};
  const std::string_view range = header.substr(kUnit.size());
  const auto dash = range.find('-');
  if (dash == std::string_view::npos) return {};
  const auto from = number(range.substr(0, dash));
  const auto to = number(range.substr(dash + 1));
  const bool open_end = dash + 1 == range.size();
  if (dash == 0) {
    if (!to) return {};
    if (*to == 0 || size == 0) return {ByteRange::Kind::Unsatisfiable, 0, 0};
    return {ByteRange::Kind::Part, size - std::min(*to, size), size - 1};
  }
  if (!from || (!open_end && !to) || (to && *to < *from)) return {};
  if (*from >= size) return {ByteRange::Kind::Unsatisfiable, 0, 0};
  return {ByteRange::Kind::Part, *from, to ? std::min(*to, size - 1) : size - 1};
}

}  // namespace bianmin::platform
