#include "base/clock.hpp"

#include <boost/test/unit_test.hpp>

using namespace bianmin::base;

namespace {

Instant at(std::string_view text) { return parse_utc(text).value(); }

}  // namespace

BOOST_AUTO_TEST_SUITE(clock_tests)

BOOST_AUTO_TEST_CASE(a_manual_clock_moves_only_when_told) {
  ManualClock clock(at("2026-11-21T01:42:00Z"));
  BOOST_TEST(clock.elapsed().count() == 0);
  clock.advance(Milliseconds{90'000});
  BOOST_TEST(format_utc(clock.now()) == "2026-11-21T01:43:30.000Z");
  BOOST_TEST(clock.elapsed().count() == 90'000);
}

BOOST_AUTO_TEST_CASE(the_system_clock_agrees_with_the_system) {
  const SystemClock clock;
  const Milliseconds first = clock.elapsed();
  BOOST_TEST((clock.elapsed() >= first));
  BOOST_TEST((clock.now() > at("2024-01-01T00:00:00Z")));
}

BOOST_AUTO_TEST_CASE(what_is_written_is_read_back) {
  for (const char* text : {"1970-01-01T00:00:00.000Z", "2026-11-21T01:42:00.007Z", "2028-02-29T23:59:59.999Z",
                           "1969-12-31T23:59:59.999Z", "9999-12-31T23:59:59.000Z"})
    BOOST_TEST(format_utc(at(text)) == text);
}

BOOST_AUTO_TEST_CASE(offsets_and_fractions_are_understood) {
  BOOST_TEST(format_utc(at("2026-11-21T09:42:00+08:00")) == "2026-11-21T01:42:00.000Z");
  BOOST_TEST(format_utc(at("2026-01-01T00:30:00-02:30")) == "2026-01-01T03:00:00.000Z");
  BOOST_TEST(format_utc(at("2026-11-21t01:42:00.5z")) == "2026-11-21T01:42:00.500Z");
  BOOST_TEST(format_utc(at("2026-11-21T01:42:00.1239999Z")) == "2026-11-21T01:42:00.123Z");
  BOOST_TEST(format_utc(at("2016-12-31T23:59:60Z")) == "2017-01-01T00:00:00.000Z");  // a leap second
}

BOOST_AUTO_TEST_CASE(what_is_no_time_is_refused) {
  for (const char* text :
       {"", "2026-11-21", "2026-11-21T01:42:00", "2026-11-21 01:42:00Z", "2026-02-29T00:00:00Z", "2026-13-01T00:00:00Z",
        "2026-11-21T24:00:00Z", "2026-11-21T01:60:00Z", "2026-11-21T01:42:61Z", "2026-11-21T01:42:00+8:00",
        "2026-11-21T01:42:00+24:00", "2026-11-21T01:42:00+08:60", "2026-11-21T01:42:00ZZ", "2026-11-21T01:42:00.Z",
        "-026-11-21T01:42:00Z", "2026-11-21T01:42:00.00000000000000000Z", "2026-1a-21T01:42:00Z"})
    BOOST_TEST_CONTEXT(text) {
      const auto time = parse_utc(text);
      BOOST_REQUIRE(!time);
      BOOST_TEST((time.error().code == FailureCode::InputInvalid));
    }
}

BOOST_AUTO_TEST_CASE(china_is_eight_hours_ahead_all_year) {
  BOOST_TEST((to_china_time(at("2026-11-21T15:59:59Z")) == LocalTime{2026, 11, 21, 23, 59, 59, 6}));
  BOOST_TEST((to_china_time(at("2026-11-21T16:00:00Z")) == LocalTime{2026, 11, 22, 0, 0, 0, 0}));
  BOOST_TEST((to_china_time(at("2026-06-30T16:30:00Z")) == LocalTime{2026, 7, 1, 0, 30, 0, 3}));
  BOOST_TEST((to_china_time(at("1969-12-31T15:59:59Z")) == LocalTime{1969, 12, 31, 23, 59, 59, 3}));
}

BOOST_AUTO_TEST_SUITE_END()
