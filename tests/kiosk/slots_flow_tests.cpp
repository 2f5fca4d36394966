#include <boost/test/unit_test.hpp>

#include "tests/kiosk/flow_player.hpp"

using namespace bianmin;
using namespace bianmin::kiosk;
using namespace bianmin::kiosk::testing;
using base::FailureCode;

namespace {

constexpr const char* kDays =
    R"({"fields":{"place":{"zh-CN":"一楼大厅","en":"Hall"}},"rows":[{"day":"2026-11-23","free":44},{"day":"2026-11-24","free":3}]})";
constexpr const char* kTimes =
    R"({"fields":{"place":{"zh-CN":"一楼大厅","en":"Hall"}},"rows":[{"slot":"0930","from":"09:30","to":"10:00","free":1}]})";
constexpr const char* kBooking =
    R"({"number":"1123-007","day":"2026-11-23","from":"09:30","to":"10:00","place":{"zh-CN":"一楼大厅","en":"Hall"}})";

bool has(const std::string& text, const std::string& part) { return text.find(part) != std::string::npos; }

void to_review(Player& p) {
  p.press("service:appointment");
  p.press("choose:new");
  p.press("choose:social");
  p.answer(kDays);
  p.press("row:0");
  p.answer(kTimes);
  BOOST_TEST(p.id() == "appointment/time");  // a single time is a question as well
  p.press("row:0");
  p.press("skip");
  p.press("skip");
}

boost::json::object body_of(const Ask& ask) { return json(std::string(ask.body.reveal()).c_str()).as_object(); }

}  // namespace

BOOST_AUTO_TEST_SUITE(slots_flow_tests)

BOOST_AUTO_TEST_CASE(a_place_is_kept_once) {
  Player p;
  to_review(p);
  BOOST_TEST(p.id() == "appointment/review");
  BOOST_TEST(has(p.plain(), "11月23日 星期一"));
  BOOST_TEST(has(p.plain(), "09:30 到 10:00"));
  p.press("next");
  const auto first = p.effects<Ask>(p.last).at(0);
  BOOST_TEST(first.operation == "reserve.slot");
  BOOST_REQUIRE(first.key.has_value());
  BOOST_TEST(!body_of(first).contains("resident"));  // nobody in particular
  BOOST_TEST(body_of(first).at("input").at("day").as_string() == "2026-11-23");
  p.answer_fails(FailureCode::NetworkTimeout);
  p.press("retry");
  BOOST_TEST((p.effects<Ask>(p.last).at(0).key == first.key));  // whether it arrived or not: one place
  p.answer(kBooking);
  BOOST_TEST(p.id() == "appointment/slip");
  const auto prints = p.effects<Print>(p.last);
  BOOST_REQUIRE(prints.size() == 1U);
  BOOST_TEST(prints[0].document->number == "1123-007");
  BOOST_TEST(prints[0].document->code.empty());
  p.paper(devices::PrintFinished{p.job()}, "slip");
  BOOST_TEST(p.id() == "appointment/done");
  BOOST_TEST(!p.offers("back"));
}

BOOST_AUTO_TEST_CASE(somebody_was_faster) {
  Player p;
  to_review(p);
  p.press("next");
  const auto first = p.effects<Ask>(p.last).at(0);
  p.answer_fails(FailureCode::SlotTaken);
  BOOST_TEST(p.id() == "appointment/reserve/stuck");
  BOOST_TEST(has(p.plain(), "刚刚约满"));
  BOOST_TEST(has(p.plain(), "重新选"));
  p.press("retry");
  BOOST_TEST(p.effects<Ask>(p.last).at(0).operation == "record.slots");  // what is free now, not what was
  p.answer(R"({"rows":[{"slot":"1000","from":"10:00","to":"10:30","free":2}]})");
  p.press("row:0");
  p.press("skip");
  p.press("skip");
  BOOST_TEST(has(p.plain(), "10:00 到 10:30"));
  p.press("next");
  BOOST_TEST((p.effects<Ask>(p.last).at(0).key != first.key));
}

BOOST_AUTO_TEST_CASE(public_questions_name_nobody) {
  Player p;
  p.press("service:daily");
  p.press("choose:air");
  const auto ask = p.effects<Ask>(p.last).at(0);
  BOOST_TEST(ask.operation == "record.environment");
  BOOST_TEST(!body_of(ask).contains("resident"));
}

BOOST_AUTO_TEST_CASE(no_place_without_a_number_is_believed) {
  Player p;
  to_review(p);
  p.press("next");
  p.answer("{}");
  BOOST_TEST(p.id() == "appointment/reserve/stuck");
}

BOOST_AUTO_TEST_CASE(suggestions_come_by_themselves_and_can_be_switched_off) {
  Player p;
  to_printing(p);
  p.paper(devices::PrintFinished{p.job()});
  BOOST_TEST(p.id() == "social-proof/done");
  const auto asked = p.effects<Ask>(p.last);
  BOOST_REQUIRE(asked.size() == 1U);
  BOOST_TEST(asked[0].operation == "record.suggestions");
  p.send(Answered{
      asked[0].ticket,
      json(
          R"({"rows":[{"service":"age-allowance","why":{"zh-CN":"您满 80 岁了","en":"You are 80"}},{"service":"none"},{"service":"social-proof"}]})")});
  BOOST_TEST(has(p.plain(), "您满 80 岁了"));
  BOOST_TEST(p.offers("service:age-allowance"));
  BOOST_TEST(!p.offers("service:social-proof"));
  p.press("suggestions:off");
  BOOST_TEST(!p.offers("service:age-allowance"));
  const auto off = p.effects<Ask>(p.last).at(0);
  BOOST_TEST(off.operation == "preference.suggestions");
  BOOST_TEST(body_of(off).at("input").at("on").as_string() == "no");
  BOOST_TEST(off.key.has_value());
}

BOOST_AUTO_TEST_CASE(a_suggestion_starts_that_service_and_ends_this_visit) {
  Player p;
  to_printing(p);
  p.paper(devices::PrintFinished{p.job()});
  p.send(Answered{p.state.session->suggestions_ticket,
                  json(R"({"rows":[{"service":"age-allowance","why":"满 80 岁"}]})")});
  p.press("service:age-allowance");
  BOOST_TEST(p.id() == "age-allowance/about");
  BOOST_TEST(p.effects<WipeSession>(p.last).size() == 1U);
  BOOST_TEST(p.state.session->values.find("holder.name") == nullptr);
}

BOOST_AUTO_TEST_SUITE_END()
