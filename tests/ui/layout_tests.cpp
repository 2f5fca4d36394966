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

}  // namespace

BOOST_AUTO_TEST_SUITE(layout_tests)

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

BOOST_AUTO_TEST_CASE(a_code_to_pay_is_forty_millimetres_wide_on_a_small_panel) {
  // The modules without the quiet zone, as painted: whole pixels each.
  constexpr double kMillimetres = 344.2 / 1920;  // a pixel of a 15.6-inch panel
  for (const View& view : looks())
    for (const Size size : {Size{1080, 1920}, Size{1920, 1080}})
      for (const auto& language : {i18n::kChinese, i18n::kEnglish, i18n::kKorean}) {
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

BOOST_AUTO_TEST_CASE(the_screens_own_words_are_known_in_every_language) {
  const Words words = sample_words();
  for (const auto key : kScreenWords)
    for (const auto& language : {i18n::kChinese, i18n::kEnglish, i18n::kKorean})
      BOOST_TEST(words(language, key) != std::string(key));
}

BOOST_AUTO_TEST_SUITE_END()
