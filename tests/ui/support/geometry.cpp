#include "tests/ui/support/geometry.hpp"

#include <boost/test/unit_test.hpp>

#include <cmath>
#include <fstream>
#include <sstream>

#include "ui/screen/gallery/samples.hpp"
#include "ui/screen/text_engine.hpp"

namespace bianmin::tests {
namespace {

using namespace ui;

constexpr Size kScreens[] = {{1080, 1920}, {1920, 1080}, {1280, 1024}, {768, 1366}};
constexpr Size kReference = {1080, 1920};
constexpr int kStep = 20;  // percent by which words give way

std::string shown(const Rect& r) {
  const auto whole = [](double d) { return std::to_string(std::lround(d)); };
  return whole(r.width) + "x" + whole(r.height) + " at " + whole(r.x) + "," + whole(r.y);
}

// A text with the room that its letters take.
struct Placed {
  const Item* item;
  const TextItem* text;
  Size needed;
  Rect letters;
};

class Walk {
 public:
  explicit Walk(i18n::Language language) : language_(std::move(language)) {}

  Findings run() {
    // Forms outside and pages inside: the same sizes of letters follow each other, and high contrast sets the same
    // lines once more, which are still known then.
    const auto pages = sample_names();
    for (const Size size : kScreens)
      for (const int percent : {100, 150, 200})
        for (const ViewStyle style : {ViewStyle::Standard, ViewStyle::Elder})
          for (const auto& page : pages)
            for (const bool high_contrast : {false, true}) {
              page_ = page;
              view_ = {style, percent};
              view_.high_contrast = high_contrast;
              look_at(size);
            }
    for (const int percent : {100, 200})
      for (const auto& page : pages) {
        page_ = page;
        view_ = {ViewStyle::Elder, percent, true};
        look_at(kReference);
      }
    return std::move(found_);
  }

 private:
  void wrong(Rule rule, const std::string& what) {
    found_.wrong[rule].push_back(
        page_ + ", " + language_.tag() + ", " + (view_.style == ViewStyle::Elder ? "elder" : "standard") +
        (view_.high_contrast ? ", high contrast" : "") + (view_.low_reach ? ", low" : "") + ", " +
        std::to_string(std::lround(size_.width)) + "x" + std::to_string(std::lround(size_.height)) + ", " +
        std::to_string(view_.text_percent) + " %, part " + std::to_string(part_ + 1) + ": " + what);
  }

  void look_at(Size size) {
    size_ = size;
    ++found_.looked_at;
    Sample sample = make_sample(page_, language_, view_);
    writes_ = std::any_of(sample.page.blocks.begin(), sample.page.blocks.end(),
                          [](const Block& b) { return std::holds_alternative<Field>(b); });
    keys_ = writes_ || std::any_of(sample.page.blocks.begin(), sample.page.blocks.end(), [](const Block& b) {
              return std::holds_alternative<Picker>(b) || std::holds_alternative<Amount>(b);
            });
    asks_ = !sample.page.dialog &&
            std::any_of(sample.page.blocks.begin(), sample.page.blocks.end(),
                        [](const Block& b) {
                          return std::holds_alternative<Tiles>(b) || std::holds_alternative<Choices>(b);
                        }) &&
            !std::holds_alternative<Mark>(sample.page.blocks.front());
    std::set<std::string> stands;
    std::size_t count = 1, with_keys = 0;
    std::vector<bool> serves;
    for (part_ = 0; part_ < count; ++part_) {
      sample.local.body_page = part_;
      const Layout layout = lay_out(sample.page, size, engine_, words_, sample.local);
      count = layout.body_pages;
      for (const auto& spot : layout.spots) stands.insert(spot.id);
      for (const auto& target : layout.targets) stands.insert(target.id);
      const auto any = [&](auto&& of) { return std::any_of(layout.targets.begin(), layout.targets.end(), of); };
      with_keys += any([](const Target& t) { return t.id.starts_with("amount:") && t.id.find(":key:") < t.id.size(); });
      serves.push_back(any([&](const Target& t) { return layout.body.contains(t.rect) && !t.id.starts_with("key:"); }));
      texts(layout);
      targets(layout);
      rings(layout);
      if (part_ == 0 && !sample.page.dialog) places(layout);
    }
    part_ = 0;
    if (writes_ && page_ != "complaint-phrases" && count > 1)
      wrong(Rule::KeysTogether, std::to_string(count) + " parts");
    if (with_keys > 1) wrong(Rule::KeysTogether, "keys on " + std::to_string(with_keys) + " parts");
    if (asks_ && !serves.front()) wrong(Rule::FirstServes, "one of " + std::to_string(count) + " parts");
    for (const auto& stop : focus_stops(sample.page))
      if (!stop.id.starts_with("phrase:") && !stands.contains(stop.id))
        wrong(Rule::Reachable, "nothing stands for " + stop.id);
  }

  void texts(const Layout& layout) {
    placed_.clear();
    for (const auto& item : layout.items)
      if (const auto* text = std::get_if<TextItem>(&item.what)) {
        const Size needed = engine_.measure(text->text, text->style, item.rect.width, text->bold_bytes);
        const double left = text->style.align == Align::Left    ? item.rect.x
                            : text->style.align == Align::Right ? item.rect.right() - needed.width
                                                                : item.rect.centre().x - needed.width / 2;
        placed_.push_back({&item, text, needed, {left, item.rect.y, needed.width, needed.height}});
      }
    found_.texts += placed_.size();
    const Rect screen{0, 0, layout.size.width, layout.size.height};
    for (const Placed& one : placed_) {
      const Rect& rect = one.item->rect;
      const std::string& words = one.text->text;
      if (one.needed.width > rect.width + 1.0 || one.needed.height > rect.height + 1.0)
        wrong(Rule::TextWhole, words + " needs " + shown(one.letters) + " and has " + shown(rect));
      const bool framed = layout.ribbon.contains(rect) || layout.header.contains(rect) || layout.tools.contains(rect) ||
                          layout.foot.contains(rect) || layout.body.inflated(1).contains(rect) || one.item->layer == 1;
      if (!screen.contains(rect) || !framed) wrong(Rule::TextInside, words + " " + shown(rect));
      for (const Placed& other : placed_)
        if (&other < &one && other.item->layer == one.item->layer &&
            other.letters.inflated(-1.5).intersects(one.letters.inflated(-1.5)))
          wrong(Rule::TextApart, words + " lies over " + other.text->text);
      for (const auto& item : layout.items)
        if (item.layer == one.item->layer &&
            (std::holds_alternative<IconItem>(item.what) || std::holds_alternative<CodeItem>(item.what)) &&
            item.rect.inset(item.rect.width * 0.12, item.rect.height * 0.12).intersects(one.letters.inflated(-1.5)))
          wrong(Rule::TextApart, words + " lies over a sign " + shown(item.rect));
      letters(layout, one);
      lines(layout, one);
    }
  }

  void letters(const Layout& layout, const Placed& one) {
    const double own = view_.style == ViewStyle::Elder ? 24 : 18;
    // In the body of a small screen words may give way to keys, down to the view's own size; on the reference screen
    // large ones by one step, so that a question stands beside its answers.
    const bool reference = size_ == kReference && view_.style == ViewStyle::Standard && !keys_;
    const bool body = layout.body.inflated(2).contains(one.item->rect);
    const bool gives_way = !reference && body;
    const int promised = size_ != kReference                ? std::min(150, view_.text_percent)
                         : body && view_.text_percent > 100 ? view_.text_percent - kStep
                                                            : view_.text_percent;
    const double least = gives_way ? own : own * promised / 100.0;
    if (one.text->style.size < least - 0.3)
      wrong(Rule::LetterLarge, one.text->text + " is " + std::to_string(one.text->style.size));
  }

  void lines(const Layout& layout, const Placed& one) {
    const std::string& words = one.text->text;
    const bool body = layout.body.contains(one.item->rect);
    const auto letter = [&](std::size_t i) {
      return i < words.size() && std::isalpha(static_cast<unsigned char>(words[i])) != 0;
    };
    std::size_t from = 0;
    for (const std::size_t to : engine_.line_ends(words, one.text->style, one.item->rect.width, one.text->bold_bytes)) {
      if (to > 0 && letter(to - 1) && letter(to)) wrong(Rule::WordWhole, words);
      // As wide as forty Chinese characters: two Latin letters count as one. A short text can't be.
      if (body && to - from > 40) {
        const double wide =
            engine_.measure(words.substr(from, to - from), one.text->style, 1e6, 0).width / one.text->style.size;
        if (wide > 41) wrong(Rule::LineShort, std::to_string(wide) + " characters: " + words);
      }
      from = to;
    }
  }

  void targets(const Layout& layout) {
    const Rect screen{0, 0, layout.size.width, layout.size.height};
    const double least = view_.style == ViewStyle::Elder ? 60 : 48;
    for (const auto& target : layout.targets) {
      // On a 768-pixel screen a dp is smaller than a pixel of the reference, but targets do not shrink below it, save
      // keys of a keyboard, whose width is a tenth of the screen.
      const bool key = target.kind == TargetKind::Key;
      if (target.rect.height < (key ? 44 : least) || target.rect.width < (key ? 40 : least))
        wrong(Rule::TargetLarge, target.id + " is " + shown(target.rect));
      if (!screen.contains(target.rect)) wrong(Rule::TargetInside, target.id + " is " + shown(target.rect));
      for (const auto& other : layout.targets)
        if (&other < &target && other.rect.inflated(3.5).intersects(target.rect.inflated(3.5)))
          wrong(Rule::TargetApart, target.id + " is less than 7 pixels from " + other.id);
    }
  }

  void rings(const Layout& layout) {
    const Rect screen{0, 0, layout.size.width, layout.size.height};
    const int layer = layout.targets.empty() ? 0 : layout.targets.front().layer;
    std::set<ActionId> known;
    for (const auto& spot : layout.spots) {
      if (!known.insert(spot.id).second) continue;
      const Rect inside = layout.ring(spot.id)->rect, ring = inside.inflated(layout.focus_width);
      if (!screen.contains(ring)) wrong(Rule::RingInside, spot.id + ": " + shown(ring));
      for (const Placed& one : placed_) {
        const Rect ink = one.letters.inset(0, one.text->style.size * (one.text->style.leading - 0.9) / 2);
        if (one.item->layer == layer && ring.inflated(-1.5).intersects(ink) && !inside.inflated(2).contains(ink))
          wrong(Rule::RingApart, spot.id + " " + shown(inside) + ": " + one.text->text + " " + shown(ink));
      }
    }
  }

  void places(const Layout& layout) {
    const std::string form = std::to_string(view_.text_percent) + (view_.style == ViewStyle::Elder ? "e" : "s") +
                             (view_.high_contrast ? "h" : "") + (view_.low_reach ? "l" : "") +
                             shown({0, 0, size_.width, size_.height});
    for (const char* id : {"back", "home", "help", "repeat", "view", "voice", "language", "headphones"})
      if (const Target* target = layout.target(id)) {
        // Low down the tools stand on the foot, which is higher where a page has actions of its own.
        if (view_.low_reach && layout.tools.contains(target->rect)) continue;
        const auto [known, fresh] = places_.emplace(form + id, target->rect);
        const Rect& there = known->second;
        if (!fresh && (there.x != target->rect.x || there.right() != target->rect.right() ||
                       std::abs(there.centre().y - target->rect.centre().y) >= 2))
          wrong(Rule::PlacesKept, std::string(id) + " from " + shown(there) + " to " + shown(target->rect));
      }
  }

  const i18n::Language language_;
  const TextEngine engine_;
  const Words words_ = sample_words();
  Findings found_;
  std::map<std::string, Rect> places_;
  std::string page_;
  View view_;
  Size size_;
  std::size_t part_ = 0;
  bool writes_ = false, keys_ = false, asks_ = false;
  std::vector<Placed> placed_;
};

std::string_view name_of(Rule rule) {
  switch (rule) {
    case Rule::TextWhole: return "text-whole";
    case Rule::TextInside: return "text-inside";
    case Rule::TextApart: return "text-apart";
    case Rule::TargetLarge: return "target-large";
    case Rule::TargetInside: return "target-inside";
    case Rule::TargetApart: return "target-apart";
    case Rule::LetterLarge: return "letter-large";
    case Rule::Reachable: return "reachable";
    case Rule::KeysTogether: return "keys-together";
    case Rule::FirstServes: return "first-serves";
    case Rule::LineShort: return "line-short";
    case Rule::WordWhole: return "word-whole";
    case Rule::PlacesKept: return "places-kept";
    case Rule::RingInside: return "ring-inside";
    case Rule::RingApart: return "ring-apart";
  }
  return "";
}

// A line of tests/ui/known_faults.txt.
struct Known {
  std::string page, rule, language;
  std::size_t most = 0;
};

std::vector<Known> known_faults() {
  std::vector<Known> all;
  std::ifstream in(std::string(BIANMIN_SOURCE_DIR) + "/tests/ui/known_faults.txt");
  BOOST_REQUIRE_MESSAGE(in, "tests/ui/known_faults.txt can't be read");
  for (std::string line; std::getline(in, line);) {
    if (line.empty() || line[0] == '#') continue;
    std::istringstream words(line);
    Known known;
    words >> known.page >> known.rule >> known.language >> known.most;
    BOOST_REQUIRE_MESSAGE(words, "known_faults.txt: " << line);
    all.push_back(std::move(known));
  }
  return all;
}

}  // namespace

const Findings& geometry(const i18n::Language& language) {
  static std::map<std::string, Findings> known;
  const auto found = known.find(language.tag());
  return found != known.end() ? found->second : known.emplace(language.tag(), Walk(language).run()).first->second;
}

void check_geometry(const i18n::Language& language, Rule rule) {
  std::map<std::string, std::vector<std::string>> by_page;
  const auto& wrong = geometry(language).wrong;
  if (const auto found = wrong.find(rule); found != wrong.end())
    for (const auto& what : found->second) by_page[what.substr(0, what.find(','))].push_back(what);
  for (const Known& known : known_faults()) {
    if (known.rule != name_of(rule) || known.language != language.tag()) continue;
    const std::size_t count = by_page.contains(known.page) ? by_page[known.page].size() : 0;
    BOOST_TEST(count > 0U, known.page << ", " << known.rule << ", " << known.language
                                      << " is mended: take it out of tests/ui/known_faults.txt");
    if (count <= known.most) by_page.erase(known.page);
  }
  for (const auto& [page, faults] : by_page) {
    constexpr std::size_t kShown = 12;
    for (std::size_t i = 0; i < std::min(kShown, faults.size()); ++i) BOOST_ERROR(faults[i]);
    BOOST_ERROR(page << ": " << faults.size() << " in all break the rule " << name_of(rule));
  }
}

}  // namespace bianmin::tests
