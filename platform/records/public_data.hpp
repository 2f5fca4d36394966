#pragma once

#include <string>
#include <string_view>

#include <boost/json/value.hpp>

#include "base/failure.hpp"
#include "base/json.hpp"
#include "base/working_days.hpp"

namespace bianmin::platform {

/// Data that is everybody's: today's air and water, announcements. Answered without a resident.
struct PublicDataset {
  boost::json::object fields;
  boost::json::array rows;
  bool demo = false;  ///< its dates may be "today" or "today-3"

  /// {"fields","rows"} as an operation answers it on this day.
  std::string render(base::CivilDate today) const;
};

/// "environment", "announcements", or a name of one's own that begins with "public-".
bool is_public_dataset(std::string_view name);

/// Reads {"fields","rows"}, with "demo" and "note" if need be: at most 64 fields and 500 rows of plain values and texts
/// in both languages. environment and announcements must have what terminals show of them. InputInvalid names the
/// place.
base::Result<PublicDataset> parse_public_dataset(std::string_view name, const boost::json::value& value,
                                                 std::string_view document);

/// Refuses all but a plain value or one text in both languages.
void check_record_value(base::JsonReader value);

}  // namespace bianmin::platform
