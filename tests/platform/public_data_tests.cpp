#include <boost/test/unit_test.hpp>

#include <fstream>

#include <boost/json.hpp>

#include "base/file.hpp"
#include "platform/records/public_data.hpp"
#include "tests/platform/in_process.hpp"
#include "tests/platform/platform_process.hpp"

namespace {

using namespace bianmin;
using namespace bianmin::tests;
namespace json = boost::json;

constexpr char kAnnouncement[] = R"({"id":"water","date":"2026-11-22","title":{"zh-CN":"停水","en":"No water"},
  "text":{"zh-CN":"今晚停水。","en":"No water tonight."},"from":{"zh-CN":"市政","en":"Utilities"}})";

std::string announcements(std::string_view row = kAnnouncement) {
  return R"({"fields":{},"rows":[)" + std::string(row) + "]}";
}

platform::Response ask(InProcess& platform, std::string_view name, std::string_view body = R"({"input":{}})") {
  return platform.call("POST", "/v1/operations/record." + std::string(name), body);
}

std::string refusal(std::string_view name, std::string_view text) {
  const auto dataset = platform::parse_public_dataset(name, base::parse_json(text).value(), name);
  return dataset ? "accepted" : dataset.error().detail;
}

BOOST_AUTO_TEST_SUITE(public_data_tests)

BOOST_AUTO_TEST_CASE(the_demo_report_is_always_of_today) {
  InProcess platform("2026-11-22T15:59:00Z");
  const auto report = json_of(ask(platform, "environment"));
  BOOST_TEST(text_at(report, "/fields/report_date") == "2026-11-22");
  BOOST_TEST(text_at(report, "/fields/aqi") == "62");
  BOOST_TEST(text_at(report, "/fields/level/zh-CN") == "良");
  BOOST_TEST(text_at(report, "/fields/title/en") == "Air and water today");
  int water = 0;
  for (const json::value& row : report.at("rows").as_array()) {
    water += row.at("group").as_string() == "water";
    for (const char* member : {"/what/zh-CN", "/what/en", "/level/zh-CN"})
      BOOST_TEST(text_at(row, member) != "(absent)");
    BOOST_TEST(text_at(row, "/value") != "(absent)");
  }
  BOOST_TEST(water == 5);
  platform.set_now("2026-11-22T16:00:00Z");  // midnight in China
  BOOST_TEST(text_at(json_of(ask(platform, "environment")), "/fields/report_date") == "2026-11-23");
  const auto news = json_of(ask(platform, "announcements"));
  BOOST_TEST(text_at(news, "/rows/0/date") == "2026-11-23");
  BOOST_TEST(text_at(news, "/rows/2/date") == "2026-11-20");
  BOOST_TEST(news.as_object().at("rows").as_array().size() >= 4U);
}

BOOST_AUTO_TEST_CASE(everybody_may_ask_and_who_asks_does_not_matter) {
  InProcess platform;
  const auto plain = ask(platform, "announcements", "{}");
  BOOST_TEST(plain.status == 200);
  for (const std::string& resident : {R"({"id_number":")" + std::string(kWangXiulan) + "\"}", std::string("null"),
                                      std::string(R"({"code":"nobody-knows-it"})")})
    BOOST_TEST(ask(platform, "announcements", R"({"resident":)" + resident + R"(,"input":{}})").body == plain.body);
  BOOST_TEST(ask(platform, "announcements", R"({"x":1})").status == 422);
  BOOST_TEST(ask(platform, "announcements", "").status == 422);
  BOOST_TEST(platform.call("POST", "/v1/operations/record.announcements", "{}", {}, "").status == 403);
}

BOOST_AUTO_TEST_CASE(administrators_replace_them_at_once) {
  InProcess platform;
  BOOST_TEST(platform.administer("PUT", "/admin/datasets/announcements", announcements()).status == 200);
  const auto news = json_of(ask(platform, "announcements"));
  BOOST_TEST(news.as_object().at("rows").as_array().size() == 1U);
  BOOST_TEST(text_at(news, "/rows/0/text/zh-CN") == "今晚停水。");
  BOOST_TEST(
      platform
          .administer("PUT", "/admin/datasets/public-buses", R"({"fields":{},"rows":[{"line":"1","first":"06:30"}]})")
          .status == 200);
  BOOST_TEST(text_at(json_of(ask(platform, "public-buses")), "/rows/0/first") == "06:30");
  BOOST_TEST(ask(platform, "public-trains").status == 404);
  // What is not whole changes nothing.
  for (const auto& [name, body] : {std::pair<std::string, std::string>{"announcements", "{"},
                                   {"announcements", announcements("{}")},
                                   {"social-insurance", R"({"fields":{},"rows":[]})"},
                                   {"public-", "[]"},
                                   {"public-..%5cx", R"({"fields":{},"rows":[]})"},
                                   {"slots", "{}"},
                                   {"suggestions", "{}"}}) {
    const auto answer = platform.administer("PUT", "/admin/datasets/" + name, body);
    BOOST_TEST(answer.status == 422, name << ": " << answer.body);
  }
  BOOST_TEST(json_of(ask(platform, "announcements")) == news);
  // A terminal may not.
  BOOST_TEST(platform.call("PUT", "/admin/datasets/announcements", announcements()).status == 404);
  // What may be booked comes the same way.
  const auto slots = base::read_file(BIANMIN_SOURCE_DIR "/platform/demo/slots.json").value();
  std::string fewer = slots;
  fewer.replace(fewer.find("\"days\": 5"), 9, "\"days\": 2");
  BOOST_TEST(platform.administer("PUT", "/admin/datasets/slots", fewer).status == 200);
  const auto days =
      json_of(platform.call("POST", "/v1/operations/record.slot-days", R"({"input":{"matter":"social"}})"));
  BOOST_TEST(days.as_object().at("rows").as_array().size() == 2U);
}

BOOST_AUTO_TEST_CASE(what_is_wrong_is_named) {
  BOOST_TEST(refusal("announcements", announcements()) == "accepted");
  BOOST_TEST(refusal("announcements", R"({"fields":{}})").find("/rows") != std::string::npos);
  BOOST_TEST(refusal("announcements", R"({"fields":{},"rows":[{"id":"a"}]})").find("/rows/0/title") !=
             std::string::npos);
  BOOST_TEST(refusal("announcements", R"({"fields":{},"rows":[],"x":1})").find("unknown member") != std::string::npos);
  BOOST_TEST(refusal("public-a", R"({"fields":{"a":[1]},"rows":[]})").find("/fields/a") != std::string::npos);
  BOOST_TEST(refusal("public-a", R"({"fields":{"A B":1},"rows":[]})").find("/fields/A B") != std::string::npos);
  BOOST_TEST(refusal("public-a", R"({"fields":{},"rows":[[]]})").find("/rows/0") != std::string::npos);
  BOOST_TEST(refusal("environment", R"({"fields":{},"rows":[]})").find("/fields/report_date") != std::string::npos);
  BOOST_TEST(refusal("public-a", R"({"fields":{"name":"甲"},"rows":[]})").find("/fields/name") != std::string::npos);
  std::string many = R"({"fields":{},"rows":[)";
  for (int i = 0; i < 501; ++i) many += i == 0 ? "{}" : ",{}";
  BOOST_TEST(refusal("public-a", many + "]}").find("500 before it") != std::string::npos);
  // "today" is for data that says it is made up.
  auto report =
      base::parse_json(base::read_file(BIANMIN_SOURCE_DIR "/platform/demo/datasets/environment.json").value()).value();
  BOOST_TEST(refusal("environment", json::serialize(report)) == "accepted");
  report.as_object()["demo"] = false;
  BOOST_TEST(refusal("environment", json::serialize(report)).find("/fields/report_date") != std::string::npos);
  report.as_object()["fields"].as_object()["report_date"] = "2026-11-22";
  BOOST_TEST(refusal("environment", json::serialize(report)) == "accepted");
  report.as_object()["fields"].as_object()["aqi"] = 1001;
  BOOST_TEST(refusal("environment", json::serialize(report)).find("/fields/aqi") != std::string::npos);
  for (const char* name : {"environment", "announcements", "public-a"})
    BOOST_TEST(platform::is_public_dataset(name), name);
  for (const char* name : {"", "public-../x", "public-A", "social-insurance", "slots"})
    BOOST_TEST(!platform::is_public_dataset(name), name);
}

BOOST_AUTO_TEST_CASE(a_file_is_imported_by_the_command_with_and_without_a_server) {
  PlatformProcess process;
  auto client = process.client();
  const auto today = client.call("POST", "/v1/operations/record.environment", "{}").json();
  BOOST_TEST(text_at(today, "/fields/report_date") ==
             base::format_civil_date(base::china_date(base::SystemClock().now())));
  const fs::path file = process.folder() / "news.json";
  std::ofstream(file) << announcements();
  const auto imported = process.command({"import-dataset", "announcements", file.string()});
  BOOST_TEST(imported.status == 0, imported.output);
  BOOST_TEST(text_at(client.call("POST", "/v1/operations/record.announcements", "{}").json(), "/rows/0/id") == "water");
  std::ofstream(file) << "{}";
  const auto refused = process.command({"import-dataset", "announcements", file.string()});
  BOOST_TEST(refused.status == 1);
  BOOST_TEST(refused.output.find("/fields") != std::string::npos, refused.output);
  BOOST_TEST(process.command({"import-dataset", "no-such", file.string()}).status == 1);

  BOOST_TEST(process.stop() == 0);
  std::ofstream(file) << R"({"fields":{},"rows":[{"line":"1"}]})";
  BOOST_TEST(process.command({"import-dataset", "public-buses", file.string()}).status == 0);
  process.start();
  auto after = process.client();
  BOOST_TEST(text_at(after.call("POST", "/v1/operations/record.public-buses", "{}").json(), "/rows/0/line") == "1");
  BOOST_TEST(text_at(after.call("POST", "/v1/operations/record.announcements", "{}").json(), "/rows/0/id") == "water");
}

BOOST_AUTO_TEST_SUITE_END()

}  // namespace
