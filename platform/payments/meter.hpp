#pragma once

#include <optional>
#include <string>
#include <vector>

#include <boost/json/value.hpp>

#include "base/clock.hpp"
#include "base/json.hpp"
#include "platform/payments/money.hpp"

namespace bianmin::platform {

/// The kind of an order that puts money on a prepaid meter.
inline constexpr std::string_view kPrepaid = "prepaid";
/// The record by which a resident's meters are asked for.
inline constexpr std::string_view kMetersRecord = "prepaid-meters";

/// A prepaid meter: electricity, water, gas. `title` and `address` are a text, or one text by language.
struct Meter {
  std::string id;  ///< the company's number of it, unique for ever; a meter may stand with two residents
  boost::json::value title, account, address;
  Fen balance = 0;           ///< when it was read
  base::Instant read_at{};   ///< what was put on it since is added
  Fen least = 0, most = 0;   ///< what the company takes at once; whole yuan
  std::optional<Fen> a_day;  ///< what it uses, where the company knows
};

/// Reads `meters` of a resident's file, 20 at most. What is wrong is kept by the reader.
std::vector<Meter> read_meters(base::JsonReader reader);

/// Why this amount can't be put on the meter; nothing when it can. The platform's own look: a terminal is not believed.
std::optional<std::string> why_not(const Meter& meter, Fen amount);

}  // namespace bianmin::platform
