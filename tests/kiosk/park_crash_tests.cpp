// A visit that was fetched is lost by no power cut, and is not there twice.
#include <boost/test/unit_test.hpp>

#include "offline/parked_visits.hpp"
#include "tests/kiosk/flow_player.hpp"
#include "tests/support/temporary_directory.hpp"

using namespace bianmin;
using namespace bianmin::kiosk;
using namespace bianmin::kiosk::testing;

namespace {

const std::string kText = "路灯坏了三天，晚上看不清路。";

// A terminal with the real store of parked visits. `power_cut` drops everything but its files.
struct Terminal {
  tests::TemporaryDirectory files;
  base::SystemRandom random;
  std::unique_ptr<offline::ParkedVisits> store;
  std::unique_ptr<Player> player;
  std::size_t done = 0;  // effects that were carried out
  std::string code;      // of the last slip

  Terminal() { switch_on(); }
  Player& p() { return *player; }

  void switch_on() {
    player = std::make_unique<Player>();
    store = std::make_unique<offline::ParkedVisits>(offline::ParkedConfig{.directory = files / "parked"}, random);
    BOOST_REQUIRE(store->open(p().now));
    done = p().all.size();
    p().send(ParkedChanged{store->sweep(p().now)});
    p().press("tool:elder");
    settle();
  }
  void power_cut() {
    player.reset();
    store.reset();
    switch_on();
  }
  // Carries out what the machine asked of the store, and hands it the answers.
  void settle() {
    while (done < p().all.size()) {
      const Effect effect = p().all[done++];
      if (const auto* park = std::get_if<Park>(&effect)) {
        auto parked = store->park(park->visit.reveal(), park->id_number.reveal(), p().now, park->replaces);
        BOOST_REQUIRE_MESSAGE(parked, parked.error().detail);
        code = std::string(parked->code.reveal());
        p().send(VisitParked{park->ticket, parked->id, parked->code});
      } else if (const auto* find = std::get_if<FindParked>(&effect)) {
        auto found = find->code.empty() ? store->find_by_number(find->id_number.reveal(), p().now)
                                        : store->find_by_code(find->code.reveal(), p().now);
        if (found)
          p().send(VisitFound{find->ticket, found->id, std::move(found->visit)});
        else
          p().send(VisitNotFound{find->ticket, found.error()});
      } else if (const auto* drop = std::get_if<DropParked>(&effect)) {
        BOOST_REQUIRE(store->drop(drop->id));
      } else {
        continue;
      }
      p().send(ParkedChanged{store->sweep(p().now)});
    }
  }
  void press(const std::string& id) {
    p().press(id);
    settle();
  }
  void park() {
    press("park");
    p().paper(devices::PrintFinished{p().job()}, "slip");
    settle();
    BOOST_REQUIRE_EQUAL(p().id(), "parked");
    press("finish");
    p().send(devices::CardEvent(devices::CardRemoved{}));
  }
  void fetch() {
    if (!p().state.session && p().state.view.style != ui::ViewStyle::Elder) p().press("tool:elder");
    press("resume");
    p().scan(code);
    settle();
  }
  std::size_t lying() { return store->sweep(p().now); }
};

void to_text(Terminal& t) {
  t.press("service:complaint");
  t.press("choose:roads");
  t.press("choose:dongguan");
  t.p().write("text", kText);
}

}  // namespace

BOOST_AUTO_TEST_SUITE(park_crash_tests)

BOOST_AUTO_TEST_CASE(a_power_cut_right_after_fetching_loses_nothing) {
  Terminal t;
  to_text(t);
  t.park();
  t.fetch();
  BOOST_TEST(t.p().id() == "complaint/text");
  BOOST_TEST(t.lying() == 1U);
  t.power_cut();
  BOOST_REQUIRE(t.p().offers("resume"));
  t.fetch();
  BOOST_TEST(t.p().id() == "complaint/text");
  BOOST_TEST(t.p().state.session->values.text("text") == kText);
}

BOOST_AUTO_TEST_CASE(a_power_cut_at_any_event_until_it_is_filed_leaves_the_copy) {
  // As many events before the cut as there are until the case is filed.
  for (int events = 0;; ++events) {
    Terminal t;
    to_text(t);
    t.park();
    t.fetch();
    int left = events;
    const auto step = [&](auto&& does) {
      if (left-- <= 0) return false;
      does();
      t.settle();
      return true;
    };
    const bool filed = step([&] { t.p().press("next"); }) && step([&] { t.p().press("skip"); }) &&
                       step([&] { t.p().press("skip"); }) && step([&] { t.p().press("next"); }) &&
                       step([&] { t.p().filed(); });
    BOOST_TEST(t.lying() == (filed ? 0U : 1U), "after " << events << " events");
    t.power_cut();
    BOOST_TEST(t.p().offers("resume") == !filed, "after " << events << " events");
    if (filed) break;
    BOOST_REQUIRE_LT(events, 10);
  }
}

BOOST_AUTO_TEST_CASE(parked_again_it_lies_there_once_and_only_the_new_slip_opens_it) {
  Terminal t;
  to_text(t);
  t.park();
  const std::string first = t.code;
  t.fetch();
  t.p().write("text", kText + "还很黑。");
  t.park();
  BOOST_TEST(t.lying() == 1U);
  BOOST_TEST(t.code != first);
  const std::string second = std::exchange(t.code, first);
  t.fetch();
  BOOST_TEST(t.p().id() == "resume/nothing");
  t.press("home");
  t.code = second;
  t.fetch();
  BOOST_TEST(t.p().state.session->values.text("text") == kText + "还很黑。");
}

BOOST_AUTO_TEST_CASE(a_slip_that_fails_keeps_the_first_copy) {
  Terminal t;
  to_text(t);
  t.park();
  t.fetch();
  const std::string first = t.code;
  t.press("park");
  BOOST_TEST(t.lying() == 2U);
  t.p().paper(devices::PrintFailed{t.p().job(), {base::FailureCode::PrinterJam, {}}}, "slip");
  t.settle();
  BOOST_TEST(t.p().id() == "complaint/text");
  BOOST_TEST(t.lying() == 1U);
  t.power_cut();
  t.code = first;
  t.fetch();
  BOOST_TEST(t.p().id() == "complaint/text");
}

BOOST_AUTO_TEST_CASE(who_ends_it_leaves_nothing_behind) {
  Terminal t;
  to_text(t);
  t.park();
  t.fetch();
  t.press("home");
  t.press("leave");
  BOOST_TEST(t.lying() == 0U);
  BOOST_TEST(!t.p().offers("resume"));
  to_text(t);
  t.park();
  t.fetch();
  t.p().wait(240);
  t.settle();
  BOOST_TEST(t.p().id() == "home");
  BOOST_TEST(t.lying() == 0U);  // whoever has gone has gone
}

BOOST_AUTO_TEST_CASE(it_is_not_fetched_a_second_time_while_it_goes_on) {
  Terminal t;
  to_text(t);
  t.press("next");
  t.p().card(1);
  t.settle();
  t.park();
  t.fetch();
  BOOST_TEST(t.p().id() == "complaint/phone");
  t.press("back");
  BOOST_TEST(t.p().id() == "complaint/identify");
  t.p().scan(t.code);  // the slip once more
  t.settle();
  BOOST_TEST(!t.p().page().dialog);
  BOOST_TEST(t.p().id() == "complaint/identify");
  BOOST_TEST(t.p().plain().find("欢迎回来") != std::string::npos);
  t.p().card(1);  // and the card that would open it as well
  t.settle();
  BOOST_TEST(!t.p().page().dialog);
  BOOST_TEST(t.p().id() == "complaint/phone");
  BOOST_TEST(t.lying() == 1U);
}

BOOST_AUTO_TEST_CASE(an_answer_to_the_first_of_two_slips_comes_too_late) {
  Terminal t;
  to_text(t);
  t.park();
  t.press("resume");
  t.p().scan(t.code);
  t.p().scan(t.code);
  t.settle();
  BOOST_TEST(t.p().id() == "complaint/text");
  BOOST_TEST(t.lying() == 1U);
  BOOST_TEST(t.p().effects<WipeSession>().size() == 2U);  // of the visit that was parked, and of the page that waited
}

BOOST_AUTO_TEST_SUITE_END()
