#include <boost/test/unit_test.hpp>

#include <thread>

#include <boost/json.hpp>

#include "platform/records/reference.hpp"
#include "tests/platform/in_process.hpp"
#include "tests/platform/platform_process.hpp"

namespace {

using namespace bianmin;
using namespace bianmin::tests;
namespace json = boost::json;

// Made-up residents (platform/demo/residents).
constexpr char kMaYuzhen[] = "371524193610089046";  // 90 years old
constexpr char kSunDefu[] = "371524194105029039";   // 85, pension check due at the end of 2026
constexpr char kLiGuihua[] = "371524196708059260";  // a woman of 59 who still pays

std::string of(std::string_view id_number, std::string_view input = "{}") {
  return R"({"resident":{"id_number":")" + std::string(id_number) + R"("},"input":)" + std::string(input) + "}";
}

std::string services(const json::value& answer) {
  std::string names;
  for (const json::value& row : answer.at("rows").as_array()) names += text_at(row, "/service") + " ";
  return names;
}

std::string suggested(InProcess& platform, std::string_view id_number) {
  return services(json_of(platform.call("POST", "/v1/operations/record.suggestions", of(id_number))));
}

std::string refusal(std::string_view rule) {
  const auto rules =
      platform::parse_suggestions(base::parse_json(R"({"rules":[)" + std::string(rule) + "]}").value(), "rules");
  return rules ? "accepted" : rules.error().detail;
}

BOOST_AUTO_TEST_SUITE(suggestion_tests)

BOOST_AUTO_TEST_CASE(rules_look_at_age_records_and_dates) {
  InProcess platform("2026-11-20T02:00:00Z");
  BOOST_TEST(suggested(platform, kMaYuzhen) == "age-allowance ");
  BOOST_TEST(suggested(platform, kSunDefu) == "age-allowance pension-check medical-payment ");
  BOOST_TEST(suggested(platform, kLiGuihua) == "medical-payment retirement ");
  BOOST_TEST(suggested(platform, kZhaoXiaoyu) == "");
  BOOST_TEST(suggested(platform, "371524198803070010") == "");  // a made-up number that is nobody's
  const auto answer = json_of(platform.call("POST", "/v1/operations/record.suggestions", of(kMaYuzhen)));
  BOOST_TEST(text_at(answer, "/fields/on") == "yes");
  BOOST_TEST(text_at(answer, "/rows/0/title/zh-CN") == "高龄津贴");
  BOOST_TEST(text_at(answer, "/rows/0/why/en").find("80") != std::string::npos);
  // Who gives a resident's number with another name is told nothing.
  const auto wrong =
      json_of(platform.call("POST", "/v1/operations/record.suggestions",
                            R"({"resident":{"id_number":"371524193610089046","name":"甲"},"input":{}})"));
  BOOST_TEST(services(wrong) == "");
}

BOOST_AUTO_TEST_CASE(what_was_applied_for_is_not_suggested_again) {
  InProcess platform("2026-11-20T02:00:00Z");
  const std::string filed =
      complaint(1, R"({"service":"age-allowance","category":"age-allowance","resident":{"id_number":")" +
                       std::string(kMaYuzhen) + "\"}}");
  BOOST_TEST(platform.call("POST", "/v1/cases", filed, complaint_uuid(1)).status == 201);
  BOOST_TEST(suggested(platform, kMaYuzhen) == "");
  platform.set_now("2027-11-21T02:00:00Z");  // more than a year later; by then the pension check is due as well
  BOOST_TEST(suggested(platform, kMaYuzhen) == "age-allowance pension-check ");
}

BOOST_AUTO_TEST_CASE(who_does_not_want_them_gets_none) {
  InProcess platform("2026-11-20T02:00:00Z");
  const auto prefer = [&](std::string_view on, std::string_view key = {}) {
    return platform.call("POST", "/v1/operations/preference.suggestions",
                         of(kSunDefu, R"({"on":")" + std::string(on) + "\"}"), key);
  };
  const auto off = prefer("no", complaint_uuid(1));
  BOOST_TEST(off.status == 200);
  BOOST_TEST(off.body == R"({"on":"no"})");
  const auto none = json_of(platform.call("POST", "/v1/operations/record.suggestions", of(kSunDefu)));
  BOOST_TEST(services(none) == "");
  BOOST_TEST(text_at(none, "/fields/on") == "no");
  BOOST_TEST(suggested(platform, kMaYuzhen) != "");
  BOOST_TEST(prefer("yes").body == R"({"on":"yes"})");
  BOOST_TEST(suggested(platform, kSunDefu) != "");
  // The first request, sent again late, changes nothing any more.
  BOOST_TEST(prefer("no", complaint_uuid(1)).status == 200);
  BOOST_TEST(suggested(platform, kSunDefu) != "");
  BOOST_TEST(prefer("yes", complaint_uuid(1)).status == 409);
  for (const char* on : {"", "maybe", "true"}) BOOST_TEST(prefer(on).status == 422, on);
  BOOST_TEST(prefer("no", "not-a-uuid").status == 422);
  for (const char* body :
       {"", "{}", R"({"input":{"on":"no"}})", R"({"resident":{"id_number":"7"},"input":{"on":"no"}})",
        R"({"resident":null,"input":{"on":"no"}})"}) {
    BOOST_TEST(platform.call("POST", "/v1/operations/preference.suggestions", body).status == 422, body);
    BOOST_TEST(platform.call("POST", "/v1/operations/record.suggestions", body).status == 422, body);
  }
  BOOST_TEST(platform
                 .call("POST", "/v1/operations/preference.suggestions",
                       R"({"resident":{"code":"nobody-knows-it"},"input":{"on":"no"}})")
                 .status == 404);
}

BOOST_AUTO_TEST_CASE(ages_are_counted_in_whole_years) {
  const auto id = base::IdNumber::parse(kLiGuihua).value();  // born on 5 August 1967
  const auto age = [&](std::string_view day) { return platform::age_on(id, base::parse_civil_date(day).value()); };
  BOOST_TEST(age("2027-08-04") == 59);
  BOOST_TEST(age("2027-08-05") == 60);
  BOOST_TEST(age("1967-08-05") == 0);
}

BOOST_AUTO_TEST_CASE(rules_from_outside) {
  const auto rule = [](std::string_view rest) {
    return R"({"service":"a","title":{"zh-CN":"甲","en":"A"},"why":{"zh-CN":"乙","en":"B"})" + std::string(rest) + "}";
  };
  BOOST_TEST(refusal(rule(R"(,"age_from":80)")) == "accepted");
  BOOST_TEST(refusal(rule(R"(,"holds":["pension"],"lacks":["x"],"sex":"male","not_filed_days":1)")) == "accepted");
  BOOST_TEST(refusal(rule("")).find("everybody") != std::string::npos);
  BOOST_TEST(refusal(rule(R"(,"age_from":80,"age_to":79)")).find("age_to") != std::string::npos);
  BOOST_TEST(refusal(rule(R"(,"age_from":201)")).find("/age_from") != std::string::npos);
  BOOST_TEST(refusal(rule(R"(,"age_from":8,"sex":"x")")).find("/sex") != std::string::npos);
  BOOST_TEST(refusal(rule(R"(,"age_from":8,"holds":["A B"])")).find("/holds/0") != std::string::npos);
  BOOST_TEST(refusal(rule(R"(,"due":{"record":"a","field":"b"})")).find("/due/within_days") != std::string::npos);
  BOOST_TEST(refusal(rule(R"(,"unpaid":"medical-insurance")")) == "accepted");
  BOOST_TEST(refusal(rule(R"(,"unpaid":"rent")")).find("/unpaid") != std::string::npos);
  BOOST_TEST(refusal(rule(R"(,"age_from":8,"x":1)")).find("unknown member") != std::string::npos);
}

BOOST_AUTO_TEST_CASE(what_was_paid_is_not_suggested_any_more) {
  PlatformProcess process({"--sandbox-payments"});
  auto client = process.client();
  const auto suggests = [&] {
    return services(client.call("POST", "/v1/operations/record.suggestions", of(kSunDefu)).json())
               .find("medical-payment") != std::string::npos;
  };
  BOOST_TEST(suggests());
  const auto bills = client.call("POST", "/v1/operations/record.medical-insurance", of(kSunDefu)).json();
  json::object wish{
      {"resident", json::object{{"id_number", kSunDefu}}}, {"kind", "medical-insurance"}, {"bills", json::array{}}};
  for (const json::value& row : bills.at("rows").as_array()) wish["bills"].as_array().push_back(row.at("id"));
  const auto order =
      client.call("POST", "/v1/payments", json::serialize(wish), {"Idempotency-Key: " + complaint_uuid(1)});
  BOOST_TEST_REQUIRE(order.status == 201, order.body);
  const std::string number = text_at(order.json(), "/order");
  auto telephone = process.anonymous();
  BOOST_TEST(telephone.call("POST", "/sandbox/pay", json::serialize(json::object{{"order", number}})).status == 200);
  std::string state;
  for (const auto until = std::chrono::steady_clock::now() + std::chrono::seconds(20);
       state != "paid" && std::chrono::steady_clock::now() < until; std::this_thread::yield())
    state = text_at(client.call("POST", "/v1/payments/" + number + "/state", "{}").json(), "/state");
  BOOST_TEST(state == "paid");
  BOOST_TEST(!suggests());
}

BOOST_AUTO_TEST_CASE(over_the_wire) {
  PlatformProcess process;
  auto client = process.client();
  const auto answer = client.call("POST", "/v1/operations/record.suggestions", of(kMaYuzhen));
  BOOST_TEST(answer.status == 200);
  BOOST_TEST(services(answer.json()).find("age-allowance") != std::string::npos);
  BOOST_TEST(client
                 .call("POST", "/v1/operations/preference.suggestions", of(kMaYuzhen, R"({"on":"no"})"),
                       {"Idempotency-Key: " + complaint_uuid(1)})
                 .status == 200);
  process.kill_hard();
  process.start();
  auto after = process.client();
  BOOST_TEST(services(after.call("POST", "/v1/operations/record.suggestions", of(kMaYuzhen)).json()) == "");
}

BOOST_AUTO_TEST_SUITE_END()

}  // namespace
