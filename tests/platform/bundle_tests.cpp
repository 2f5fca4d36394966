#include <boost/test/unit_test.hpp>

#include <boost/json.hpp>

#include "platform/records/reference.hpp"
#include "tests/platform/in_process.hpp"
#include "tests/platform/platform_process.hpp"

namespace {

using namespace bianmin;
using namespace bianmin::tests;
namespace json = boost::json;

std::string bundle(int sequence, std::string_view items, std::string_view service = "birth") {
  auto body = base::parse_json(complaint(sequence)).value().as_object();
  for (const char* member : {"category", "area", "text"}) body.erase(member);
  body["service"] = service;
  body["items"] = json::parse({items.data(), items.size()});
  body["answers"] = json::object{{"child", "王小宝"}, {"born_on", "2026-11-11"}};
  return json::serialize(body);
}

platform::Response file(InProcess& platform, int sequence, std::string_view items, std::string_view service = "birth") {
  return platform.call("POST", "/v1/cases", bundle(sequence, items, service), complaint_uuid(sequence));
}

json::value view_of(InProcess& platform, int sequence) {
  return json_of(platform.call("POST", state_path(sequence), state_body(sequence)));
}

platform::Response step(InProcess& platform, int sequence, std::string_view to, std::string_view part = {},
                        std::string_view unit = {}) {
  json::object body{{"to", to}};
  if (!part.empty()) body["part"] = part;
  if (!unit.empty()) body["unit"] = unit;
  return platform.administer("POST", "/admin/cases/" + complaint_number(sequence) + "/steps", json::serialize(body));
}

BOOST_AUTO_TEST_SUITE(bundle_tests)

BOOST_AUTO_TEST_CASE(each_part_has_its_unit_and_deadline) {
  InProcess platform("2026-11-20T02:00:00Z");
  const auto filed = file(platform, 1, R"(["social-card","hukou","medical"])");
  BOOST_TEST_REQUIRE(filed.status == 201, filed.body);
  const auto view = json_of(filed);
  BOOST_TEST(text_at(view, "/category") == "birth");
  BOOST_TEST(text_at(view, "/unit/zh-CN") == "铜城街道便民服务中心");
  BOOST_TEST(view.at("parts").as_array().size() == 3U);
  // In the bundle's own order.
  BOOST_TEST(text_at(view, "/parts/0/item") == "hukou");
  BOOST_TEST(text_at(view, "/parts/0/title/zh-CN") == "户口登记");
  BOOST_TEST(text_at(view, "/parts/0/unit/zh-CN") == "铜城派出所");
  BOOST_TEST(text_at(view, "/parts/0/deadline") == "2026-11-25");
  BOOST_TEST(text_at(view, "/parts/0/status") == "dispatched");
  BOOST_TEST(text_at(view, "/parts/0/light") == "none");
  BOOST_TEST(text_at(view, "/parts/2/item") == "social-card");
  BOOST_TEST(text_at(view, "/parts/2/deadline") == "2026-12-04");
  BOOST_TEST(text_at(view, "/deadline") == "2026-12-04");
  BOOST_TEST(view.at("history").as_array().size() == 5U);
  BOOST_TEST(text_at(view, "/history/2/item") == "hukou");
  BOOST_TEST(text_at(view, "/history/2/text/zh-CN") == "户口登记：已经转给铜城派出所，2026年11月25日前办好。");
  BOOST_TEST(text_at(view, "/history/0/item") == "(absent)");
  BOOST_TEST(filed.body.find("王小宝") == std::string::npos);
  BOOST_TEST(view_of(platform, 1) == view);
  const auto again = file(platform, 1, R"(["hukou","medical","social-card"])");
  BOOST_TEST(again.status == 200);
  BOOST_TEST(again.body == filed.body);
  BOOST_TEST(file(platform, 1, R"(["hukou"])").status == 409);
}

BOOST_AUTO_TEST_CASE(the_case_is_done_when_all_parts_are) {
  InProcess platform("2026-11-20T02:00:00Z");
  BOOST_TEST(file(platform, 1, R"(["hukou","medical"])").status == 201);
  BOOST_TEST(step(platform, 1, "answered").status == 422);
  BOOST_TEST(step(platform, 1, "in_progress", "hukou").status == 200);
  auto view = view_of(platform, 1);
  BOOST_TEST(text_at(view, "/status") == "in_progress");
  BOOST_TEST(text_at(view, "/parts/0/status") == "in_progress");
  BOOST_TEST(text_at(view, "/parts/1/status") == "dispatched");
  BOOST_TEST(step(platform, 1, "answered", "hukou").status == 200);
  view = view_of(platform, 1);
  BOOST_TEST(text_at(view, "/status") == "in_progress");
  BOOST_TEST(step(platform, 1, "answered").status == 422);
  // The other part went to the wrong unit first.
  BOOST_TEST(step(platform, 1, "dispatched", "medical", "social-insurance").status == 200);
  BOOST_TEST(text_at(view_of(platform, 1), "/parts/1/unit/en") == "Dong'e County Social Insurance Centre");
  BOOST_TEST(step(platform, 1, "answered", "medical").status == 200);
  view = view_of(platform, 1);
  BOOST_TEST(text_at(view, "/status") == "answered");
  const auto& history = view.at("history").as_array();
  BOOST_TEST(text_at(history.back(), "/status") == "answered");
  BOOST_TEST(text_at(history.back(), "/item") == "(absent)");
  BOOST_TEST(text_at(history.back(), "/text/zh-CN").find("孩子的事都办好了") != std::string::npos);
  BOOST_TEST(text_at(history[history.size() - 2], "/item") == "medical");
  // Not content with one part: it and the case go back, and come to an end again.
  BOOST_TEST(step(platform, 1, "reopened", "medical").status == 200);
  view = view_of(platform, 1);
  BOOST_TEST(text_at(view, "/status") == "reopened");
  BOOST_TEST(text_at(view, "/parts/0/status") == "answered");
  BOOST_TEST(text_at(view, "/parts/1/status") == "reopened");
  BOOST_TEST(step(platform, 1, "answered", "medical").status == 200);
  BOOST_TEST(text_at(view_of(platform, 1), "/status") == "answered");
  BOOST_TEST(step(platform, 1, "revisit").status == 200);
  BOOST_TEST(step(platform, 1, "closed").status == 200);
  BOOST_TEST(step(platform, 1, "reopened", "medical").status == 422);
}

BOOST_AUTO_TEST_CASE(a_late_part_shows_on_the_case) {
  InProcess platform("2026-11-20T02:00:00Z");
  BOOST_TEST(file(platform, 1, R"(["hukou","childcare-subsidy"])").status == 201);
  platform.call("POST", "/v1/cases", complaint(2), complaint_uuid(2));  // due on 27 November
  platform.set_now("2026-11-24T02:00:00Z");
  auto view = view_of(platform, 1);
  BOOST_TEST(text_at(view, "/parts/0/light") == "yellow");
  BOOST_TEST(text_at(view, "/parts/1/light") == "none");
  BOOST_TEST(text_at(view, "/light") == "yellow");
  // Its nearest part makes it the most urgent, though the case itself has longer.
  BOOST_TEST(text_at(json_of(platform.administer("GET", "/admin/cases?open=1")), "/cases/0/number") ==
             complaint_number(1));
  platform.set_now("2026-11-26T02:00:00Z");
  BOOST_TEST(text_at(view_of(platform, 1), "/light") == "red");
  BOOST_TEST(step(platform, 1, "answered", "hukou").status == 200);
  view = view_of(platform, 1);
  BOOST_TEST(text_at(view, "/light") == "none");
  BOOST_TEST(text_at(json_of(platform.administer("GET", "/admin/cases?open=1")), "/cases/0/number") ==
             complaint_number(2));
}

BOOST_AUTO_TEST_CASE(wrong_items_and_steps_are_refused) {
  InProcess platform;
  for (const auto& [items, service] : {std::pair("[]", "birth"),
                                       {R"(["no-such"])", "birth"},
                                       {R"(["hukou","hukou"])", "birth"},
                                       {R"(["hukou",7])", "birth"},
                                       {R"("hukou")", "birth"},
                                       {"null", "birth"},
                                       {R"(["hukou"])", "pension-check"}}) {
    const auto answer = file(platform, 1, items, service);
    BOOST_TEST(answer.status == 422, items);
    BOOST_TEST(text_at(json_of(answer), "/detail").find("/items") != std::string::npos, answer.body);
  }
  auto other = base::parse_json(bundle(1, R"(["hukou"])")).value().as_object();
  other["category"] = "roads";
  BOOST_TEST(platform.call("POST", "/v1/cases", json::serialize(other), complaint_uuid(1)).status == 422);
  BOOST_TEST(file(platform, 1, R"(["hukou"])").status == 201);
  BOOST_TEST(step(platform, 1, "answered", "medical").status == 422);
  BOOST_TEST(step(platform, 1, "closed", "hukou").status == 422);
  BOOST_TEST(step(platform, 1, "reopened", "hukou").status == 422);
  BOOST_TEST(step(platform, 1, "dispatched", "hukou", "nobody").status == 422);
  BOOST_TEST(text_at(view_of(platform, 1), "/parts/0/status") == "dispatched");
}

BOOST_AUTO_TEST_CASE(the_four_bundles_of_the_county_are_whole) {
  const auto reference = platform::load_reference(BIANMIN_SOURCE_DIR "/platform/demo").value();
  const auto& bundles = reference.dispatch.bundles();
  for (const char* service : {"birth", "retirement", "after-death", "open-business"}) {
    const auto* items = bundles.items(service);
    BOOST_TEST_REQUIRE(items != nullptr, service);
    BOOST_TEST(items->size() >= 5U, service);
    for (const auto& item : *items) {
      BOOST_TEST_REQUIRE(reference.dispatch.find(item.unit) != nullptr);
      for (const char* status : {"dispatched", "in_progress", "answered", "reopened"}) {
        const auto text = bundles.text(status, service, item.id, item.title, reference.dispatch.find(item.unit)->name,
                                       base::parse_civil_date("2026-11-25").value());
        for (const std::string& words : {text.zh, text.en}) {
          BOOST_TEST(!words.empty(), item.id);
          BOOST_TEST(words.find('{') == std::string::npos, words);
        }
      }
    }
  }
  BOOST_TEST(bundles.items("complaint") == nullptr);
}

BOOST_AUTO_TEST_CASE(bundles_from_outside) {
  const auto detail = [](std::string_view services, std::string_view texts = R"({"dispatched":{"zh-CN":"","en":""},
      "in_progress":{"zh-CN":"","en":""},"answered":{"zh-CN":"","en":""},"reopened":{"zh-CN":"","en":""}})") {
    const auto value =
        base::parse_json(R"({"texts":)" + std::string(texts) + R"(,"services":)" + std::string(services) + "}").value();
    base::JsonReader reader(value, "bundles");
    platform::Bundles bundles;
    bundles.read(reader, [](std::string_view unit) { return unit == "police"; });
    return reader.ok() ? std::string("accepted") : reader.error();
  };
  const char* good = R"({"birth":{"hukou":{"title":{"zh-CN":"户","en":"H"},"unit":"police","days":3}}})";
  BOOST_TEST(detail(good) == "accepted");
  BOOST_TEST(detail(good, "{}").find("/texts/dispatched") != std::string::npos);
  BOOST_TEST(detail(R"({"birth":{}})").find("/services/birth") != std::string::npos);
  BOOST_TEST(
      detail(R"({"birth":{"hukou":{"title":{"zh-CN":"户","en":"H"},"unit":"nobody","days":3}}})").find("/unit") !=
      std::string::npos);
  BOOST_TEST(
      detail(R"({"birth":{"hukou":{"title":{"zh-CN":"户","en":"H"},"unit":"police","days":0}}})").find("/days") !=
      std::string::npos);
  BOOST_TEST(
      detail(R"({"birth":{"Hu":{"title":{"zh-CN":"户","en":"H"},"unit":"police","days":1}}})").find("/birth/Hu") !=
      std::string::npos);
  BOOST_TEST(
      detail(
          R"({"birth":{"h":{"title":{"zh-CN":"户","en":"H"},"unit":"police","days":1,"texts":{"closed":{"zh-CN":"","en":""}}}}})")
          .find("/texts/closed") != std::string::npos);
}

BOOST_AUTO_TEST_CASE(over_the_wire_and_by_the_command) {
  PlatformProcess process;
  auto client = process.client();
  const auto filed = client.call("POST", "/v1/cases", bundle(1, R"(["licence","seal","bank"])", "open-business"),
                                 {"Idempotency-Key: " + complaint_uuid(1)});
  BOOST_TEST_REQUIRE(filed.status == 201, filed.body);
  const auto shown = process.command({"case", "show", complaint_number(1)});
  for (const char* word : {"licence", "公章刻制", "政务代办点"})
    BOOST_TEST(shown.output.find(word) != std::string::npos, shown.output);
  for (const char* part : {"licence", "seal", "bank"})
    BOOST_TEST(
        process.command({"case", "advance", complaint_number(1), "--part", part, "--to", "answered"}).status == 0,
        part);
  BOOST_TEST(process.command({"case", "advance", complaint_number(1), "--part", "bank", "--to", "answered"}).status ==
             1);
  const auto view = client.call("POST", state_path(1), state_body(1)).json();
  BOOST_TEST(text_at(view, "/status") == "answered");
  BOOST_TEST(text_at(view, "/parts/2/status") == "answered");
  const auto text = process.command({"case", "show", complaint_number(1), "--text"});
  for (const char* word : {"answers.child", "王小宝", "answers.born_on", "2026-11-11", "licence"})
    BOOST_TEST(text.output.find(word) != std::string::npos, text.output);
}

BOOST_AUTO_TEST_SUITE_END()

}  // namespace
