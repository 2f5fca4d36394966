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

// One letter, one character.
class SmallPinyin final : public Pinyin {
 public:
  State type(char letter) override { return {std::string(1, letter), {"路", "鹿"}, ""}; }
  State erase() override { return {}; }
  State choose(std::size_t index) override { return {"", {}, index == 0 ? "路" : "鹿"}; }
  void clear() override {}
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
  void show(const std::string& name, ViewStyle style = ViewStyle::Standard) {
    view.show(make_sample(name, i18n::kChinese, {style}).page);
  }
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
  const auto last_text =
      std::find_if(stops.rbegin(), stops.rend(), [](const FocusStop& s) { return s.id.starts_with("text:"); });
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

BOOST_AUTO_TEST_CASE(a_finger_signs_and_the_signature_can_be_cleared) {
  show("sign-empty");
  const Rect pad = view.canvas().layout().target("sign:signature")->rect;
  clock.advance(base::Milliseconds(1000));
  view.touch_down({pad.x + pad.width * 0.25, pad.y + 100});
  view.touch_move({pad.x + pad.width * 0.5, pad.y + 100});
  view.touch_up({pad.x + pad.width * 0.5, pad.y + 200});
  BOOST_REQUIRE(edits.size() == 1U);
  BOOST_TEST(edits[0].field == "signature");
  BOOST_TEST(edits[0].value.starts_with("250,"));
  const Colour ink = view.canvas().pixel(static_cast<int>(pad.x + pad.width * 0.4), static_cast<int>(pad.y) + 100);
  BOOST_TEST((contrast(ink, Colour::hex(0xFFFFFF)) > 7));
  // A second stroke is added to the first.
  view.touch_down({pad.x + 40, pad.y + 40});
  view.touch_up({pad.x + 90, pad.y + 40});
  BOOST_REQUIRE(edits.size() == 2U);
  BOOST_TEST(edits[1].value.starts_with(edits[0].value + ";"));
  tap("key:clear-signature:signature");
  BOOST_TEST(edits.back().value.empty());
  BOOST_TEST(!view.canvas().layout().target("key:clear-signature:signature")->enabled);
}

BOOST_AUTO_TEST_CASE(a_pickers_buttons_can_be_pressed_as_fast_as_a_finger_can) {
  show("date");
  tap("date:year:less");
  tap("date:year:less", 180);
  tap("date:year:less", 50);
  BOOST_TEST(pressed.size() == 2U);
}

BOOST_AUTO_TEST_CASE(the_viewfinder_draws_its_own_place_and_nothing_else) {
  show("viewfinder");
  const auto frame = make_sample("viewfinder", i18n::kChinese, {}).local.viewfinder;
  view.viewfinder(frame);
  view.take_changes();
  const auto again = std::make_shared<Bitmap>(*frame);
  view.viewfinder(again);
  const auto changed = view.take_changes();
  BOOST_REQUIRE(changed.size() == 1U);
  const auto& items = view.canvas().layout().items;
  const auto photo =
      std::find_if(items.begin(), items.end(), [](const Item& i) { return std::holds_alternative<PhotoItem>(i.what); });
  BOOST_REQUIRE((photo != items.end()));
  BOOST_TEST(photo->rect.inflated(1).contains(changed[0]));
  BOOST_TEST((std::get<PhotoItem>(photo->what).bitmap == again));
  // Nothing more to see, and another page: no frame is kept.
  show("home");
  view.take_changes();
  view.viewfinder(frame);
  BOOST_TEST(view.take_changes().empty());
  BOOST_TEST(!view.local().viewfinder);
}

BOOST_AUTO_TEST_CASE(a_bitmap_that_lies_about_its_size_is_not_drawn) {
  Page page = make_sample("photo", i18n::kChinese, {}).page;
  auto bad = std::make_shared<Bitmap>();
  bad->width = 4000;
  bad->height = 3000;
  bad->rgb = base::Secret("abc");
  std::get<Photo>(page.blocks[0]).bitmap = bad;
  view.show(page);
  BOOST_TEST(view.canvas().layout().items.size() > 10U);
}

BOOST_AUTO_TEST_CASE(strokes_and_what_follows_write_a_word) {
  auto words = WordList::parse("\n...\n路\tlu\t900\n路灯\tlu deng\t50\n灯\tdeng\t300\n道路\tdao lu\t500\n", "small");
  auto strokes = StrokeIndex::parse("\n...\n路\tszhshshpzn\n灯\tnppnhs\n", **words, "small");
  view.set_input_methods({nullptr, nullptr, *words, *strokes});
  show("memo");
  tap("key:tab:strokes");
  tap("key:stroke:s");
  tap("key:stroke:z");
  BOOST_TEST(view.local().writing.composition == "丨乛");
  BOOST_REQUIRE(view.local().writing.candidates.size() == 1U);
  tap("key:candidate:0");
  BOOST_TEST(value() == "路");
  BOOST_TEST(view.local().writing.following);
  BOOST_TEST(view.local().writing.candidates.front() == "灯");
  tap("key:candidate:0");
  BOOST_TEST(value() == "路灯");
  tap("key:stroke:n");
  tap("key:erase");
  BOOST_TEST(view.local().writing.code.empty());
  BOOST_TEST(value() == "路灯");
  tap("key:erase");
  BOOST_TEST(value() == "路");
}

BOOST_AUTO_TEST_CASE(who_reads_english_finds_english_letters_and_the_other_ways_beside_them) {
  view.show(make_sample("memo", i18n::kEnglish, {}).page);
  BOOST_TEST(view.canvas().layout().target("key:type:q"));
  tap("key:type:q");
  BOOST_TEST(value() == "q");
  tap("key:tab:pinyin");
  BOOST_TEST(view.canvas().layout().target("key:pinyin:q"));
  show("memo");
  BOOST_TEST(view.canvas().layout().target("key:ink"));
  tap("key:tab:english");
  BOOST_TEST(view.canvas().layout().target("key:type:q"));
  BOOST_TEST(value().empty());
}

BOOST_AUTO_TEST_CASE(digits_are_written_by_the_keypad_alone_and_every_key_is_said) {
  std::vector<std::string> said;
  view.on_spoken([&](const Text& heard) { said.push_back(heard.spoken); });
  show("phone");
  BOOST_TEST(!view.write_by_key(WritingKey::Select));  // no field has the focus: the key is the core's
  view.focus("field:phone");
  BOOST_TEST(!view.write_by_key(WritingKey::Right));
  BOOST_TEST(view.write_by_key(WritingKey::Select));
  BOOST_TEST(said.back().ends_with("1"));
  BOOST_TEST(view.write_by_key(WritingKey::Right));
  BOOST_TEST(said.back() == "2");
  BOOST_TEST(view.write_by_key(WritingKey::Down));
  BOOST_TEST(said.back() == "5");
  BOOST_TEST(view.write_by_key(WritingKey::Select));
  BOOST_TEST(value() == "13800001235");
  BOOST_TEST(said.back() == "5");
  for (int i = 0; i < 2; ++i) view.write_by_key(WritingKey::Down);
  view.write_by_key(WritingKey::Right);
  BOOST_TEST(said.back() == "删字");
  view.write_by_key(WritingKey::Select);
  BOOST_TEST(value() == "1380000123");
  BOOST_TEST(said.back() == "删掉了5");
  BOOST_TEST(view.write_by_key(WritingKey::Back));
  BOOST_TEST(!view.write_by_key(WritingKey::Back));
  BOOST_TEST(touches > 8);
}

BOOST_AUTO_TEST_CASE(every_key_of_every_panel_is_reached_by_right_alone_and_says_something) {
  std::string last;
  view.on_spoken([&](const Text& heard) { last = heard.spoken; });
  for (const std::string page : {"phone", "id-number", "english-name", "memo"})
    for (const std::string tab : {"", "key:tab:strokes", "key:tab:english", "key:layer:signs", "key:layer:numbers"}) {
      show("home");
      show(page);
      if (!tab.empty()) {
        if (!view.canvas().layout().target(tab)) continue;
        tap(tab);
      }
      const auto& field = std::get<Field>(view.page().blocks.at(0));
      view.focus("field:" + field.id);
      BOOST_REQUIRE(view.write_by_key(WritingKey::Select));
      std::size_t keys = 0;
      for (const auto& target : view.canvas().layout().targets)
        keys += target.kind == TargetKind::Key && target.enabled ? 1 : 0;
      std::set<std::string> heard;
      for (std::size_t i = 0; i < keys; ++i) {
        last.clear();
        view.write_by_key(WritingKey::Right);
        BOOST_TEST(!last.empty(), page << " " << tab << ": a key says nothing");
        heard.insert(last);
      }
      BOOST_TEST(heard.size() + 2 >= keys, page << " " << tab << ": " << heard.size() << " of " << keys << " keys");
    }
}

BOOST_AUTO_TEST_CASE(pinyin_by_the_keypad_says_which_character_it_would_write) {
  auto words = WordList::parse("\n...\n路\tlu\t900\n道路\tdao lu\t500\n", "small");
  view.set_input_methods({nullptr, std::make_unique<SmallPinyin>(), *words, nullptr});
  std::vector<std::string> said;
  view.on_spoken([&](const Text& heard) { said.push_back(heard.spoken); });
  show("memo");
  view.focus("field:text");
  view.write_by_key(WritingKey::Select);
  BOOST_TEST(said.back().ends_with("q"));
  view.write_by_key(WritingKey::Select);
  BOOST_TEST(said.back() == "路，道路的路");
  view.write_by_key(WritingKey::Up);
  BOOST_TEST(said.back() == "路，道路的路");
  view.write_by_key(WritingKey::Select);
  BOOST_TEST(value() == "路");
}

BOOST_AUTO_TEST_SUITE_END()
