// Undo: the last thing that was done, and never more than that.
#include <boost/test/unit_test.hpp>

#include "tests/kiosk/flow_player.hpp"

using namespace bianmin;
using namespace bianmin::kiosk;
using namespace bianmin::kiosk::testing;

namespace {

std::string said(const Player& p, const char* field) { return std::string(p.state.session->values.text(field)); }

struct ElderPlayer : Player {
  ElderPlayer() { press("tool:elder"); }
};

}  // namespace

BOOST_AUTO_TEST_SUITE(undo_flow_tests)

BOOST_AUTO_TEST_CASE(standing_in_the_elder_view_only_and_at_first_with_nothing_to_take_back) {
  Player standard;
  standard.press("service:complaint");
  BOOST_TEST(!standard.page().undo.has_value());
  ElderPlayer p;
  p.press("service:complaint");
  BOOST_REQUIRE(p.page().undo);
  BOOST_TEST(!p.page().undo->enabled);
  p.press("choose:roads");
  BOOST_TEST(p.page().undo->enabled);
}

BOOST_AUTO_TEST_CASE(the_last_insertion_then_the_one_before) {
  ElderPlayer p;
  p.press("service:complaint");
  p.press("choose:roads");
  p.press("choose:dongguan");
  p.write("text", "路灯");
  p.write("text", "路灯坏了");
  p.press("undo");
  BOOST_TEST(said(p, "text") == "路灯");
  BOOST_TEST(p.id() == "complaint/text");
  p.press("undo");
  BOOST_TEST(said(p, "text").empty());
  p.press("undo");
  BOOST_TEST(p.id() == "complaint/area");
  p.press("undo");
  BOOST_TEST(p.id() == "complaint/category");
  BOOST_TEST(said(p, "category").empty());
  BOOST_TEST(!p.page().undo->enabled);
}

BOOST_AUTO_TEST_CASE(the_answer_before_comes_back_with_its_step) {
  ElderPlayer p;
  p.press("service:complaint");
  p.press("choose:roads");
  p.press("back");
  p.press("choose:other");
  BOOST_TEST(said(p, "category") == "other");
  p.press("undo");
  BOOST_TEST(p.id() == "complaint/category");
  BOOST_TEST(said(p, "category") == "roads");
}

BOOST_AUTO_TEST_CASE(what_another_answer_had_made_pointless_is_there_again) {
  ElderPlayer p;
  to_complaint_review(p, false);
  const auto before = p.state.session->values.answers().size();
  p.press("edit:text");
  p.write("text", "改成别的，说得再清楚一点。");
  p.press("next");
  BOOST_TEST(p.id() == "complaint/review");
  p.press("undo");
  BOOST_TEST(p.id() == "complaint/text");
  BOOST_TEST(said(p, "text") == "改成别的，说得再清楚一点。");
  p.press("undo");
  BOOST_TEST(said(p, "text") == "路灯坏了三天，晚上看不清路。");
  p.press("next");
  BOOST_TEST(p.id() == "complaint/review");
  BOOST_TEST(p.state.session->values.answers().size() == before);
}

BOOST_AUTO_TEST_CASE(never_over_a_case_that_was_filed) {
  ElderPlayer p;
  to_complaint_review(p, false);
  p.press("next");
  p.filed();
  BOOST_TEST(!p.page().undo.has_value());
  p.press_blindly("undo");
  BOOST_TEST(p.state.session->committed);
  BOOST_TEST(p.effects<FileCase>().size() == 1U);
}

BOOST_AUTO_TEST_CASE(not_across_two_people) {
  ElderPlayer p;
  p.press("service:complaint");
  p.press("choose:roads");
  p.press("choose:dongguan");
  p.write("text", "第一个人写的话，不给第二个人看。");
  p.press("next");
  p.card(1);
  p.press("back");
  p.card(2);
  for (int i = 0; i < 10 && p.offers("undo"); ++i) p.press("undo");
  BOOST_TEST(said(p, "text").empty());
}

BOOST_AUTO_TEST_CASE(by_keypad_it_is_said_what_stands_there_now) {
  ElderPlayer p;
  p.press("service:complaint");
  p.press("choose:roads");
  p.press("choose:dongguan");
  p.write("text", "路灯");
  while (p.state.focus != "undo") p.key(devices::Key::Down);
  p.key(devices::Key::Select);
  BOOST_TEST(said(p, "text").empty());
  const auto spoken = p.effects<Announce>(p.last);
  BOOST_REQUIRE(!spoken.empty());
  BOOST_TEST(int(spoken.back().what) == int(Announce::What::Field));
}

BOOST_AUTO_TEST_SUITE_END()
