#include "base/working_days.hpp"

#include <algorithm>
#include <cstdio>
#include <cstdlib>

#include "base/json.hpp"

namespace bianmin::base {
namespace {

using std::chrono::days;
using std::chrono::sys_days;

constexpr std::size_t kMostDays = 400;
constexpr int kMostWorkingDays = 1000;

bool is_weekend(CivilDate date) {
  const std::chrono::weekday day{sys_days{date}};
  return day == std::chrono::Saturday || day == std::chrono::Sunday;
}

void read_days(JsonReader list, std::set<CivilDate>& out) {
  list.each([&](JsonReader entry) {
    const auto date = parse_civil_date(entry.string(10));
    if (!date) return entry.refuse("must be a date such as 2026-10-01");
    if (!out.insert(*date).second) entry.refuse("is there twice");
    if (out.size() > kMostDays) entry.refuse("has more than 400 days before it");
  });
}

}  // namespace

void Calendar::merge(const Calendar& other) {
  holidays.insert(other.holidays.begin(), other.holidays.end());
  working_weekends.insert(other.working_weekends.begin(), other.working_weekends.end());
}

Result<Calendar> parse_calendar(const boost::json::value& value, std::string_view document) {
  JsonReader root(value, std::string(document));
  root.only({"year", "holidays", "working_weekends", "provisional", "source"});
  Calendar calendar;
  read_days(root.member("holidays"), calendar.holidays);
  JsonReader worked = root.member("working_weekends");
  read_days(worked, calendar.working_weekends);
  for (const CivilDate date : calendar.working_weekends) {
    if (!is_weekend(date)) worked.refuse(format_civil_date(date) + " is no weekend");
    if (calendar.holidays.contains(date)) worked.refuse(format_civil_date(date) + " is a holiday as well");
  }
  if (!root.ok()) return fail(FailureCode::InputInvalid, root.error());
  return calendar;
}

Result<CivilDate> parse_civil_date(std::string_view text) {
  const auto bad = [] { return fail(FailureCode::InputInvalid, "not a date such as 2026-10-01"); };
  if (text.size() != 10 || text[4] != '-' || text[7] != '-') return bad();
  const auto number = [&](std::size_t at, std::size_t length) {
    int value = 0;
    for (std::size_t i = at; i < at + length; ++i) {
      if (text[i] < '0' || text[i] > '9') return -1;
      value = value * 10 + (text[i] - '0');
    }
    return value;
  };
  const int year = number(0, 4), month = number(5, 2), day = number(8, 2);
  if (year < 0 || month < 0 || day < 0) return bad();
  const CivilDate date{std::chrono::year{year}, std::chrono::month{static_cast<unsigned>(month)},
                       std::chrono::day{static_cast<unsigned>(day)}};
  if (!date.ok()) return bad();
  return date;
}

std::string format_civil_date(CivilDate date) {
  char text[32];
  std::snprintf(text, sizeof text, "%04d-%02u-%02u", static_cast<int>(date.year()), static_cast<unsigned>(date.month()),
                static_cast<unsigned>(date.day()));
  return text;
}

CivilDate china_date(Instant instant) { return CivilDate{std::chrono::floor<days>(instant + std::chrono::hours{8})}; }

bool is_working_day(CivilDate date, const Calendar& calendar) {
  if (calendar.holidays.contains(date)) return false;
  return !is_weekend(date) || calendar.working_weekends.contains(date);
}

CivilDate add_working_days(CivilDate date, int count, const Calendar& calendar) {
  const days step{count < 0 ? -1 : 1};
  sys_days day{date};
  for (int left = std::min(std::abs(count), kMostWorkingDays); left > 0;) {
    day += step;
    if (is_working_day(CivilDate{day}, calendar)) --left;
  }
  return CivilDate{day};
}

}  // namespace bianmin::base
