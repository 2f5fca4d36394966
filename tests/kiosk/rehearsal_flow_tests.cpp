// 练一练: every service that ships, to its end, and nothing leaves the terminal.
#include <boost/test/unit_test.hpp>

#include "kiosk/flow/turn/rehearsal.hpp"
#include "tests/kiosk/flow_player.hpp"

using namespace bianmin;
using namespace bianmin::kiosk;
using namespace bianmin::kiosk::testing;

namespace {

// Presses the way forward like somebody who tries it out; answers what is asked.
void go_on(Player& p) {
  const StepSpec* step = current_step(p.state);
  BOOST_REQUIRE(step != nullptr);
  if (const auto* form = std::get_if<FormStep>(&step->action)) {
    std::string text = form->input == ui::FieldKind::Phone      ? "13800000000"
                       : form->input == ui::FieldKind::IdNumber ? made_up_id(1)
                       : form->input == ui::FieldKind::Amount   ? "12.50"
                       : form->input == ui::FieldKind::Digits   ? "1234567890"
                       : form->input == ui::FieldKind::English  ? "practice practice"
                                                                : "路灯坏了三天，晚上看不清路。";
    if (form->input == ui::FieldKind::Digits) text = text.substr(0, form->max_characters);
    p.write(form->field, text);
    return p.press("next");
  }
  if (std::holds_alternative<SignStep>(step->action) &&
      p.state.session->values.text(std::get<SignStep>(step->action).field).empty()) {
    for (const auto& stop : ui::focus_stops(p.page()))
      if (stop.id.starts_with("sign:") && stop.enabled) return p.press(stop.id);
  }
  for (const char* forward : {"rehearse:card", "next", "finish"})
    if (p.offers(forward)) {
      const std::string before = p.id();
      p.press(forward);
      if (p.id() != before || std::holds_alternative<Rehearsed>(p.state.where)) return;
    }
  for (const auto& stop : ui::focus_stops(p.page()))
    if (stop.action && stop.enabled)
      for (const char* choice : {"choose:", "row:", "rate:", "tick:", "bill:"})
        if (stop.id.starts_with(choice)) return p.press(stop.id);
  BOOST_FAIL("no way on from " << p.id() << "\n" << p.plain());
}

void choose(Player& p, const std::string& service) {
  p.press("rehearse");
  p.press("rehearse:" + service);
}

}  // namespace

BOOST_AUTO_TEST_SUITE(rehearsal_flow_tests)

BOOST_AUTO_TEST_CASE(every_service_that_ships_can_be_practised_to_its_end) {
  const auto all = content();
  for (const auto& service : all->services) {
    BOOST_REQUIRE_MESSAGE(service.rehearsal.has_value(), service.id << " can't be practised: it has no \"rehearsal\"");
    for (const bool elder : {false, true}) {
      Player p;
      if (elder) p.press("tool:elder");
      choose(p, service.id);
      int steps = 0;
      for (; !std::holds_alternative<Rehearsed>(p.state.where); ++steps) {
        BOOST_REQUIRE_MESSAGE(steps < 60, service.id << " does not end: " << p.id());
        BOOST_REQUIRE_MESSAGE(p.state.session && p.state.session->rehearsal,
                              service.id << " left the rehearsal at " << p.id());
        BOOST_TEST(p.page().ribbon.shown.find("练一练") != std::string::npos, p.id());
        BOOST_TEST(p.page().undo.has_value(), service.id << ": no undo on " << p.id());
        BOOST_TEST(p.page().home.has_value());
        go_on(p);
      }
      BOOST_TEST(p.id() == "rehearsal/done");
      BOOST_TEST(p.plain().find("刚才是练习") != std::string::npos);
      for (const Effect& effect : p.all)
        BOOST_TEST(!leaves_the_terminal(effect), service.id << ": " << name_of(effect) << " went out of a rehearsal");
      p.press("home");
      BOOST_TEST(p.id() == "home");
    }
  }
}

BOOST_AUTO_TEST_CASE(a_rehearsal_needs_neither_network_nor_paper) {
  Player p;
  p.send(LinkChanged{false});
  p.printer("a4", devices::PrinterStopped{{base::FailureCode::PrinterOutOfPaper, {}}});
  choose(p, "social-proof");
  BOOST_TEST(p.id() == "social-proof/identify");
  while (!std::holds_alternative<Rehearsed>(p.state.where)) go_on(p);
  BOOST_TEST(p.id() == "rehearsal/done");
}

BOOST_AUTO_TEST_CASE(no_card_is_read_and_no_code_taken) {
  Player p;
  choose(p, "social-proof");
  BOOST_TEST(p.plain().find("练习时不用放卡") != std::string::npos);
  p.card();
  p.scan("DEMO-ESSC:somebody");
  BOOST_TEST(p.id() == "social-proof/identify");
  BOOST_TEST(p.state.session->values.text("holder.id_number").empty());
  p.press("rehearse:card");
  BOOST_TEST(p.plain().find("练习人") != std::string::npos);
}

BOOST_AUTO_TEST_CASE(at_its_end_the_real_one_is_offered) {
  Player p;
  choose(p, "complaint");
  while (!std::holds_alternative<Rehearsed>(p.state.where)) go_on(p);
  p.press("rehearse:real");
  BOOST_REQUIRE(p.state.session);
  BOOST_TEST(!p.state.session->rehearsal);
  BOOST_TEST(p.state.session->values.answers().empty());  // nothing of the practice
  BOOST_TEST(p.page().ribbon.shown.empty());
}

BOOST_AUTO_TEST_CASE(home_asks_nothing_of_who_only_practises) {
  Player p;
  choose(p, "complaint");
  p.press("choose:roads");
  p.press("home");
  BOOST_TEST(p.id() == "home");
  BOOST_TEST(!p.page().dialog);
}

BOOST_AUTO_TEST_CASE(what_was_sent_in_practice_can_be_taken_back) {
  Player p;
  choose(p, "complaint");
  while (p.id() != "complaint/submit") go_on(p);
  p.press("next");
  BOOST_TEST(p.id() != "complaint/submit");
  p.press("undo");
  BOOST_TEST(p.id() == "complaint/submit");
  p.press("back");
  BOOST_TEST(p.id() == "complaint/review");
}

BOOST_AUTO_TEST_CASE(time_runs_out_of_a_rehearsal_as_of_a_visit) {
  Player p;
  choose(p, "complaint");
  p.wait(60);
  BOOST_REQUIRE(p.page().dialog);
  p.wait(30);
  BOOST_TEST(p.id() == "home");
}

BOOST_AUTO_TEST_SUITE_END()
