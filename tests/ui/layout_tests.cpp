#include <boost/test/unit_test.hpp>

#include "ui/screen/canvas.hpp"
#include "ui/screen/gallery/samples.hpp"

using namespace bianmin;
using namespace bianmin::ui;

namespace {

struct Case {
  std::string page;
  i18n::Language language;
  View view;
  Size size;
  std::string name() const {
    return page + " " + language.tag() + " " + std::to_string(static_cast<int>(view.style)) + " " +
           std::to_string(view.text_percent) + "% " + std::to_string(static_cast<int>(size.width)) + "x" +
           std::to_string(static_cast<int>(size.height)) + (view.low_reach ? " low" : "");
  }
};

// Standard, elder, and both in high contrast.
std::vector<View> looks(int percent = 100) {
  std::vector<View> all;
  for (const ViewStyle style : {ViewStyle::Standard, ViewStyle::Elder})
    for (const bool high_contrast : {false, true}) {
      all.push_back({style, percent});
      all.back().high_contrast = high_contrast;
    }
  return all;
}

const TextEngine& engine() {
  static const TextEngine text;
  return text;
}

// Every part of the page, one after the other.
std::vector<Layout> layouts_of(const Case& c) {
  std::vector<Layout> parts;
  const Words words = sample_words();
  Sample sample = make_sample(c.page, c.language, c.view);
  std::size_t count = 1;
  for (std::size_t part = 0; part < count; ++part) {
    sample.local.body_page = part;
    parts.push_back(lay_out(sample.page, c.size, engine(), words, sample.local));
    count = parts.back().body_pages;
  }
  return parts;
}

struct Placed {
  Case c;
  std::vector<Layout> parts;
};

// Laid out once for all tests. High contrast changes no place but the width of edges: it is placed on two screens.
const std::vector<Placed>& all_cases() {
  static const std::vector<Placed> all = [] {
    std::vector<Case> cases;
    for (const auto& page : sample_names()) {
      for (const auto& language : {i18n::kChinese, i18n::kEnglish})
        for (const int percent : {100, 150, 200})
          for (const View& view : looks(percent))
            for (const Size size : {Size{1080, 1920}, Size{1920, 1080}, Size{1280, 1024}, Size{768, 1366}}) {
              const bool few = language == i18n::kEnglish && (percent == 150 || size.width < 800);
              const bool again =
                  view.high_contrast && (percent != 100 || size.width < 1000 || language == i18n::kEnglish);
              const bool between = percent == 150 && size.width > 1900;
              if (!few && !again && !between) cases.push_back({page, language, view, size});
            }
      for (const int percent : {100, 200})
        cases.push_back({page, i18n::kChinese, {ViewStyle::Elder, percent, true}, {1080, 1920}});
    }
    std::vector<Placed> placed;
    for (const auto& c : cases) placed.push_back({c, layouts_of(c)});
    return placed;
  }();
  return all;
}

// The framework's own check costs more than the geometry it looks at, a million times over.
#define CHECK_THAT(what, why)      \
  do {                             \
    if (!(what)) BOOST_ERROR(why); \
  } while (false)

bool writes(const Case& c) {
  const Sample sample = make_sample(c.page, c.language, c.view);
  return std::any_of(sample.page.blocks.begin(), sample.page.blocks.end(),
                     [](const Block& b) { return std::holds_alternative<Field>(b); });
}

std::string shown(const Rect& r) {
  return std::to_string(r.x) + "," + std::to_string(r.y) + " " + std::to_string(r.width) + "x" +
         std::to_string(r.height);
}

}  // namespace

BOOST_AUTO_TEST_SUITE(layout_tests)

BOOST_AUTO_TEST_CASE(no_text_is_cut_or_outside_and_none_lies_over_another) {
  for (const auto& [c, parts] : all_cases()) {
    for (const Layout& layout : parts) {
      const Rect screen{0, 0, layout.size.width, layout.size.height};
      std::vector<const Item*> texts;
      for (const auto& item : layout.items)
        if (std::holds_alternative<TextItem>(item.what)) texts.push_back(&item);
      for (const Item* item : texts) {
        const auto& text = std::get<TextItem>(item->what);
        const Size needed = engine().measure(text.text, text.style, item->rect.width, text.bold_bytes);
        CHECK_THAT(needed.width <= item->rect.width + 1.0,
                   c.name() << ": too narrow: " << text.text << " " << needed.width << " in " << item->rect.width);
        CHECK_THAT(needed.height <= item->rect.height + 1.0, c.name() << ": too low: " << text.text);
        CHECK_THAT(screen.contains(item->rect), c.name() << ": outside: " << text.text << " " << shown(item->rect));
        const bool framed = layout.ribbon.contains(item->rect) || layout.header.contains(item->rect) ||
                            layout.tools.contains(item->rect) || layout.foot.contains(item->rect) ||
                            layout.body.inflated(1).contains(item->rect) || item->layer == 1;
        CHECK_THAT(framed, c.name() << ": leaves its part of the page: " << text.text << " " << shown(item->rect));
        for (const Item* other : texts)
          CHECK_THAT((other == item || other->layer != item->layer ||
                      !other->rect.inflated(-1.5).intersects(item->rect.inflated(-1.5))),
                     c.name() << ": " << text.text << " lies over " << std::get<TextItem>(other->what).text);
      }
    }
  }
  BOOST_TEST(all_cases().size() > 500);
}

BOOST_AUTO_TEST_CASE(what_is_pressed_is_large_enough_apart_and_never_outside) {
  for (const auto& [c, parts] : all_cases()) {
    const double least = c.view.style == ViewStyle::Elder ? 60 : 48;
    for (const Layout& layout : parts) {
      const Rect screen{0, 0, layout.size.width, layout.size.height};
      for (const auto& target : layout.targets) {
        // On a 768-pixel screen a dp is smaller than a pixel of the reference, but targets do not shrink below it,
        // save keys of a keyboard, whose width is a tenth of the screen.
        const bool key = target.kind == TargetKind::Key;
        CHECK_THAT(target.rect.height >= (key ? 44 : least),
                   c.name() << ": " << target.id << " is low: " << shown(target.rect));
        CHECK_THAT(target.rect.width >= (key ? 40 : least),
                   c.name() << ": " << target.id << " is narrow: " << shown(target.rect));
        CHECK_THAT(screen.contains(target.rect), c.name() << ": " << target.id << " is outside");
        for (const auto& other : layout.targets)
          CHECK_THAT((&other == &target || !other.rect.inflated(3.5).intersects(target.rect.inflated(3.5))),
                     c.name() << ": " << target.id << " is less than 7 pixels from " << other.id);
      }
    }
  }
  BOOST_TEST(all_cases().size() > 500);
}

BOOST_AUTO_TEST_CASE(every_text_is_as_large_as_the_view_promises) {
  for (const auto& [c, parts] : all_cases()) {
    const double own = c.view.style == ViewStyle::Elder ? 24 : 18;
    const bool reference = c.size == Size{1080, 1920} && c.view.style == ViewStyle::Standard && !writes(c);
    for (const Layout& layout : parts)
      for (const auto& item : layout.items)
        if (const auto* text = std::get_if<TextItem>(&item.what)) {
          // In the body of a small screen words may give way to keys, down to the view's own size; nowhere else.
          const bool gives_way = !reference && layout.body.inflated(2).contains(item.rect);
          const bool roomy = c.size == Size{1080, 1920};
          const double least =
              gives_way ? own : own * (roomy ? c.view.text_percent : std::min(150, c.view.text_percent)) / 100.0;
          CHECK_THAT(text->style.size >= least - 0.3, c.name() << ": " << text->text << " is " << text->style.size);
        }
  }
  BOOST_TEST(all_cases().size() > 500);
}

BOOST_AUTO_TEST_CASE(back_home_and_help_keep_their_places_on_every_page) {
  for (const int percent : {100, 200})
    for (const View& view : looks(percent))
      for (const Size size : {Size{1080, 1920}, Size{1920, 1080}, Size{1280, 1024}}) {
        std::map<std::string, Rect> places;
        for (const auto& page : sample_names()) {
          if (page == "dialog") continue;
          const Layout layout = layouts_of({page, i18n::kChinese, view, size}).front();
          for (const std::string id : {"back", "home", "help", "repeat", "view", "voice", "language", "headphones"})
            if (const Target* target = layout.target(id)) {
              const auto [known, fresh] = places.emplace(id, target->rect);
              BOOST_TEST(
                  (fresh || (known->second.x == target->rect.x && known->second.right() == target->rect.right() &&
                             std::abs(known->second.centre().y - target->rect.centre().y) < 2)),
                  page << ": " << id << " moved from " << shown(known->second) << " to " << shown(target->rect));
            }
        }
        BOOST_TEST(places.contains("help"));
      }
}

BOOST_AUTO_TEST_CASE(everything_that_can_be_chosen_stands_on_some_part_of_the_page) {
  for (const auto& [c, parts] : all_cases()) {
    const Sample sample = make_sample(c.page, c.language, c.view);
    std::set<std::string> found;
    for (const Layout& layout : parts) {
      for (const auto& spot : layout.spots) found.insert(spot.id);
      for (const auto& target : layout.targets) found.insert(target.id);
    }
    for (const auto& stop : focus_stops(sample.page))
      if (!stop.id.starts_with("phrase:"))
        CHECK_THAT(found.contains(stop.id), c.name() << ": nothing stands for " << stop.id);
  }
  BOOST_TEST(all_cases().size() > 500);
}

BOOST_AUTO_TEST_CASE(keys_and_what_they_write_stand_on_one_part) {
  for (const auto& [c, parts] : all_cases()) {
    if (!writes(c) || c.page == "complaint-phrases") continue;
    const Layout& first = parts.front();
    BOOST_TEST(first.body_pages == 1U, c.name() << " has " << first.body_pages << " parts");
  }
}

BOOST_AUTO_TEST_CASE(colours_reach_seven_to_one_for_words_and_three_for_edges) {
  for (const View& view : looks()) {
    const Palette p = Theme(view, {1080, 1920}).palette();
    const auto words = [&](Colour ink, Colour ground, const char* what) {
      BOOST_TEST(contrast(ink, ground) >= 7.0, what << ": " << contrast(ink, ground));
    };
    const auto edge = [&](Colour line, Colour ground, const char* what) {
      BOOST_TEST(contrast(line, ground) >= 3.0, what << ": " << contrast(line, ground));
    };
    words(p.ink, p.ground, "ink on ground");
    words(p.ink, p.surface, "ink on surface");
    words(p.ink2, p.ground, "ink2 on ground");
    words(p.ink2, p.surface, "ink2 on surface");
    words(p.on_action, p.action, "on action");
    words(p.action_dark, p.surface, "help");
    words(p.action_dark, p.action_light, "selected tool");
    words(p.on_header, p.header, "header");
    words(p.on_header2, p.header, "header note");
    words(p.ok_ink, p.ok_light, "ok");
    words(p.warn_ink, p.warn_light, "warning");
    words(p.error_ink, p.error_light, "error");
    words(p.error_ink, p.ground, "error on ground");
    edge(p.edge, p.ground, "edge on ground");
    edge(p.edge, p.surface, "edge on surface");
    edge(p.ok, p.surface, "ok sign");
    edge(p.warn, p.surface, "warning sign");
    edge(p.error, p.surface, "error sign");
    edge(p.action, p.surface, "action");
    edge(p.focus_outer, p.ground, "focus ring");
    edge(p.focus_outer, p.focus_inner, "focus ring inside");
    if (!p.flat_marks)
      for (const Hue hue :
           {Hue::Blue, Hue::Orange, Hue::Green, Hue::Purple, Hue::Magenta, Hue::Teal, Hue::Brown, Hue::Slate})
        edge(Colour::hex(0xFFFFFF), p.hue(hue), "mark");
  }
}

// What the eye meets, from pixels: the darkest and the lightest in a text's rectangle.
BOOST_AUTO_TEST_CASE(drawn_texts_are_seen_seven_to_one) {
  for (const View& view : looks())
    for (const std::string page : {"home", "review", "error", "phone", "done", "date-wrong", "sign-wrong",
                                   "memo-recording", "rehearsal", "pay", "strokes", "photo"}) {
      Sample sample = make_sample(page, i18n::kChinese, view);
      Canvas canvas(engine());
      canvas.update(lay_out(sample.page, {1080, 1920}, engine(), sample_words(), sample.local), {});
      for (const auto& item : canvas.layout().items) {
        const auto* text = std::get_if<TextItem>(&item.what);
        if (!text) continue;
        Colour darkest = Colour::hex(0xFFFFFF), lightest = Colour::hex(0);
        const Size size = engine().measure(text->text, text->style, item.rect.width, text->bold_bytes);
        const double left = text->style.align == Align::Left    ? item.rect.x
                            : text->style.align == Align::Right ? item.rect.right() - size.width
                                                                : item.rect.centre().x - size.width / 2;
        for (int y = static_cast<int>(item.rect.y); y < static_cast<int>(item.rect.y + size.height); ++y)
          for (int x = static_cast<int>(left); x < static_cast<int>(left + size.width); ++x) {
            const Colour pixel = canvas.pixel(x, y);
            if (contrast(pixel, Colour::hex(0xFFFFFF)) > contrast(darkest, Colour::hex(0xFFFFFF))) darkest = pixel;
            if (contrast(pixel, Colour::hex(0)) > contrast(lightest, Colour::hex(0))) lightest = pixel;
          }
        // Thin strokes are smoothed: a tenth is allowed for it.
        BOOST_TEST(contrast(darkest, lightest) >= 6.3,
                   page << ": " << text->text << " is seen " << contrast(darkest, lightest));
      }
    }
}

BOOST_AUTO_TEST_CASE(no_line_is_longer_than_forty_characters) {
  std::size_t lines = 0;
  for (const auto& [c, parts] : all_cases()) {
    if (c.view.text_percent != 100) continue;
    for (const Layout& layout : parts)
      for (const auto& item : layout.items) {
        const auto* text = std::get_if<TextItem>(&item.what);
        if (!text || !layout.body.contains(item.rect)) continue;
        std::size_t from = 0;
        for (const std::size_t to : engine().line_ends(text->text, text->style, item.rect.width, text->bold_bytes)) {
          // As wide as forty Chinese characters: two Latin letters count as one.
          const double wide =
              engine().measure(text->text.substr(from, to - from), text->style, 1e6, 0).width / text->style.size;
          CHECK_THAT(wide <= 41, c.name() << ": " << wide << " characters: " << text->text);
          from = to;
          ++lines;
        }
      }
  }
  BOOST_TEST(lines > 1000U);
}

BOOST_AUTO_TEST_CASE(no_latin_word_is_broken) {
  std::size_t words = 0;
  for (const auto& [c, parts] : all_cases()) {
    if (c.view.text_percent != 100 || c.language != i18n::kEnglish) continue;
    for (const Layout& layout : parts)
      for (const auto& item : layout.items) {
        const auto* text = std::get_if<TextItem>(&item.what);
        if (!text) continue;
        for (const std::size_t end : engine().line_ends(text->text, text->style, item.rect.width, text->bold_bytes)) {
          const auto letter = [&](std::size_t i) {
            return i < text->text.size() && std::isalpha(static_cast<unsigned char>(text->text[i])) != 0;
          };
          CHECK_THAT(end == 0 || !(letter(end - 1) && letter(end)), c.name()
                                                                        << ": a word is broken in: " << text->text);
          ++words;
        }
      }
  }
  BOOST_TEST(words > 1000U);
}

BOOST_AUTO_TEST_CASE(a_code_to_pay_is_forty_millimetres_wide_on_a_small_panel) {
  // The modules without the quiet zone, as painted: whole pixels each.
  constexpr double kMillimetres = 344.2 / 1920;  // a pixel of a 15.6-inch panel
  for (const View& view : looks())
    for (const Size size : {Size{1080, 1920}, Size{1920, 1080}})
      for (const auto& language : {i18n::kChinese, i18n::kEnglish}) {
        const Sample sample = make_sample("pay", language, view);
        Canvas canvas(engine());
        canvas.update(lay_out(sample.page, size, engine(), sample_words(), sample.local), {});
        bool found = false;
        for (const auto& item : canvas.layout().items) {
          if (!std::holds_alternative<CodeItem>(item.what)) continue;
          found = true;
          const int y0 = static_cast<int>(item.rect.y), x0 = static_cast<int>(item.rect.x),
                    side = static_cast<int>(item.rect.width);
          int left = side, right = 0;
          for (int y = 0; y < side; ++y)
            for (int x = 0; x < side; ++x)
              if (canvas.pixel(x0 + x, y0 + y) == Colour::hex(0)) {
                left = std::min(left, x);
                right = std::max(right, x);
              }
          BOOST_TEST((right - left + 1) * kMillimetres >= 40);
          BOOST_TEST(left >= 4 * (right - left + 1) / 45);  // a quiet zone of four modules; a code has 45 at most here
        }
        BOOST_TEST(found);
      }
}

BOOST_AUTO_TEST_CASE(any_of_two_dozen_services_is_two_touches_away) {
  for (const ViewStyle style : {ViewStyle::Standard, ViewStyle::Elder})
    for (const Size size : {Size{1080, 1920}, Size{1920, 1080}, Size{1280, 1024}}) {
      const auto parts = layouts_of({"home-many", i18n::kChinese, {style}, size});
      BOOST_TEST(parts.size() > 1U);
      for (std::size_t part = 0; part < parts.size(); ++part)
        BOOST_TEST((part == 0 || (part == 1 && parts[0].target("key:next")) ||
                    parts[0].target("key:part:" + std::to_string(part))),
                   "part " << part + 1 << " of " << parts.size() << " at " << size.width << "x" << size.height);
    }
}

BOOST_AUTO_TEST_CASE(what_stands_over_a_page_stands_on_every_part_of_it) {
  for (const Size size : {Size{1080, 1920}, Size{1920, 1080}, Size{1280, 1024}}) {
    const Sample sample = make_sample("rehearsal", i18n::kChinese, {ViewStyle::Elder});
    for (const Layout& layout : layouts_of({"rehearsal", i18n::kChinese, {ViewStyle::Elder}, size})) {
      BOOST_TEST(layout.target("undo"));
      BOOST_TEST(layout.target("park"));
      BOOST_TEST(!layout.ribbon.empty());
      BOOST_TEST(std::any_of(layout.items.begin(), layout.items.end(), [&](const Item& item) {
        const auto* text = std::get_if<TextItem>(&item.what);
        return text && text->text == sample.page.ribbon.shown && layout.ribbon.contains(item.rect);
      }));
    }
  }
}

BOOST_AUTO_TEST_CASE(the_curtain_hides_what_is_personal) {
  Sample sample = make_sample("review", i18n::kChinese, {.curtain = true});
  const Layout layout = lay_out(sample.page, {1080, 1920}, engine(), sample_words(), sample.local);
  for (const auto& item : layout.items)
    if (const auto* text = std::get_if<TextItem>(&item.what))
      BOOST_TEST(!layout.body.contains(item.rect), "shown behind the curtain: " << text->text);
  BOOST_TEST(layout.target("help"));
}

BOOST_AUTO_TEST_CASE(low_reach_keeps_controls_in_the_lower_part) {
  for (const std::string page : {"home", "identify", "review", "choice", "phone"}) {
    const Sample sample = make_sample(page, i18n::kChinese, {ViewStyle::Standard, 100, true});
    const Layout layout = lay_out(sample.page, {1080, 1920}, engine(), sample_words(), sample.local);
    // A 21.5-inch screen whose lower edge hangs at 800 mm: 1,220 mm of reach are 1,695 pixels from below, less a tile.
    for (const auto& target : layout.targets)
      BOOST_TEST(target.rect.y >= 1920 * 0.2, page << ": " << target.id << " stands at " << target.rect.y);
  }
}

BOOST_AUTO_TEST_CASE(the_screens_own_words_are_known_in_both_languages) {
  const Words words = sample_words();
  for (const auto key : kScreenWords)
    for (const auto& language : {i18n::kChinese, i18n::kEnglish}) BOOST_TEST(words(language, key) != std::string(key));
}

BOOST_AUTO_TEST_SUITE_END()
