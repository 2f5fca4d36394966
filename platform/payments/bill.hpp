#pragma once

#include <map>
#include <string>
#include <string_view>
#include <vector>

#include <boost/json/value.hpp>

#include "base/json.hpp"
#include "platform/payments/money.hpp"

namespace bianmin::platform {

/// Something a resident may pay: this year's medical insurance of one family member, one month's water. `title`,
/// `period`, `account` and `note` are what the file says: a text, or one text in both languages.
struct Bill {
  std::string id;  ///< the biller's number, unique within its kind for ever; the same bill may stand with two residents
  Fen amount = 0;  ///< more than nothing
  boost::json::value title, period, account, note;
};

/// By kind: "medical-insurance", "utilities".
using Bills = std::map<std::string, std::vector<Bill>, std::less<>>;

/// Letters, digits, hyphens and underscores; 1 to 64.
bool is_bill_id(std::string_view id);
/// What is paid at a terminal.
bool is_bill_kind(std::string_view kind);
/// Reads `bills` of a resident's file: {kind: [{id, title, period, account, amount, note}]}, 200 of a kind at most.
/// What is wrong is kept by the reader.
Bills read_bills(base::JsonReader reader);

}  // namespace bianmin::platform
