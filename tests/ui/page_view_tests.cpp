#include <boost/test/unit_test.hpp>

#include "ui/screen/gallery/samples.hpp"
#include "ui/screen/page_view.hpp"

using namespace bianmin;
using namespace bianmin::ui;

namespace {

// Knows one character and two words.
class SmallHandwriting final : public Handwriting {
 public:
  std::vector<std::string> candidates(const std::vector<Stroke>& strokes, std::size_t) override {
    return strokes.size() == 1 ? std::vector<std::string>{"一", "乙"} : std::vector<std::string>{"二"};
  }
};

struct Fixture {
  base::ManualClock clock{base::Instant{}};
  TextEngine text;
  PageView view{clock, text, sample_words()};
  std::vector<std::string> pressed;
  std::vector<TextEdited> edits;
  int touches = 0;

  Fixture() {
    view.listen([this](ScreenEvent event) {
      if (const auto* action = std::get_if<ActionPressed>(&event)) pressed.push_back(action->id);
      if (const auto* edit = std::get_if<TextEdited>(&event)) edits.push_back(*edit);
      if (std::holds_alternative<ScreenTouched>(event)) ++touches;
    });
    view.resize({1080, 1920});
  }
  void show(const std::string& name, ViewStyle style = ViewStyle::Standard) { view.show(make_sample(name, i18n::kChinese, {style}).page); }
  void tap(const std::string& id, int wait = 1000) {
    clock.advance(base::Milliseconds(wait));
    const Target* target = view.canvas().layout().target(id);
    BOOST_REQUIRE_MESSAGE(target, "no " << id);
    const Point p = target->rect.centre();
    view.touch_down(p);
    view.touch_up(p);
  }
  std::string value() { return std::get<Field>(view.page().blocks.at(0)).value; }
};

}  // namespace

BOOST_FIXTURE_TEST_SUITE(page_view_tests, Fixture)

BOOST_AUTO_TEST_CASE(a_tap_presses_what_stands_there) {
  show("home");
  tap("complaint");
  BOOST_TEST(pressed == std::vector<std::string>{"complaint"});
  BOOST_TEST(touches == 1);
}

BOOST_AUTO_TEST_CASE(a_second_touch_within_half_a_second_is_dropped) {
  show("home");
  tap("complaint");
  tap("complaint", 300);
  BOOST_TEST(pressed.size() == 1U);
  tap("complaint", 600);
  BOOST_TEST(pressed.size() == 2U);
}

BOOST_AUTO_TEST_CASE(a_double_tap_does_not_fall_through_to_the_next_page) {
  show("home");
  const Point p = view.canvas().layout().target("certificates")->rect.centre();
  tap("certificates");
  show("rate");
  clock.advance(base::Milliseconds(200));
  const auto before = pressed.size();
  view.touch_down(p);
  view.touch_up(p);
  BOOST_TEST(pressed.size() == before);
}

BOOST_AUTO_TEST_CASE(a_finger_that_slips_far_away_presses_nothing_a_trembling_one_does) {
  show("home");
  const Rect rect = view.canvas().layout().target("help")->rect;
  clock.advance(base::Milliseconds(1000));
  view.touch_down(rect.centre());
  view.touch_up({rect.x - 20, rect.centre().y});
  BOOST_TEST(pressed.size() == 1U);
  clock.advance(base::Milliseconds(1000));
  view.touch_down(rect.centre());
  view.touch_up({100, 900});
  BOOST_TEST(pressed.size() == 1U);
}

BOOST_AUTO_TEST_CASE(touching_shows_at_once_and_only_there) {
  show("home");
  view.take_changes();
  const Rect rect = view.canvas().layout().target("complaint")->rect;
  const Colour before = view.canvas().pixel(static_cast<int>(rect.centre().x), static_cast<int>(rect.y) + 20);
  clock.advance(base::Milliseconds(1000));
  view.touch_down(rect.centre());
  const auto changed = view.take_changes();
  BOOST_REQUIRE(changed.size() == 1U);
  BOOST_TEST(rect.inflated(3).contains(changed[0]));
  BOOST_TEST((view.canvas().pixel(static_cast<int>(rect.centre().x), static_cast<int>(rect.y) + 20) != before));
}

BOOST_AUTO_TEST_CASE(a_disabled_control_is_not_pressed) {
  Page page = make_sample("home", i18n::kChinese, {}).page;
  std::get<Tiles>(page.blocks[0]).tiles[1].enabled = false;
  view.show(page);
  tap("complaint");
  BOOST_TEST(pressed.empty());
}

BOOST_AUTO_TEST_CASE(under_a_dialog_only_its_answers_and_help_can_be_pressed) {
  show("dialog");
  BOOST_TEST(!view.canvas().layout().target("submit"));
  BOOST_TEST(!view.canvas().layout().target("back"));
  tap("help");
  tap("stay");
  BOOST_TEST((pressed == std::vector<std::string>{"help", "stay"}));
}

BOOST_AUTO_TEST_CASE(digits_write_whole_values_and_stop_at_the_end) {
  show("phone");
  tap("key:type:4");
  BOOST_TEST(value() == "13800001234");
  tap("key:type:5");
  BOOST_TEST(value() == "13800001234");
  BOOST_REQUIRE(edits.size() == 1U);
  BOOST_TEST(edits[0].field == "phone");
  BOOST_TEST(edits[0].value == "13800001234");
  tap("key:erase");
  BOOST_TEST(value() == "1380000123");
}

BOOST_AUTO_TEST_CASE(fast_digits_count_but_a_bounce_does_not) {
  show("id-number");
  tap("key:type:7");
  tap("key:type:7", 200);
  tap("key:type:7", 40);
  BOOST_TEST(value() == "3714021950077");
}

BOOST_AUTO_TEST_CASE(x_comes_only_last_in_an_identity_number) {
  show("id-number");
  tap("key:type:X");
  BOOST_TEST(edits.empty());
  for (const char* digit : {"0", "1", "0", "1", "1", "2"}) tap("key:type:" + std::string(digit));
  tap("key:type:X");
  BOOST_TEST(value().back() == 'X');
}

BOOST_AUTO_TEST_CASE(strokes_become_candidates_and_a_candidate_text) {
  view.set_input_methods({std::make_unique<SmallHandwriting>(), nullptr});
  show("complaint-text");
  const Rect ink = view.canvas().layout().target("key:ink")->rect;
  view.touch_down({ink.x + 100, ink.centre().y});
  view.touch_move({ink.x + 300, ink.centre().y});
  view.touch_up({ink.x + 400, ink.centre().y});
  BOOST_TEST(view.canvas().layout().target("key:candidate:1"));
  tap("key:candidate:0");
  BOOST_TEST(value().ends_with("老人走一"));
  BOOST_TEST(view.local().writing.strokes.empty());
}

BOOST_AUTO_TEST_CASE(a_phrase_is_written_here_and_not_sent_as_an_action) {
  show("complaint-text");
  tap("key:tab:phrases");
  tap("key:phrase:0");
  BOOST_TEST(pressed.empty());
  BOOST_TEST(edits.at(0).value.ends_with("路灯不亮，晚上看不清路。"));
}

BOOST_AUTO_TEST_CASE(the_focus_opens_the_part_where_its_stop_is) {
  show("guide");
  BOOST_REQUIRE(view.canvas().layout().body_pages > 1);
  const auto stops = focus_stops(view.page());
  const auto last_text = std::find_if(stops.rbegin(), stops.rend(), [](const FocusStop& s) { return s.id.starts_with("text:"); });
  view.focus(last_text->id);
  BOOST_TEST(view.local().body_page + 1 == view.canvas().layout().body_pages);
  BOOST_TEST(view.canvas().layout().spot(last_text->id));
}

BOOST_AUTO_TEST_CASE(another_resident_finds_nothing_written) {
  view.set_input_methods({std::make_unique<SmallHandwriting>(), nullptr});
  show("complaint-text");
  const Rect ink = view.canvas().layout().target("key:ink")->rect;
  view.touch_down(ink.centre());
  view.touch_up({ink.x + 10, ink.y + 10});
  show("home");
  show("complaint-text");
  BOOST_TEST(view.local().writing.strokes.empty());
  BOOST_TEST(view.local().writing.candidates.empty());
}

BOOST_AUTO_TEST_CASE(the_same_page_again_draws_nothing_and_a_word_draws_little) {
  show("review");
  view.take_changes();
  show("review");
  BOOST_TEST(view.take_changes().empty());
  Page page = make_sample("review", i18n::kChinese, {}).page;
  page.header.time = "9:43";
  view.show(page);
  double area = 0;
  for (const auto& r : view.take_changes()) area += r.width * r.height;
  BOOST_TEST(area > 0);
  BOOST_TEST(area < 1080 * 1920 * 0.02);
}

BOOST_AUTO_TEST_CASE(what_is_drawn_piecewise_equals_what_is_drawn_at_once) {
  for (const auto& from : {"home", "review", "complaint-text"})
    for (const auto& to : {"identify", "dialog", "phone", "home"}) {
      show(from);
      show(to);
      PageView fresh(clock, text, sample_words());
      fresh.resize({1080, 1920});
      fresh.show(make_sample(to, i18n::kChinese, {}).page);
      int different = 0;
      for (int y = 0; y < 1920; y += 3)
        for (int x = 0; x < 1080; x += 2) different += view.canvas().pixel(x, y) == fresh.canvas().pixel(x, y) ? 0 : 1;
      BOOST_TEST(different == 0, from << " to " << to << ": " << different << " pixels differ");
    }
}

BOOST_AUTO_TEST_CASE(pictures_move_for_a_minute_and_then_rest) {
  show("identify");
  BOOST_TEST(view.moving());
  view.take_changes();
  clock.advance(base::Milliseconds(300));
  view.animate();
  const auto changed = view.take_changes();
  BOOST_REQUIRE(changed.size() == 1U);
  BOOST_TEST(changed[0].height < 600);
  clock.advance(base::Milliseconds(61'000));
  BOOST_TEST(!view.moving());
  show("home");
  BOOST_TEST(!view.moving());
}

BOOST_AUTO_TEST_CASE(arrows_and_enter_walk_and_press) {
  show("home");
  view.key(KeyPress::Next);
  view.key(KeyPress::Next);
  view.key(KeyPress::Activate);
  BOOST_TEST(pressed == std::vector<std::string>{"complaint"});
}

BOOST_AUTO_TEST_SUITE_END()
