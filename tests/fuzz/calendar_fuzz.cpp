// Holidays as the platform announces them: refused with a place, or days that exist, by which can be counted.
#include <cstddef>
#include <cstdint>
#include <cstdlib>
#include <string_view>

#include "base/json.hpp"
#include "base/working_days.hpp"

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  using namespace bianmin::base;
  const std::string_view text(reinterpret_cast<const char*>(data), size);
  if (const auto date = parse_civil_date(text); date && (!date->ok() || format_civil_date(*date) != text)) std::abort();
  const auto value = parse_json(text);
  if (!value) return 0;
  auto calendar = parse_calendar(*value, "holidays");
  if (!calendar) {
    if (!calendar.error().detail.starts_with("holidays")) std::abort();
    return 0;
  }
  for (const auto day : calendar->holidays)
    if (!day.ok() || calendar->working_weekends.contains(day) || is_working_day(day, *calendar)) std::abort();
  for (const auto day : calendar->working_weekends)
    if (!is_working_day(day, *calendar)) std::abort();
  calendar->merge(*calendar);
  const auto first = calendar->holidays.empty() ? CivilDate{} : *calendar->holidays.begin();
  if (!first.ok()) return 0;
  for (const int count : {-30, 0, 1, 30}) {
    const auto day = add_working_days(first, count, *calendar);
    if (count != 0 && !is_working_day(day, *calendar)) std::abort();
  }
  return 0;
}
