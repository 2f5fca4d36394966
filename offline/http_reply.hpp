#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

#include <boost/json/value.hpp>

#include "base/clock.hpp"
#include "base/failure.hpp"

namespace bianmin::offline {

/// What of a reply's head the client looks at.
struct ReplyHead {
  std::string content_type;                       // lower case, without parameters
  std::optional<base::Milliseconds> retry_after;  // only the form in seconds, at most a day
  std::optional<std::uint64_t> content_range_start;

  /// Takes one header line, with or without its line end. A new status line forgets what came before.
  void add_line(std::string_view line);
};

/// Turns a complete HTTP reply into JSON or the failure it means, as PlatformReply describes. The detail holds the
/// status and the code only: a problem's text may quote what the resident wrote. Of NotEligible it is "reason <word>"
/// when the platform named its rule by a word of small letters.
base::Result<boost::json::value> interpret_reply(int status, const ReplyHead& head, std::string_view body,
                                                 std::size_t max_bytes);

}  // namespace bianmin::offline
