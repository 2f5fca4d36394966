// Every number of requirements.md, "Time", by the manual clock.
#include <boost/test/unit_test.hpp>

#include "tests/kiosk/flow_player.hpp"

using namespace bianmin;
using namespace bianmin::kiosk;
using namespace bianmin::kiosk::testing;

namespace {

void there(Player& p, bool yes) { p.send(devices::PresenceEvent(devices::PresenceChanged{yes})); }

}  // namespace

BOOST_AUTO_TEST_SUITE(time_flow_tests)

BOOST_AUTO_TEST_CASE(a_warning_is_shown_and_spoken_before_any_time_out) {
  Player p;
  p.press("service:complaint");
  p.wait(59);
  BOOST_TEST(!p.page().dialog);
  p.wait(1);
  BOOST_REQUIRE(p.page().dialog);
  const auto spoken = p.effects<Announce>(p.last);
  BOOST_REQUIRE(!spoken.empty());
  BOOST_TEST(spoken.back().urgent);  // even with voice guidance off
  BOOST_TEST(p.spoken().find("还在吗") != std::string::npos);
}

BOOST_AUTO_TEST_CASE(no_less_than_twenty_seconds_to_answer) {
  Player p;
  p.press("service:complaint");
  p.wait(60);
  int seconds = 0;
  while (p.state.session && seconds < 100) {
    p.wait(1);
    ++seconds;
  }
  BOOST_TEST(seconds >= 20);
  BOOST_TEST(p.id() == "home");
}

BOOST_AUTO_TEST_CASE(it_can_be_extended_more_than_ten_times) {
  Player p;
  p.press("service:complaint");
  p.press("choose:roads");
  for (int i = 0; i < 12; ++i) {
    p.wait(60);
    BOOST_REQUIRE(p.page().dialog);
    p.wait(15);
    p.press("stay");
  }
  BOOST_REQUIRE(p.state.session);
  BOOST_TEST(p.state.session->values.text("category") == "roads");
}

BOOST_AUTO_TEST_CASE(elder_view_a_touch_counts_for_three_minutes) {
  Player p;
  p.press("tool:elder");
  p.press("service:complaint");
  p.wait(179);
  BOOST_TEST(!p.page().dialog);
  p.wait(1);
  BOOST_TEST(p.page().dialog.has_value());
}

BOOST_AUTO_TEST_CASE(high_contrast_takes_nothing_of_the_elders_time) {
  Player p;
  p.press("tool:elder");
  p.press("help");
  p.press("tool:contrast");
  p.press("back");
  p.press("service:complaint");
  p.wait(179);
  BOOST_TEST(!p.page().dialog);
  p.wait(1);
  BOOST_TEST(p.page().dialog.has_value());
}

BOOST_AUTO_TEST_CASE(elder_view_nothing_runs_out_while_somebody_is_there) {
  Player p;
  there(p, true);
  p.press("tool:elder");
  p.press("service:complaint");
  p.press("choose:roads");
  p.wait(1799);  // touched every half an hour at least
  BOOST_TEST(!p.page().dialog);
  p.send(ui::ScreenTouched{});
  p.wait(1799);
  BOOST_TEST(!p.page().dialog);
  BOOST_REQUIRE(p.state.session);
  p.send(ui::ScreenTouched{});
  there(p, false);
  p.wait(179);
  BOOST_TEST(!p.page().dialog);
  p.wait(1);
  BOOST_REQUIRE(p.page().dialog);
  there(p, true);  // back again: the question waits for them
  p.wait(600);
  BOOST_REQUIRE(p.state.session);
  p.press("stay");
  BOOST_TEST(p.state.session->values.text("category") == "roads");
}

BOOST_AUTO_TEST_CASE(elder_view_the_last_page_and_the_home_page_wait_as_well) {
  Player p;
  there(p, true);
  p.press("tool:elder");
  p.wait(1799);
  BOOST_TEST(int(p.state.view.style) == int(ui::ViewStyle::Elder));
  to_complaint_review(p, false);
  p.press("next");
  p.filed();
  p.paper(devices::PrintFinished{p.job()}, "slip");
  BOOST_TEST(p.id() == "complaint/done");
  p.wait(1799);
  BOOST_TEST(p.id() == "complaint/done");
  BOOST_TEST(!p.page().dialog);
}

BOOST_AUTO_TEST_CASE(a_sensor_that_always_sees_somebody_keeps_nothing_for_ever) {
  Player p;
  there(p, true);
  p.press("tool:elder");
  p.press("service:complaint");
  p.press("choose:roads");
  p.wait(1799);
  BOOST_TEST(!p.page().dialog);
  p.wait(1);
  BOOST_REQUIRE(p.page().dialog);  // asked aloud, with the whole time to answer
  const auto said = p.effects<Announce>(p.last);
  BOOST_REQUIRE(said.size() == 1U);
  BOOST_TEST(said.front().urgent);
  there(p, false);
  there(p, true);  // a sensor that flickers is no answer
  p.wait(29);
  BOOST_REQUIRE(p.state.session);
  p.wait(1);
  BOOST_TEST(!p.state.session);
  BOOST_TEST(p.id() == "home");
  BOOST_TEST(int(p.state.view.style) == int(ui::ViewStyle::Standard));
}

BOOST_AUTO_TEST_CASE(who_answers_after_half_an_hour_has_another) {
  Player p;
  there(p, true);
  p.press("tool:elder");
  p.press("service:complaint");
  p.wait(1800);
  BOOST_REQUIRE(p.page().dialog);
  p.press("stay");
  p.wait(1799);
  BOOST_TEST(!p.page().dialog);
  p.wait(1);
  BOOST_TEST(p.page().dialog.has_value());
}

BOOST_AUTO_TEST_CASE(an_elder_view_nobody_uses_goes_in_the_end_although_a_sensor_sees_somebody) {
  Player p;
  there(p, true);
  p.press("tool:elder");
  p.wait(1800);
  BOOST_TEST(int(p.state.view.style) == int(ui::ViewStyle::Standard));
  p.wait(5);
  BOOST_TEST(p.id() == "home");
}

BOOST_AUTO_TEST_CASE(a_clock_that_is_set_back_does_not_lengthen_the_half_hour) {
  Player p;
  there(p, true);
  p.press("tool:elder");
  p.press("service:complaint");
  p.now -= base::Milliseconds(3'600'000);
  p.wait(1801);
  BOOST_TEST(p.page().dialog.has_value());
}

BOOST_AUTO_TEST_CASE(standard_view_the_warning_comes_sooner_once_they_left_but_the_time_to_answer_stays) {
  Player p;
  there(p, true);
  p.press("service:complaint");
  there(p, false);
  p.wait(14);
  BOOST_TEST(!p.page().dialog);
  p.wait(1);
  BOOST_REQUIRE(p.page().dialog);
  p.wait(29);
  BOOST_REQUIRE(p.state.session);
  p.wait(1);
  BOOST_TEST(!p.state.session);
}

BOOST_AUTO_TEST_CASE(standard_view_who_stands_there_has_the_usual_time) {
  Player p;
  there(p, true);
  p.press("service:complaint");
  p.wait(59);
  BOOST_TEST(!p.page().dialog);
  p.wait(1);
  BOOST_TEST(p.page().dialog.has_value());
}

BOOST_AUTO_TEST_CASE(a_sensor_that_does_not_see_who_touches_is_not_believed) {
  Player p;
  there(p, false);
  p.press("service:complaint");
  p.wait(59);
  BOOST_TEST(!p.page().dialog);
}

BOOST_AUTO_TEST_CASE(whoever_comes_while_the_question_stands_has_the_whole_time) {
  Player p;
  there(p, true);
  p.press("service:complaint");
  there(p, false);
  p.wait(15);
  BOOST_REQUIRE(p.page().dialog);
  p.wait(25);
  there(p, true);
  p.wait(29);
  BOOST_REQUIRE(p.state.session);
  p.wait(1);
  BOOST_TEST(!p.state.session);
}

BOOST_AUTO_TEST_CASE(a_lost_sensor_is_as_none) {
  Player p;
  there(p, true);
  p.press("tool:elder");
  p.press("service:complaint");
  p.send(devices::PresenceEvent(devices::PresenceLost{{base::FailureCode::Internal, {}}}));
  p.wait(180);
  BOOST_TEST(p.page().dialog.has_value());
}

BOOST_AUTO_TEST_CASE(nothing_remains_after_the_session) {
  Player p;
  p.press("service:complaint");
  p.press("choose:roads");
  p.press("choose:dongguan");
  p.write("text", "标记甲乙丙丁标记甲乙丙丁");
  p.wait(90);
  BOOST_TEST(p.id() == "home");
  BOOST_TEST(p.effects<WipeSession>().size() == 1U);
  BOOST_TEST(p.plain().find("标记") == std::string::npos);
}

BOOST_AUTO_TEST_CASE(home_is_asked_about_while_paper_still_comes) {
  Player p;
  to_printing(p);
  p.press("home");
  BOOST_REQUIRE(p.page().dialog);
  BOOST_TEST(p.effects<CancelPrints>().empty());
  p.press("stay");
  p.paper(devices::PrintFinished{p.job()});
  BOOST_TEST(p.id() == "social-proof/done");
}

BOOST_AUTO_TEST_CASE(who_does_not_want_the_paper_says_so) {
  Player p;
  to_printing(p);
  p.press("home");
  p.press("leave");
  BOOST_TEST(p.effects<CancelPrints>().size() == 1U);
  BOOST_TEST(p.id() == "home");
}

BOOST_AUTO_TEST_CASE(the_question_goes_when_the_paper_is_out) {
  Player p;
  to_printing(p);
  p.press("home");
  p.paper(devices::PrintFinished{p.job()});
  BOOST_TEST(!p.page().dialog);
  BOOST_TEST(p.id() == "social-proof/done");
}

BOOST_AUTO_TEST_CASE(pause_halts_speech_and_does_not_end_it) {
  Player p;
  p.press("service:complaint");
  p.key(devices::Key::Pause);
  BOOST_TEST(p.effects<PauseSpeech>(p.last).size() == 1U);
  BOOST_TEST(p.effects<StopSpeech>(p.last).empty());
  p.key(devices::Key::Where);
  BOOST_REQUIRE(p.effects<Announce>(p.last).size() == 1U);
  BOOST_TEST(int(p.effects<Announce>(p.last).front().what) == int(Announce::What::Whereabouts));
}

BOOST_AUTO_TEST_SUITE_END()
