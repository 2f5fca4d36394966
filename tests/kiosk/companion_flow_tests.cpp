// 代办: two cards, one consent.
#include <boost/test/unit_test.hpp>

#include "tests/kiosk/flow_player.hpp"

using namespace bianmin;
using namespace bianmin::kiosk;
using namespace bianmin::kiosk::testing;

namespace {

void take_card(Player& p) { p.send(devices::CardEvent(devices::CardRemoved{})); }

void to_consent(Player& p, const std::string& service = "social-proof") {
  p.press("service:" + service);
  p.press("companion:start");
  p.card(1);
  take_card(p);
  p.card(2);
}

}  // namespace

BOOST_AUTO_TEST_SUITE(companion_flow_tests)

BOOST_AUTO_TEST_CASE(it_is_read_back_who_does_what_for_whom) {
  Player p;
  to_consent(p);
  BOOST_TEST(p.id() == "social-proof/identify/consent");
  BOOST_TEST(p.plain().find("牛试二替马试一办“") != std::string::npos, p.plain());
  BOOST_TEST(p.spoken().find("马试一") != std::string::npos);
  BOOST_TEST(p.plain().find(made_up_id(1)) == std::string::npos);  // numbers are masked
  BOOST_TEST(p.effects<Ask>().empty());  // nothing is asked about the elder before they agreed
  p.press("companion:consent");
  const auto asked = p.effects<Ask>();
  BOOST_REQUIRE(asked.size() == 1U);
  BOOST_TEST(asked[0].body.reveal().find(made_up_id(1)) != std::string_view::npos);
  BOOST_TEST(asked[0].body.reveal().find(made_up_id(2)) == std::string_view::npos);
  p.answer(record_of(1).c_str());
  BOOST_TEST(p.page().ribbon.shown == "牛试二替马试一办");
}

BOOST_AUTO_TEST_CASE(the_case_names_the_helper_and_when_the_elder_agreed) {
  Player p;
  p.press("service:complaint");
  p.press("choose:roads");
  p.press("choose:dongguan");
  p.write("text", "路灯坏了三天，晚上看不清路。");
  p.press("next");
  p.press("companion:start");
  p.card(1);
  take_card(p);
  p.card(2);
  p.press("companion:consent");
  p.press("skip");
  p.press("next");
  const auto filed = p.effects<FileCase>();
  BOOST_REQUIRE(filed.size() == 1U);
  const auto payload = boost::json::parse(filed[0].payload.reveal()).as_object();
  const auto& helper = payload.at("helper").as_object();
  BOOST_TEST(helper.at("name").as_string() == "牛试二");
  BOOST_TEST(helper.at("id_number").as_string() == made_up_id(2));
  BOOST_TEST(base::parse_utc(std::string(helper.at("consent_at").as_string())).has_value());
  BOOST_TEST(payload.at("resident").as_object().at("id_number").as_string() == made_up_id(1));
}

BOOST_AUTO_TEST_CASE(the_same_card_twice_is_said) {
  Player p;
  p.press("service:social-proof");
  p.press("companion:start");
  p.card(1);
  take_card(p);
  p.card(1);
  BOOST_TEST(p.id() == "social-proof/identify/helper");
  BOOST_TEST(p.plain().find("这还是马试一的卡") != std::string::npos);
  take_card(p);
  p.card(2);
  BOOST_TEST(p.id() == "social-proof/identify/consent");
}

BOOST_AUTO_TEST_CASE(the_wrong_way_round_can_be_turned) {
  Player p;
  to_consent(p);
  p.press("companion:swap");
  BOOST_TEST(p.plain().find("马试一替牛试二办“") != std::string::npos);
  p.press("companion:consent");
  BOOST_TEST(p.state.session->values.text("holder.id_number") == made_up_id(2));
  BOOST_TEST(p.state.session->values.text("helper.id_number") == made_up_id(1));
}

BOOST_AUTO_TEST_CASE(back_goes_card_by_card_and_out_again) {
  Player p;
  to_consent(p);
  p.press("back");
  BOOST_TEST(p.id() == "social-proof/identify/helper");
  p.press("back");
  BOOST_TEST(p.id() == "social-proof/identify/elder");
  p.press("back");
  BOOST_TEST(p.id() == "social-proof/identify");
  take_card(p);
  p.card(2);  // now for themselves
  BOOST_TEST(p.state.session->values.text("holder.id_number") == made_up_id(2));
  BOOST_TEST(p.state.session->values.record("helper") == nullptr);
}

BOOST_AUTO_TEST_CASE(who_leaves_leaves_nothing) {
  Player p;
  to_consent(p);
  p.press("home");
  BOOST_TEST(p.id() == "home");
  BOOST_TEST(p.plain().find("马试一") == std::string::npos);
  Player q;
  to_consent(q);
  q.wait(90);
  BOOST_TEST(q.id() == "home");
  BOOST_TEST(!q.state.session);
}

BOOST_AUTO_TEST_CASE(a_third_card_changes_nobody) {
  Player p;
  to_consent(p);
  take_card(p);
  p.card(1);
  BOOST_TEST(p.id() == "social-proof/identify/consent");
  BOOST_TEST(p.plain().find("牛试二替马试一办“") != std::string::npos);
}

BOOST_AUTO_TEST_CASE(a_card_that_cannot_be_read_is_tried_again) {
  Player p;
  p.press("service:social-proof");
  p.press("companion:start");
  p.card_fails(base::FailureCode::CardMute);
  BOOST_TEST(p.id() == "social-proof/identify/elder");
  p.press("retry");
  p.card(1);
  BOOST_TEST(p.id() == "social-proof/identify/helper");
}

BOOST_AUTO_TEST_CASE(only_where_the_service_allows_it) {
  Player p;
  p.press("service:property-proof");
  BOOST_TEST(!p.offers("companion:start"));
  p.press_blindly("companion:start");
  BOOST_TEST(p.id() == "property-proof/identify");
}

BOOST_AUTO_TEST_SUITE_END()
