#include <boost/test/unit_test.hpp>

#include "tests/kiosk/flow_player.hpp"

using namespace bianmin;
using namespace bianmin::kiosk;
using namespace bianmin::kiosk::testing;
using base::FailureCode;

namespace {

const char* kTwo =
    R"({"cases":[{"number":"LC07-2611-00002-6","filed_at":"2026-11-19T17:30:00Z","unit":{"zh-CN":"环卫所","en":"Cleaning Office"},)"
    R"("status":"assigned","light":"yellow","deadline":"2026-11-26","history":[{"at":"2026-11-19T17:30:00Z","text":{"zh-CN":"您提交了意见","en":"You sent it"}}]},)"
    R"({"number":"LC07-2611-00001-8","filed_at":"2026-11-02T01:00:00Z","unit":{"zh-CN":"路灯管理所","en":"Street Light Office"},)"
    R"("status":"assigned","light":"red","deadline":"2026-11-09","history":[]}]})";

}  // namespace

BOOST_AUTO_TEST_SUITE(progress_flow_tests)

BOOST_AUTO_TEST_CASE(one_of_several_cases_is_chosen_and_shown) {
  Player p;
  p.press("service:progress");
  p.card();
  BOOST_TEST(p.effects<Ask>(p.last).at(0).operation == "cases");
  p.answer(kTwo);
  BOOST_TEST(p.id() == "progress/choose");
  BOOST_TEST(p.plain().find("2026年11月20日 1:30") != std::string::npos);  // China's day, not Greenwich's
  p.press("row:1");
  BOOST_TEST(p.id() == "progress/case");
  BOOST_TEST(p.plain().find("红牌") != std::string::npos);
  p.press("back");
  BOOST_TEST(p.id() == "progress/choose");
  p.press("row:0");
  BOOST_TEST(p.plain().find("黄牌") != std::string::npos);
  p.press("next");
  p.press("skip");
  BOOST_TEST(p.id() == "home");
}

BOOST_AUTO_TEST_CASE(a_slips_code_shows_its_case_at_once) {
  Player p;
  p.press("service:progress");
  p.press("method:code");
  p.scan(made_up_slip(981));
  const auto asked = p.effects<Ask>(p.last);
  BOOST_REQUIRE(asked.size() == 1U);
  BOOST_TEST(asked[0].operation == "case");
  const auto body = json(std::string(asked[0].body.reveal()).c_str()).as_object();
  BOOST_TEST(body.at("number").as_string() == offline::CaseNumber::make("LC07", 2611, 981).text().c_str());
  BOOST_TEST(body.contains("token"));
  BOOST_TEST(!body.contains("resident"));
  p.answer(R"({"number":"LC07-2611-00981-7","status":"closed","unit":{"zh-CN":"路灯管理所"},"deadline":"2026-11-27",
               "history":[{"at":"2026-11-20T02:00:00Z","text":{"zh-CN":"修好了"}}]})");
  BOOST_TEST(p.id() == "progress/case");
  BOOST_TEST(p.plain().find("修好了") != std::string::npos);
  BOOST_TEST(p.plain().find("前答复您") == std::string::npos);  // it is closed
}

BOOST_AUTO_TEST_CASE(a_slip_filed_offline_is_not_known_yet) {
  Player p;
  p.press("service:progress");
  p.scan(made_up_slip(3));
  p.answer_fails(FailureCode::CaseNotFound);
  BOOST_TEST(p.id() == "progress/search/nothing");
  BOOST_TEST(p.plain().find("过一会儿再来看看") != std::string::npos);
  p.press("back");
  p.card();
  p.answer(R"({"cases":[]})");
  BOOST_TEST(p.id() == "progress/search/nothing");
}

BOOST_AUTO_TEST_CASE(a_row_without_its_number_can_still_be_heard_and_chosen) {
  Player p;
  p.press("service:progress");
  p.card();
  p.answer(R"({"cases":[{"status":"assigned"},{"number":null}]})");
  BOOST_TEST(p.id() == "progress/choose");
  BOOST_TEST(p.plain().find("第 1 项") != std::string::npos);
  p.press("row:1");
  BOOST_TEST(p.id() == "progress/case");
}

BOOST_AUTO_TEST_CASE(a_row_that_is_not_there_is_not_chosen) {
  Player p;
  p.press("service:progress");
  p.card();
  p.answer(kTwo);
  for (const char* id : {"row:2", "row:-1", "row:", "row:1x", "row:99999999999999999999999"}) p.press_blindly(id);
  BOOST_TEST(p.id() == "progress/choose");
}

BOOST_AUTO_TEST_SUITE_END()
