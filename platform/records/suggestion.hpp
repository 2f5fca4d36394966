#pragma once

#include <functional>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "base/id_number.hpp"
#include "base/working_days.hpp"
#include "platform/records/local_text.hpp"

namespace bianmin::platform {

struct Resident;

/// A service a resident may be entitled to, and by what one can tell. All that is given must hold.
struct SuggestionRule {
  struct Due {
    std::string record;
    std::string field;  ///< a date
    int within_days = 0;
  };

  std::string service;
  LocalText title;
  LocalText why;
  int age_from = 0;
  int age_to = 200;  ///< the last year that counts
  std::optional<bool> male;
  std::vector<std::string> holds;  ///< records the resident must have
  std::vector<std::string> lacks;  ///< and must not have
  std::optional<Due> due;          ///< a record's date that is near or past
  std::string unpaid;              ///< a kind of bill, of which one must be unpaid; empty: never mind
  int not_filed_days = 0;          ///< nothing filed for this service in these days; 0: never mind

  /// Whether it holds but for what was filed or paid. `id` is the resident's own.
  bool fits(const Resident& resident, const base::IdNumber& id, base::CivilDate today) const;
};

/// Reads {"rules":[…]}, at most 100. InputInvalid names the place.
base::Result<std::vector<SuggestionRule>> parse_suggestions(const boost::json::value& value, std::string_view document);

/// Whole years of age on that day.
int age_on(const base::IdNumber& id, base::CivilDate day);

}  // namespace bianmin::platform
