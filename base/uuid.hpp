#pragma once

#include <array>
#include <cstdint>
#include <string>
#include <string_view>

#include "base/clock.hpp"
#include "base/failure.hpp"
#include "base/random.hpp"

namespace bianmin::base {

/// A UUID, version 7 when made here (RFC 9562 §5.7: 48 bits of Unix milliseconds, then 74 random bits).
struct Uuid {
  std::array<std::uint8_t, 16> bytes{};

  static Uuid v7(Instant now, Random& random);
  /// 36 characters with hyphens, any case. InputInvalid otherwise.
  static Result<Uuid> parse(std::string_view text);
  /// 36 characters, lower case.
  std::string to_string() const;

  friend auto operator<=>(const Uuid&, const Uuid&) = default;
};

}  // namespace bianmin::base
