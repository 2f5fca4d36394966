#pragma once

#include <cstdint>
#include <string>
#include <string_view>

#include <boost/json/value.hpp>

#include "base/id_number.hpp"

namespace bianmin::kiosk {

// What is left of a resident's data in the event log, and what is made up from it again. Private to event_log.cpp.

/// A text's shape: digits become 0, blanks and + - . stay, any other character becomes 某. At most 2,001 characters (no
/// field takes more than 2,000).
std::string text_shape(std::string_view text);

/// An answer's shape: members keep their names (those that look like data don't), texts become 某 (the empty one stays
/// empty), numbers 0; "status", "light", "state" and "service" keep their word, "least" and "most" their yuan, for
/// pages look at them. Runs of elements of the same shape are counted: an array becomes {"[]":[[count, shape], …]}. At
/// most 8 levels and 1,200 members; the rest is left out.
boost::json::value answer_shape(const boost::json::value& answer);
/// The made-up answer of this shape. InputInvalid when it is none, or larger than an answer may be.
base::Result<boost::json::value> answer_of_shape(const boost::json::value& shape);

/// A made-up identity number that nobody has (region 379900 does not exist); another one for each of 1 … 899.
base::IdNumber made_up_number(int person);

}  // namespace bianmin::kiosk
