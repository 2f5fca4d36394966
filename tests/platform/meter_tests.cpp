#include <boost/test/unit_test.hpp>

#include "base/json.hpp"
#include "platform/payments/meter.hpp"

namespace {

using namespace bianmin;
using namespace bianmin::platform;

constexpr std::string_view kMeter =
    R"({"id":"DB-1","title":{"zh-CN":"电表","en":"Power"},"account":"370001","balance":"23.40","read_at":"2026-11-01T00:00:00Z","least":"10.00","most":"500.00","a_day":"2.60"})";

std::string with(std::string_view from, std::string_view to) {
  std::string text(kMeter);
  const auto at = text.find(from);
  BOOST_REQUIRE_MESSAGE(at != std::string::npos, "the sample has no " << from);
  return text.replace(at, from.size(), to);
}

std::string refusal(const std::string& meters, std::vector<Meter>* read = nullptr) {
  const auto value = base::parse_json(meters);
  BOOST_REQUIRE(value.has_value());
  base::JsonReader reader(*value, "meters");
  auto found = read_meters(reader);
  if (read != nullptr) *read = std::move(found);
  return reader.ok() ? "" : reader.error();
}

BOOST_AUTO_TEST_SUITE(meter_tests)

BOOST_AUTO_TEST_CASE(a_meter_is_read) {
  std::vector<Meter> meters;
  BOOST_TEST(refusal("[" + std::string(kMeter) + "]", &meters).empty());
  BOOST_REQUIRE(meters.size() == 1U);
  BOOST_TEST(meters[0].balance == 2340);
  BOOST_TEST(meters[0].a_day.value() == 260);
  BOOST_TEST(!why_not(meters[0], 1000));
  BOOST_TEST(!why_not(meters[0], 50000));
  for (const Fen amount : {Fen{-100}, Fen{0}, Fen{900}, Fen{1050}, Fen{50100}, kMostFen})
    BOOST_TEST(why_not(meters[0], amount).has_value(), amount);
  BOOST_TEST(refusal("[" + with(R"(,"a_day":"2.60")", "") + "]").empty());
}

BOOST_AUTO_TEST_CASE(what_is_wrong_is_named) {
  const auto expect = [](std::string_view from, std::string_view to, std::string_view place) {
    const std::string said = refusal("[" + with(from, to) + "]");
    BOOST_TEST(said.find(place) != std::string::npos, to << ": " << said);
  };
  expect(R"("DB-1")", R"("DB 1")", "/0/id");
  expect(R"("DB-1")", R"("")", "/0/id");
  expect(R"("23.40")", R"("23.4")", "/0/balance");
  expect(R"("23.40")", R"("-23.40")", "/0/balance");
  expect(R"("2026-11-01T00:00:00Z")", R"("yesterday")", "/0/read_at");
  expect(R"("10.00")", R"("10.50")", "/0/most");
  expect(R"("10.00")", R"("0.00")", "/0/most");
  expect(R"("500.00")", R"("9.00")", "/0/most");
  expect(R"("500.00")", "500", "/0/most");
  expect(R"("2.60")", R"("0.00")", "/0/a_day");
  expect(R"("a_day")", R"("a_month")", "a_month");
  expect(R"("en":"Power")", R"("fr":"Courant")", "fr");
  const std::string twice = refusal("[" + std::string(kMeter) + "," + std::string(kMeter) + "]");
  BOOST_TEST(twice.find("id of another") != std::string::npos, twice);
  std::string many;
  for (int i = 0; i < 21; ++i) many += (i > 0 ? "," : "") + with("DB-1", "DB-" + std::to_string(i));
  BOOST_TEST(refusal("[" + many + "]").find("the most") != std::string::npos);
}

BOOST_AUTO_TEST_SUITE_END()

}  // namespace
