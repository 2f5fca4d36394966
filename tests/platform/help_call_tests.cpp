#include <boost/test/unit_test.hpp>

#include <boost/json.hpp>

#include "tests/platform/in_process.hpp"
#include "tests/platform/platform_process.hpp"

namespace {

using namespace bianmin;
using namespace bianmin::tests;
namespace json = boost::json;

constexpr char kCall[] = R"({"page":"social-proof/review","language":"zh-CN"})";

platform::Response call(InProcess& platform, int key, std::string_view body = kCall,
                        std::string_view terminal = "LC07") {
  return platform.call("POST", "/v1/help-calls", body, complaint_uuid(key), terminal);
}

std::string path(int key, std::string_view verb) {
  return "/v1/help-calls/" + complaint_uuid(key) + "/" + std::string(verb);
}

std::string state(InProcess& platform, int key) {
  const auto answer = json_of(platform.call("POST", path(key, "state"), "{}"));
  return text_at(answer, "/state") + " " + text_at(answer, "/who");
}

std::size_t open_calls(InProcess& platform) {
  return json_of(platform.administer("GET", "/admin/help-calls")).at("calls").as_array().size();
}

BOOST_AUTO_TEST_SUITE(help_call_tests)

BOOST_AUTO_TEST_CASE(a_call_is_taken_and_closed) {
  InProcess platform;
  const auto made = call(platform, 1);
  BOOST_TEST(made.status == 201);
  BOOST_TEST(text_at(json_of(made), "/id") == complaint_uuid(1));
  BOOST_TEST(text_at(json_of(made), "/state") == "waiting");
  BOOST_TEST(state(platform, 1) == "waiting ");
  const auto listed = json_of(platform.administer("GET", "/admin/help-calls"));
  BOOST_TEST(text_at(listed, "/calls/0/terminal") == "LC07");
  BOOST_TEST(text_at(listed, "/calls/0/page") == "social-proof/review");
  const std::string admin = "/admin/help-calls/" + complaint_uuid(1);
  BOOST_TEST(platform.administer("POST", admin + "/take", R"({"who":"小李"})").status == 200);
  BOOST_TEST(state(platform, 1) == "coming 小李");
  BOOST_TEST(platform.administer("POST", admin + "/close", "{}").status == 200);
  BOOST_TEST(state(platform, 1) == "closed 小李");
  BOOST_TEST(open_calls(platform) == 0U);
  BOOST_TEST(platform.administer("POST", admin + "/take", R"({"who":"小王"})").status == 422);
  BOOST_TEST(
      platform.administer("POST", "/admin/help-calls/" + complaint_uuid(9) + "/take", R"({"who":"小王"})").status ==
      404);
  for (const char* body : {"", "{}", R"({"who":""})", R"({"who":7})"})
    BOOST_TEST(platform.administer("POST", admin + "/take", body).status == 422, body);
}

BOOST_AUTO_TEST_CASE(calling_again_makes_no_second_call) {
  InProcess platform;
  BOOST_TEST(call(platform, 1).status == 201);
  BOOST_TEST(call(platform, 1).status == 200);
  BOOST_TEST(call(platform, 1, R"({"page":"home","language":"en"})").status == 409);
  // Another press of the key at the same terminal: the call there is.
  const auto other = call(platform, 2, R"({"page":"home","language":"zh-CN"})");
  BOOST_TEST(other.status == 200);
  BOOST_TEST(text_at(json_of(other), "/id") == complaint_uuid(1));
  BOOST_TEST(open_calls(platform) == 1U);
  // The resident takes it back and calls later again.
  BOOST_TEST(platform.call("POST", path(1, "cancel"), "{}").status == 200);
  BOOST_TEST(platform.call("POST", path(1, "cancel"), "{}").status == 200);
  BOOST_TEST(state(platform, 1) == "closed ");
  BOOST_TEST(call(platform, 3).status == 201);
}

BOOST_AUTO_TEST_CASE(an_old_call_does_not_stand_in_the_way) {
  InProcess platform("2026-11-20T02:00:00Z");
  BOOST_TEST(call(platform, 1).status == 201);
  platform.set_now("2026-11-20T04:00:01Z");
  BOOST_TEST(call(platform, 2).status == 201);
  BOOST_TEST(state(platform, 1) == "closed ");
  BOOST_TEST(open_calls(platform) == 1U);
}

BOOST_AUTO_TEST_CASE(a_terminal_sees_its_own_calls_only) {
  InProcess platform;
  platform.core().fleet.set("LC08", "01");
  BOOST_TEST(call(platform, 1).status == 201);
  for (const char* verb : {"state", "cancel"}) {
    const auto answer = platform.call("POST", path(1, verb), "{}", {}, "LC08");
    BOOST_TEST(answer.status == 404);
    BOOST_TEST(text_at(json_of(answer), "/code") == "CASE-02");
  }
  BOOST_TEST(state(platform, 1) == "waiting ");
  BOOST_TEST(call(platform, 1, kCall, "LC08").status == 409);
  BOOST_TEST(platform.call("POST", "/v1/help-calls/x/state", "{}").status == 404);
  BOOST_TEST(platform.call("GET", "/admin/help-calls").status == 404);
  BOOST_TEST(platform.call("POST", "/v1/help-calls", kCall, complaint_uuid(5), "").status == 403);
}

BOOST_AUTO_TEST_CASE(malformed_calls_name_the_place) {
  InProcess platform;
  for (const auto& [body, place] : {std::pair<std::string, const char*>{R"({"language":"zh-CN"})", "/page"},
                                    {R"({"page":"a b","language":"zh-CN"})", "/page"},
                                    {R"({"page":"","language":"zh-CN"})", "/page"},
                                    {R"({"page":")" + std::string(161, 'a') + R"(","language":"zh-CN"})", "/page"},
                                    {R"({"page":"home","language":"z"})", "/language"},
                                    {R"({"page":"home","language":"<b>"})", "/language"},
                                    {R"({"page":"home","language":"en","x":1})", "unknown member"}}) {
    const auto answer = call(platform, 1, body);
    BOOST_TEST(answer.status == 422, body);
    BOOST_TEST(text_at(json_of(answer), "/detail").find(place) != std::string::npos, answer.body);
  }
  BOOST_TEST(platform.call("POST", "/v1/help-calls", kCall).status == 422);
}

BOOST_AUTO_TEST_CASE(over_the_wire_and_by_the_command) {
  PlatformProcess process;
  auto client = process.client();
  const auto made = client.call("POST", "/v1/help-calls", kCall, {"Idempotency-Key: " + complaint_uuid(1)});
  BOOST_TEST(made.status == 201);
  const auto listed = process.command({"help", "list"});
  BOOST_TEST(listed.output.find(complaint_uuid(1)) != std::string::npos, listed.output);
  BOOST_TEST(listed.output.find("social-proof/review") != std::string::npos);
  BOOST_TEST(process.command({"help", "take", complaint_uuid(1), "--who", "小李"}).status == 0);
  BOOST_TEST(text_at(client.call("POST", path(1, "state"), "{}").json(), "/who") == "小李");
  process.kill_hard();
  process.start();
  auto after = process.client();
  BOOST_TEST(text_at(after.call("POST", path(1, "state"), "{}").json(), "/state") == "coming");
  BOOST_TEST(process.command({"help", "close", complaint_uuid(1)}).status == 0);
  BOOST_TEST(text_at(after.call("POST", path(1, "state"), "{}").json(), "/state") == "closed");
  BOOST_TEST(process.command({"help", "close", "../x"}).status == 1);
}

BOOST_AUTO_TEST_SUITE_END()

}  // namespace
