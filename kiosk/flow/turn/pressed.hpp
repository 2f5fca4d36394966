#pragma once

#include <charconv>
#include <optional>
#include <string>
#include <string_view>

namespace bianmin::kiosk {

/// The number behind a prefix ("row:3"), or nothing.
inline std::optional<std::size_t> number_after(std::string_view id, std::string_view prefix) {
  if (!id.starts_with(prefix)) return std::nullopt;
  std::size_t value{};
  const auto [end, error] = std::from_chars(id.data() + prefix.size(), id.data() + id.size(), value);
  if (error != std::errc{} || end != id.data() + id.size()) return std::nullopt;
  return value;
}

}  // namespace bianmin::kiosk
