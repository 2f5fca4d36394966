#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "base/clock.hpp"
#include "platform/records/reference.hpp"

namespace bianmin::platform {

/// What a notice's signed envelope says.
struct Notice {
  std::int64_t sequence = 0;  ///< grows by one with every envelope
  std::string id;
  std::string level;  ///< "info", "warning" or "emergency"
  LocalText title;
  LocalText text;
  base::Instant from;
  base::Instant until;
  std::vector<std::string> terminals;  ///< {"*"} is all
  bool withdrawn = false;
};

/// Reads an envelope's bytes; InputInvalid names the place. A notice lasts 31 days at most.
base::Result<Notice> parse_notice(std::string_view bytes);
std::string write_notice(const Notice& notice);

}  // namespace bianmin::platform
