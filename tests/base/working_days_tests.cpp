#include "base/working_days.hpp"

#include <boost/test/unit_test.hpp>

#include "base/json.hpp"

namespace {

using namespace bianmin::base;

CivilDate day(std::string_view text) { return parse_civil_date(text).value(); }

Result<Calendar> parse(std::string_view text) { return parse_calendar(parse_json(text).value(), "calendar"); }

// The State Council's notice for 2026: National Day 1–7 October, worked on 20 September and 10 October.
Calendar autumn_2026() {
  return parse(R"({"year":2026,"holidays":["2026-09-25","2026-10-01","2026-10-02","2026-10-03","2026-10-04",
    "2026-10-05","2026-10-06","2026-10-07"],"working_weekends":["2026-09-20","2026-10-10"]})")
      .value();
}

BOOST_AUTO_TEST_SUITE(working_days_tests)

BOOST_AUTO_TEST_CASE(plain_weeks_skip_weekends) {
  const Calendar none;
  BOOST_TEST(format_civil_date(add_working_days(day("2026-11-20"), 5, none)) == "2026-11-27");
  BOOST_TEST(format_civil_date(add_working_days(day("2026-11-21"), 5, none)) == "2026-11-27");
  BOOST_TEST(format_civil_date(add_working_days(day("2026-11-22"), 1, none)) == "2026-11-23");
  BOOST_TEST(format_civil_date(add_working_days(day("2026-11-22"), 0, none)) == "2026-11-22");
}

BOOST_AUTO_TEST_CASE(national_day_and_its_make_up_days) {
  const Calendar calendar = autumn_2026();
  // Filed on Wednesday 30 September: 8, 9, 10 (a worked Saturday), 12, 13 October.
  BOOST_TEST(format_civil_date(add_working_days(day("2026-09-30"), 5, calendar)) == "2026-10-13");
  BOOST_TEST(format_civil_date(add_working_days(day("2026-10-03"), 1, calendar)) == "2026-10-08");
  BOOST_TEST(is_working_day(day("2026-10-10"), calendar));
  BOOST_TEST(!is_working_day(day("2026-10-11"), calendar));
  BOOST_TEST(!is_working_day(day("2026-10-01"), calendar));
}

BOOST_AUTO_TEST_CASE(counts_backwards) {
  const Calendar calendar = autumn_2026();
  BOOST_TEST(format_civil_date(add_working_days(day("2026-10-08"), -1, calendar)) == "2026-09-30");
  BOOST_TEST(format_civil_date(add_working_days(day("2026-10-12"), -1, calendar)) == "2026-10-10");
}

BOOST_AUTO_TEST_CASE(forward_then_back_returns_to_a_working_day) {
  const Calendar calendar = autumn_2026();
  std::chrono::sys_days at{day("2026-09-01")};
  for (int i = 0; i < 60; ++i, at += std::chrono::days{1}) {
    const CivilDate start{at};
    if (!is_working_day(start, calendar)) continue;
    for (int count = 1; count <= 12; ++count)
      BOOST_TEST((add_working_days(add_working_days(start, count, calendar), -count, calendar) == start));
  }
}

BOOST_AUTO_TEST_CASE(the_day_in_china_starts_at_sixteen_hours_utc) {
  BOOST_TEST(format_civil_date(china_date(parse_utc("2026-11-20T15:59:59Z").value())) == "2026-11-20");
  BOOST_TEST(format_civil_date(china_date(parse_utc("2026-11-20T16:00:00Z").value())) == "2026-11-21");
}

BOOST_AUTO_TEST_CASE(dates_that_do_not_exist_are_refused) {
  for (const char* text : {"2026-02-29", "2026-13-01", "2026-00-10", "2026-1-01", "2026-01-0x", "", "2026/01/01",
                           "-026-01-01", "2026-01-011"})
    BOOST_TEST(!parse_civil_date(text).has_value(), text);
  BOOST_TEST(parse_civil_date("2028-02-29").has_value());
}

BOOST_AUTO_TEST_CASE(bad_calendars_name_the_place) {
  const auto detail = [](std::string_view text) {
    const auto parsed = parse(text);
    return parsed ? std::string("accepted") : parsed.error().detail;
  };
  BOOST_TEST(detail(R"({"holidays":["2026-02-30"],"working_weekends":[]})").find("/holidays") != std::string::npos);
  BOOST_TEST(detail(R"({"holidays":["2026-01-01","2026-01-01"],"working_weekends":[]})").find("twice") !=
             std::string::npos);
  BOOST_TEST(detail(R"({"holidays":[],"working_weekends":["2026-10-09"]})").find("no weekend") != std::string::npos);
  BOOST_TEST(detail(R"({"holidays":["2026-10-10"],"working_weekends":["2026-10-10"]})").find("holiday as well") !=
             std::string::npos);
  BOOST_TEST(detail(R"({"holidays":[]})").find("is missing") != std::string::npos);
  BOOST_TEST(detail(R"({"holidays":[],"working_weekends":[],"x":1})").find("unknown member") != std::string::npos);
}

BOOST_AUTO_TEST_CASE(years_merge) {
  Calendar calendar = autumn_2026();
  calendar.merge(parse(R"({"holidays":["2027-01-01"],"working_weekends":[]})").value());
  BOOST_TEST(calendar.holidays.size() == 9U);
  BOOST_TEST(!is_working_day(day("2027-01-01"), calendar));
}

BOOST_AUTO_TEST_SUITE_END()

}  // namespace
