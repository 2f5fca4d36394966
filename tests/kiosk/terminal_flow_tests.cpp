// What is the terminal's, not a service's: time, views, voice, notices, content.
#include <boost/test/unit_test.hpp>

#include "tests/kiosk/flow_player.hpp"

using namespace bianmin;
using namespace bianmin::kiosk;
using namespace bianmin::kiosk::testing;
using base::FailureCode;
using base::Milliseconds;

namespace {

Notice notice(std::string id, NoticeLevel level, base::Instant from, base::Instant until) {
  Notice made{std::move(id), level, {}, {}, from, until};
  made.title.set(i18n::kChinese, "今晚有大风");
  made.text.set(i18n::kChinese, "请关好门窗，不要出门。");
  return made;
}

}  // namespace

BOOST_AUTO_TEST_SUITE(terminal_flow_tests)

BOOST_AUTO_TEST_CASE(nobody_there_is_asked_and_then_everything_goes) {
  Player p;
  p.press("service:complaint");
  p.press("choose:noise");
  p.wait(59);
  BOOST_TEST(!p.page().dialog.has_value());
  p.wait(1);
  BOOST_REQUIRE(p.page().dialog.has_value());
  BOOST_TEST(p.effects<Announce>(p.last).at(0).urgent);
  BOOST_TEST(p.plain().find("30 秒后") != std::string::npos);
  p.wait(29);
  BOOST_TEST(p.state.session.has_value());
  p.wait(1);
  BOOST_TEST(!p.state.session.has_value());
  BOOST_TEST(p.id() == "home");
  BOOST_TEST(p.effects<WipeSession>(p.last).size() == 1U);
}

BOOST_AUTO_TEST_CASE(the_time_can_be_extended_as_often_as_wished) {
  Player p;
  p.press("service:complaint");
  p.press("choose:noise");
  for (int i = 0; i < 25; ++i) {
    p.wait(60);
    BOOST_REQUIRE(p.page().dialog.has_value());
    p.wait(29);
    p.press("stay");
    BOOST_TEST(p.id() == "complaint/area");
  }
}

BOOST_AUTO_TEST_CASE(a_touch_gives_the_whole_time_to_answer_again) {
  Player p;
  p.press("service:complaint");
  p.wait(60);
  p.wait(25);
  p.send(ui::ScreenTouched{});
  p.wait(29);
  BOOST_TEST(p.state.session.has_value());
  p.key(devices::Key::Down);
  p.wait(29);
  BOOST_TEST(p.state.session.has_value());
  p.press("leave");
  BOOST_TEST(!p.state.session.has_value());
}

BOOST_AUTO_TEST_CASE(help_can_be_called_over_the_question) {
  Player p;
  p.press("service:complaint");
  p.wait(60);
  BOOST_TEST(p.offers("help"));
  p.press("help");
  BOOST_TEST(p.id() == "help");
  p.press("back");
  BOOST_TEST(p.id() == "complaint/category");
}

BOOST_AUTO_TEST_CASE(elders_have_three_minutes) {
  Player p;
  p.press("tool:elder");
  BOOST_TEST(p.state.voice_on);
  BOOST_TEST(p.state.voice.rate < 1.0);
  p.press("service:complaint");
  p.wait(179);
  BOOST_TEST(!p.page().dialog.has_value());
  p.wait(1);
  BOOST_TEST(p.page().dialog.has_value());
  p.wait(30);
  BOOST_TEST(p.id() == "home");
  BOOST_TEST((p.state.view == ui::View{}));
  BOOST_TEST(p.state.voice.rate == 1.0);
}

BOOST_AUTO_TEST_CASE(waiting_for_the_platform_is_not_the_residents_time_unless_it_never_ends) {
  Player p;
  p.press("service:social-proof");
  p.card();
  p.wait(179);
  BOOST_TEST(!p.page().dialog.has_value());
  BOOST_TEST(p.id() == "social-proof/record");
  p.wait(61);
  BOOST_TEST(p.page().dialog.has_value());
  p.wait(30);
  BOOST_TEST(p.id() == "home");
}

BOOST_AUTO_TEST_CASE(the_clock_set_back_keeps_nobody_waiting) {
  Player p;
  p.press("service:complaint");
  p.wait(60);
  BOOST_TEST(p.page().dialog.has_value());
  p.now -= std::chrono::hours(5);
  p.wait(31);
  BOOST_TEST(p.id() == "home");
  p.press("service:complaint");
  p.now -= std::chrono::hours(5);
  p.wait(91);
  BOOST_TEST(p.id() == "home");
}

BOOST_AUTO_TEST_CASE(what_a_visitor_set_is_reset_for_the_next) {
  Player p;
  p.press("tool:language");
  p.press("help");
  p.press("tool:text_size");
  p.press("tool:low_reach");
  p.press("tool:contrast");
  p.key(devices::Key::VolumeUp);
  BOOST_TEST(p.state.view.text_percent == 125);
  BOOST_TEST(p.state.voice.volume_db == 6);
  p.press("back");
  p.wait(60);
  BOOST_TEST((p.state.language == i18n::kChinese));
  BOOST_TEST((p.state.view == ui::View{}));
  BOOST_TEST(p.state.voice.volume_db == 0);
  p.key(devices::Key::VolumeUp);  // nothing but the volume
  p.wait(60);
  BOOST_TEST(p.state.voice.volume_db == 0);
}

BOOST_AUTO_TEST_CASE(new_content_waits_for_the_end_of_the_visit) {
  Player p;
  p.press("service:complaint");
  p.send(ContentChanged{content({}, 2)});
  BOOST_TEST(p.state.content->version == 1);
  BOOST_TEST(p.id() == "complaint/category");
  p.press("home");
  BOOST_TEST(p.state.content->version == 2);
  p.send(ContentChanged{content({}, 3)});
  BOOST_TEST(p.state.content->version == 3);
  p.send(ContentUnusable{{FailureCode::ServiceInvalid, {}}});
  BOOST_TEST(p.id() == "home");  // the last good content goes on
}

BOOST_AUTO_TEST_CASE(without_any_content_the_terminal_says_so) {
  State state = initial_state(rules());
  base::Instant now{};
  advance(state, ContentUnusable{{FailureCode::ContentMissing, {}}}, now);
  BOOST_TEST(build_page(state).id == "trouble");
  for (const char* id : {"home", "help", "service:complaint", "back"}) advance(state, ui::ActionPressed{id}, now);
  BOOST_TEST(build_page(state).id == "trouble");
  advance(state, ContentChanged{content()}, now);
  BOOST_TEST(build_page(state).id == "home");
}

BOOST_AUTO_TEST_CASE(an_emergency_takes_over_a_visit_and_gives_it_back) {
  Player p;
  p.press("service:complaint");
  p.press("choose:noise");
  p.send(NoticesChanged{{notice("storm", NoticeLevel::Emergency, p.now, p.now + std::chrono::hours(3))}});
  BOOST_TEST(p.id() == "emergency");
  BOOST_TEST(p.effects<Announce>(p.last).at(0).urgent);
  BOOST_TEST(!p.page().personal);
  p.press_blindly("choose:dongguan");
  p.write("text", "不该写进去的");
  p.press("acknowledge");
  BOOST_TEST(p.id() == "complaint/area");
  BOOST_TEST(p.state.session->values.text("area").empty());
  p.press("home");
  p.press("leave");
  BOOST_TEST(p.id() == "home");
  BOOST_TEST(p.plain().find("今晚有大风") != std::string::npos);
  p.wait(60);  // the next one has not read it
  BOOST_TEST(p.id() == "emergency");
}

BOOST_AUTO_TEST_CASE(nobody_before_an_emergency_is_warned_before_the_visit_ends) {
  Player p;
  p.press("service:complaint");
  p.press("choose:noise");
  p.wait(60);
  BOOST_REQUIRE(p.page().dialog.has_value());
  p.send(NoticesChanged{{notice("storm", NoticeLevel::Emergency, p.now, p.now + std::chrono::hours(3))}});
  BOOST_TEST(p.spoken().find("今晚有大风") != std::string::npos);  // before anything is asked
  BOOST_TEST(!p.page().dialog.has_value());
  p.wait(60);
  BOOST_TEST(p.id() == "emergency");
  BOOST_REQUIRE(p.page().dialog.has_value());
  BOOST_TEST(p.effects<Announce>(p.last).at(0).urgent);
  p.press("stay");
  BOOST_TEST(p.id() == "emergency");
  p.press("acknowledge");
  BOOST_TEST(p.id() == "complaint/area");
}

BOOST_AUTO_TEST_CASE(an_emergency_can_be_read_in_the_residents_language_and_heard_again) {
  Player p;
  auto storm = notice("storm", NoticeLevel::Emergency, p.now, p.now + std::chrono::hours(3));
  storm.title.set(i18n::kEnglish, "Strong wind tonight");
  p.send(NoticesChanged{{storm}});
  p.press("tool:language");
  BOOST_TEST(p.id() == "emergency");
  BOOST_TEST(p.page().title.shown == "Strong wind tonight");
  p.key(devices::Key::Repeat);
  BOOST_TEST(p.effects<Announce>(p.last).size() == 1U);
  p.press_blindly("help");
  p.press_blindly("home");
  BOOST_TEST(p.id() == "emergency");
}

BOOST_AUTO_TEST_CASE(a_closed_terminal_says_so_in_the_residents_language) {
  State state = initial_state(rules());
  base::Instant now{};
  auto texts = std::make_shared<Content>(*content());
  texts->services.clear();
  advance(state, ContentChanged{texts}, now);
  advance(state, ContentUnusable{{FailureCode::ContentMissing, {}}}, now);
  const std::string chinese = build_page(state).title.shown;
  advance(state, ui::ActionPressed{"tool:language"}, now);
  BOOST_TEST(build_page(state).id == "trouble");
  BOOST_TEST(build_page(state).language.tag() == "en");
  BOOST_TEST(build_page(state).title.shown != chinese);
}

BOOST_AUTO_TEST_CASE(a_reader_that_is_lost_while_a_card_is_awaited_is_told) {
  Player p;
  p.press("service:social-proof");
  p.send(devices::CardEvent(devices::ReaderLost{{FailureCode::ReaderMissing, {}}}));
  BOOST_REQUIRE(p.effects<Announce>(p.last).size() == 1U);
  BOOST_TEST(p.effects<Announce>(p.last)[0].urgent);
  BOOST_TEST(p.spoken().find("读卡器没有接好") != std::string::npos);
  p.send(devices::CardEvent(devices::ReaderLost{{FailureCode::ReaderMissing, {}}}));
  BOOST_TEST(p.effects<Announce>(p.last).empty());  // once is enough
  p.send(devices::CardEvent(devices::ReaderReady{}));
  BOOST_TEST(p.effects<Announce>(p.last).size() == 1U);
  BOOST_TEST(p.spoken().find("读卡器没有接好") == std::string::npos);
}

BOOST_AUTO_TEST_CASE(a_phrase_is_not_read_out_where_the_voice_was_switched_off) {
  Player p;
  p.press("service:complaint");
  p.press("choose:noise");
  p.press("choose:dongguan");
  BOOST_REQUIRE(p.id() == "complaint/text");
  p.press("phrase:text:0");
  BOOST_TEST(p.effects<Announce>(p.last).size() == 1U);
  p.press("tool:voice");
  p.press("phrase:text:0");
  BOOST_TEST(p.effects<Announce>(p.last).empty());
}

BOOST_AUTO_TEST_CASE(an_emergency_begins_and_ends_by_its_own_time) {
  Player p;
  p.send(NoticesChanged{
      {notice("storm", NoticeLevel::Emergency, p.now + Milliseconds(5000), p.now + Milliseconds(9000))}});
  BOOST_TEST(p.id() == "home");
  p.wait(5);
  BOOST_TEST(p.id() == "emergency");
  BOOST_TEST(p.effects<Announce>(p.last).at(0).urgent);
  p.wait(4);
  BOOST_TEST(p.id() == "home");
}

BOOST_AUTO_TEST_CASE(of_several_notices_the_gravest_is_shown) {
  Player p;
  auto mild = notice("mild", NoticeLevel::Info, p.now, p.now + std::chrono::hours(1));
  mild.title = {};
  mild.title.set(i18n::kChinese, "周六照常上班");
  p.send(NoticesChanged{{mild, notice("grave", NoticeLevel::Warning, p.now, p.now + std::chrono::hours(1))}});
  BOOST_TEST(p.plain().find("今晚有大风") != std::string::npos);
}

BOOST_AUTO_TEST_CASE(the_keypad_reaches_and_presses_every_control) {
  Player p;
  std::vector<std::string> reached;
  for (std::size_t i = 0; i < ui::focus_stops(p.page()).size(); ++i) {
    p.key(devices::Key::Down);
    reached.push_back(p.state.focus);
    BOOST_TEST(p.effects<Announce>(p.last).size() == 1U);
  }
  for (const auto& stop : ui::focus_stops(p.page()))
    BOOST_TEST((std::find(reached.begin(), reached.end(), stop.id) != reached.end()));
  p.key(devices::Key::Down);
  BOOST_TEST(p.state.focus == reached.front());
  while (p.state.focus != "service:complaint") p.key(devices::Key::Down);
  p.key(devices::Key::Select);
  BOOST_TEST(p.id() == "complaint/category");
  BOOST_TEST(p.state.focus.empty());
  p.key(devices::Key::Up);
  BOOST_TEST(p.state.focus == ui::focus_stops(p.page()).back().id);
}

BOOST_AUTO_TEST_CASE(services_stand_in_groups_of_their_own_order_and_right_goes_from_group_to_group) {
  Player p;
  std::set<std::string> headings;
  std::vector<std::string> first;
  std::size_t tiles = 0;
  for (const auto& block : p.page().blocks)
    if (const auto* group = std::get_if<ui::Tiles>(&block)) {
      BOOST_TEST(!group->tiles.empty());
      BOOST_TEST(headings.insert(group->heading.shown).second, group->heading.shown);
      BOOST_TEST(group->heading.spoken.find("共") != std::string::npos, group->heading.spoken);
      first.push_back(group->tiles.front().id);
      tiles += group->tiles.size();
    }
  BOOST_TEST(headings.size() >= 2U);
  BOOST_TEST(tiles == content()->services.size() + 1);  // and practising
  for (const auto& id : first) {
    p.key(devices::Key::Right);
    BOOST_TEST(p.state.focus == id);
  }
  p.key(devices::Key::Right);
  BOOST_TEST(p.state.focus == "help");  // what follows the last group
  p.key(devices::Key::Left);
  BOOST_TEST(p.state.focus == first.back());
  // Without groups left and right are up and down.
  p.press("service:complaint");
  p.key(devices::Key::Right);
  BOOST_TEST(p.state.focus == ui::focus_stops(p.page()).front().id);
}

BOOST_AUTO_TEST_CASE(the_elder_view_has_an_order_of_its_own) {
  Player p;
  p.press("tool:elder");
  std::vector<std::string> shown;
  const ui::Page home = p.page();
  for (const auto& block : home.blocks)
    if (const auto* rows = std::get_if<ui::Tiles>(&block))
      for (const auto& tile : rows->tiles) shown.push_back(tile.id);
  std::vector<const ServiceSpec*> wanted;
  const auto all = content();
  for (const auto& service : all->services)
    if (service.elder_home) wanted.push_back(&service);
  std::stable_sort(wanted.begin(), wanted.end(),
                   [](const ServiceSpec* a, const ServiceSpec* b) { return a->elder_order < b->elder_order; });
  BOOST_REQUIRE(wanted.size() >= 4U);
  BOOST_REQUIRE(shown.size() == std::min<std::size_t>(6, wanted.size()));
  for (std::size_t i = 0; i < shown.size(); ++i) BOOST_TEST(shown[i] == "service:" + wanted[i]->id);
}

BOOST_AUTO_TEST_CASE(any_key_cuts_speech_off) {
  Player p;
  p.press("service:complaint");
  for (const auto key :
       {devices::Key::Down, devices::Key::Select, devices::Key::Back, devices::Key::Help, devices::Key::Repeat}) {
    p.key(key);
    BOOST_TEST(p.effects<StopSpeech>(p.last).size() >= 1U);
  }
}

BOOST_AUTO_TEST_CASE(the_curtain_is_for_headphones_and_falls_with_them) {
  Player p;
  p.press_blindly("tool:curtain");
  BOOST_TEST(!p.state.view.curtain);
  p.headphones(true);
  p.press("help");
  p.press("tool:curtain");
  BOOST_TEST(p.state.view.curtain);
  p.headphones(false);
  BOOST_TEST(!p.state.view.curtain);
}

BOOST_AUTO_TEST_CASE(elders_see_few_services_and_all_when_they_wish) {
  std::vector<ServiceSpec> more;
  for (int i = 0; i < 4; ++i) {
    ServiceSpec copy = *content()->service("complaint");
    copy.id = "more-" + std::to_string(i);
    more.push_back(std::move(copy));
  }
  Player p(rules(), content(std::move(more)));
  BOOST_TEST(p.offers("service:more-3"));
  p.press("tool:elder");
  BOOST_TEST(!p.offers("service:more-3"));
  p.press("all");
  BOOST_TEST(p.id() == "home/all");
  BOOST_TEST(p.offers("service:more-3"));
  p.press("back");
  BOOST_TEST(p.id() == "home");
}

BOOST_AUTO_TEST_CASE(no_language_configured_means_chinese) {
  Rules none = rules();
  none.languages.clear();
  Player p(none);
  p.press("tool:language");
  p.press("service:complaint");
  p.press("back");
  p.wait(100);
  BOOST_TEST(p.page().language.tag() == "zh-CN");
}

BOOST_AUTO_TEST_CASE(who_only_looked_is_not_asked_when_they_leave) {
  Player p;
  p.press("service:daily");
  p.press("choose:news");
  p.answer(R"({"rows":[{"id":"a","date":"2026-11-20","title":"停水","text":"接好水","from":"水厂"},
                       {"id":"b","date":"2026-11-19","title":"停电","text":"关好门","from":"电厂"}]})");
  BOOST_TEST(p.id() == "daily/list");
  p.press("home");
  BOOST_TEST(!p.page().dialog);
  BOOST_TEST(p.id() == "home");
  p.press("service:guide");
  p.press("choose:" +
          std::get<ChooseStep>(p.state.content->service("guide")->steps.front().action).options.front().value);
  p.press("home");
  BOOST_TEST(p.id() == "home");
}

BOOST_AUTO_TEST_CASE(who_began_something_that_is_sent_is_asked) {
  Player p;
  p.press("service:complaint");
  p.press("home");
  BOOST_TEST(p.id() == "home");  // nothing was chosen yet
  p.press("service:complaint");
  p.press("choose:roads");
  p.press("home");
  BOOST_TEST(p.page().dialog.has_value());
  p.press("stay");
  BOOST_TEST(p.id() == "complaint/area");
}

BOOST_AUTO_TEST_CASE(a_spoken_memo_alone_is_worth_asking_for) {
  Player p;
  p.send(RecorderChanged{true});
  p.press("service:complaint");
  p.press("choose:roads");
  p.press("choose:dongguan");
  p.state.session->values.forget_answers();  // as if there were nothing else
  p.press("memo:start");
  p.send(MemoRecorded{base::Secret("ogg"), base::Milliseconds(3000)});
  p.press("home");
  BOOST_TEST(p.page().dialog.has_value());
}

BOOST_AUTO_TEST_SUITE_END()
