#pragma once

#include <chrono>
#include <set>
#include <string>
#include <string_view>

#include <boost/json/value.hpp>

#include "base/clock.hpp"
#include "base/failure.hpp"

namespace bianmin::base {

/// A civil date in China.
using CivilDate = std::chrono::year_month_day;

/// What the State Council announces each autumn for the next year: days off, and weekend days that are worked instead.
/// A year without data has its weekends only.
struct Calendar {
  std::set<CivilDate> holidays;
  std::set<CivilDate> working_weekends;

  /// Adds another year's days to these.
  void merge(const Calendar& other);
  friend bool operator==(const Calendar&, const Calendar&) = default;
};

/// {"year":2026,"holidays":["2026-10-01",…],"working_weekends":["2026-10-10",…]}, as GET /v1/holidays answers and as
/// the files of platform/demo/holidays hold it ("year", "provisional" and "source" may be absent). At most 400 days
/// each. InputInvalid names the place: not a date, a day twice, a working weekend that is no weekend, a day in both.
Result<Calendar> parse_calendar(const boost::json::value& value, std::string_view document);

/// "2026-10-01"; InputInvalid when it isn't a date that exists.
Result<CivilDate> parse_civil_date(std::string_view text);
std::string format_civil_date(CivilDate date);

/// The date it is in China at that moment.
CivilDate china_date(Instant instant);

bool is_working_day(CivilDate date, const Calendar& calendar);

/// The `count`-th working day after `date` (before it, when negative); `date` itself never counts, whatever day it is.
/// `count` 0 yields `date`. |count| ≤ 1000.
CivilDate add_working_days(CivilDate date, int count, const Calendar& calendar);

}  // namespace bianmin::base
