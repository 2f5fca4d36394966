#pragma once

#include <map>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include <boost/json/value.hpp>

#include "base/failure.hpp"
#include "platform/payments/bill.hpp"
#include "platform/payments/meter.hpp"
#include "platform/records/local_text.hpp"

namespace bianmin::platform {

/// One of a resident's records, for example "social-insurance".
struct Dataset {
  boost::json::object fields;
  boost::json::array rows;
  std::optional<LocalText> not_eligible;  ///< why no certificate may be made of it
  std::string not_eligible_reason;        ///< the same in a word that terminals have sentences for; may be empty
};

struct Resident {
  std::string id_number;
  std::string name;
  std::vector<std::string> codes;  ///< opaque QR texts that stand for this resident
  std::map<std::string, Dataset, std::less<>> datasets;
  Bills bills = {};
  std::vector<Meter> meters = {};
};

/// Checks and reads one resident's file; InputInvalid names the place and never a value.
base::Result<Resident> parse_resident(const boost::json::value& value, std::string_view document);

}  // namespace bianmin::platform
