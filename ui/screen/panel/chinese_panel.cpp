#include <cmath>

#include "ui/screen/panel/panel.hpp"

namespace bianmin::ui {
namespace {

// The ways of writing, the likeliest first. Signs beside the words go where room is short; very large words take a
// second row.
Pieces tabs(const Field& field, double width, Builder& b) {
  const Theme& t = b.theme();
  const Writing& w = b.local().writing;
  std::vector<Key> all;
  const auto add = [&](std::string_view id, std::string_view word, Icon icon, InputTab tab) {
    all.push_back({std::string(id), b.word(word), icon, 1, true, w.tab == tab, true});
  };
  const bool chinese = b.page().language.primary() == "zh";
  if (!chinese) add("key:tab:english", "screen.english", Icon::Globe, InputTab::English);
  add("key:tab:handwriting", "screen.handwriting", Icon::Pencil, InputTab::Handwriting);
  add("key:tab:pinyin", "screen.pinyin", Icon::Keyboard, InputTab::Pinyin);
  add("key:tab:strokes", "screen.strokes", Icon::Leaf, InputTab::Strokes);
  if (!field.phrases.empty()) add("key:tab:phrases", "screen.phrases", Icon::Message, InputTab::Phrases);
  if (chinese) add("key:tab:english", "screen.english", Icon::Globe, InputTab::English);

  const double gap = std::max(8.0, t.px(12));
  const auto needs = [&](const Key& key) {
    return std::ceil(b.label_size(key.icon, key.label, TextRole::KeyWord, kNoLimit).width) +
           t.px(key.icon == Icon::None ? 28 : 24);
  };
  // As wide as the words want, what is over in equal shares.
  const auto widths = [&](std::size_t from, std::size_t to) {
    std::vector<double> wide;
    double total = gap * static_cast<double>(to - from - 1);
    for (std::size_t i = from; i < to; ++i) {
      wide.push_back(std::max(t.target(), needs(all[i])));
      total += wide.back();
    }
    const double spare = (width - total) / static_cast<double>(to - from);
    if (total > width)
      for (double& each : wide)
        each = (width - gap * static_cast<double>(to - from - 1)) / static_cast<double>(to - from);
    else
      for (double& each : wide) each += std::min(spare, t.px(40));
    return std::pair(wide, total <= width);
  };
  std::vector<std::pair<std::size_t, std::size_t>> rows{{0, all.size()}};
  if (!widths(0, all.size()).second)
    for (auto& key : all) key.icon = Icon::None;
  // Where the keys need the height the tabs' words give way, never below the view's own size.
  if (!widths(0, all.size()).second && b.tightness() < 4)
    rows = {{0, (all.size() + 1) / 2}, {(all.size() + 1) / 2, all.size()}};
  Pieces pieces;
  for (const auto& [from, to] : rows) {
    const std::vector<double> wide = widths(from, to).first;
    const std::vector<Key> keys(all.begin() + static_cast<std::ptrdiff_t>(from),
                                all.begin() + static_cast<std::ptrdiff_t>(to));
    Piece piece;
    piece.least = std::max(t.target(), t.px(b.tightness() >= 3 ? 72 : 84));
    for (std::size_t i = 0; i < keys.size(); ++i)
      piece.least =
          std::max(piece.least,
                   b.label_size(keys[i].icon, keys[i].label, TextRole::KeyWord, wide[i] - t.px(8)).height + t.px(16));
    piece.most = piece.least;
    piece.gap = from > 0 ? gap : t.px(b.tightness() > 0 ? 14 : 24);
    piece.draw = [&b, keys, wide, gap](const Rect& place, bool) {
      double x = place.x;
      for (std::size_t i = 0; i < keys.size(); ++i) {
        const double left = std::round(x), right = std::round(x + wide[i]);
        draw_key({left, place.y, right - left, place.height}, keys[i], b);
        x += wide[i] + gap;
      }
    };
    pieces.push_back(std::move(piece));
  }
  return pieces;
}

Pieces handwriting(double width, Builder& b) {
  const Theme& t = b.theme();
  Pieces pieces;
  pieces.push_back(candidate_row(width, 5, b));
  Piece area;
  area.gap = t.px(b.tightness() > 0 ? 14 : 20);
  const double gap = std::max(8.0, t.px(14));
  const bool tight = b.tightness() >= 3;
  const double side = std::round(std::max(width * (tight ? 0.26 : 0.22), t.with_text(150)));
  std::vector<Key> keys{
      {"key:erase", b.word("screen.erase"), tight ? Icon::None : Icon::Erase, 1, true, false, true},
      {"key:rewrite", b.word("screen.rewrite"), tight ? Icon::None : Icon::Refresh, 1, true, false, true},
      {"key:layer:signs", "，。？", Icon::None, 1, true, false, true},
      {"key:layer:numbers", "123", Icon::None, 1, true, false, true}};
  double key =
      std::max(b.tightness() >= 3 ? (t.elder() ? 60.0 : 48.0) : t.target(), t.px(b.tightness() >= 3 ? 60 : 84));
  for (const auto& k : keys)
    key = std::max(key, b.label_size(k.icon, k.label, TextRole::KeyWord, side - t.px(8)).height + t.px(16));
  area.least = 4 * key + 3 * gap;
  area.most = std::max(area.least, t.px(t.portrait() ? 600 : 560));
  area.draw = [&b, keys = std::move(keys), gap, side](const Rect& place, bool) {
    const Theme& th = b.theme();
    const Palette& c = b.colours();
    const Rect ink{place.x, place.y, place.width - side - th.px(24), place.height};
    b.box(ink, th.card_radius(), c.surface, c.edge, th.control_edge());
    const double thin = th.hairline();
    for (int i = 1; i <= 2; ++i) {
      b.box({std::round(ink.x + ink.width * i / 3), ink.y + thin * 2, thin, ink.height - thin * 4}, 0, c.line);
      b.box({ink.x + thin * 2, std::round(ink.y + ink.height * i / 3), ink.width - thin * 4, thin}, 0, c.line);
    }
    b.target("key:ink", TargetKind::Ink, ink, th.card_radius());
    const Writing& w = b.local().writing;
    if (w.strokes.empty()) {
      // Very large words give way to the place they speak of.
      const Rect inside = ink.inset(th.px(24), th.px(8));
      TextStyle hint = th.text(TextRole::Caption, Align::Centre);
      const std::string words = b.word("screen.write-here");
      while (hint.size > th.least_text() && b.size_of(words, hint, inside.width).height > inside.height)
        hint.size = std::max(th.least_text(), hint.size - 2);
      if (b.size_of(words, hint, inside.width).height <= inside.height) b.text_middle(inside, words, hint, c.ink2);
    }
    InkItem strokes{{}, th.px(16), c.ink};
    for (const auto& stroke : w.strokes) {
      Stroke placed;
      for (const Point p : stroke) placed.push_back({ink.x + p.x * ink.width, ink.y + p.y * ink.height});
      strokes.strokes.push_back(std::move(placed));
    }
    b.add(ink, std::move(strokes));
    const double height = std::floor((place.height - 3 * gap) / 4);
    double y = place.y;
    for (const auto& k : keys) {
      draw_key({place.right() - side, y, side, height}, k, b);
      y += height + gap;
    }
  };
  pieces.push_back(std::move(area));
  return pieces;
}

// The letters so far, above the candidates; where room is short they stand in the card, behind the text.
void add_typed(Pieces& pieces, Builder& b) {
  const TextStyle style = b.theme().text(TextRole::KeyWord);
  Piece typed;
  typed.least = typed.most = std::ceil(style.size * 1.4);
  typed.gap = b.theme().px(12);
  typed.draw = [&b, style](const Rect& place, bool) {
    b.text_middle(place, b.local().writing.composition, style, b.colours().action_dark);
  };
  if (b.tightness() < 3) pieces.push_back(std::move(typed));
}

Pieces pinyin(double width, Builder& b) {
  const Theme& t = b.theme();
  const Writing& w = b.local().writing;
  Pieces pieces;
  add_typed(pieces, b);
  Piece row = candidate_row(width, 5, b);
  row.gap = t.px(b.tightness() < 3 ? 4 : 12);
  pieces.push_back(std::move(row));
  const auto letters = [](std::string_view of) {
    KeyRow keys;
    for (const char c : of) keys.push_back({"key:pinyin:" + std::string(1, c), std::string(1, c)});
    return keys;
  };
  KeyRow third = letters("zxcvbnm");
  third.insert(third.begin(), {"key:pinyin:'", "'"});
  third.push_back({"key:erase", "", Icon::Erase, 2});
  KeyRow last{{"key:layer:numbers", "123", Icon::None, 2.5, true, false, true},
              {"key:type:，", "，"},
              {"key:space", b.word("screen.space"), Icon::None, 3, !w.candidates.empty(), false, true},
              {"key:type:。", "。"},
              {"key:layer:signs", "，。？", Icon::None, 2.5, true, false, true}};
  Pieces keys =
      key_rows({letters("qwertyuiop"), letters("asdfghjkl"), third, last}, width, t.px(96), t.px(128), t.px(20), b);
  pieces.insert(pieces.end(), std::make_move_iterator(keys.begin()), std::make_move_iterator(keys.end()));
  return pieces;
}

// Five keys for the five kinds of stroke, each with its sign above its name.
Pieces strokes(double width, Builder& b) {
  const Theme& t = b.theme();
  Pieces pieces;
  add_typed(pieces, b);
  Piece row = candidate_row(width, 5, b);
  row.gap = t.px(b.tightness() < 3 ? 4 : 12);
  pieces.push_back(std::move(row));
  KeyRow five;
  for (const auto& [letter, sign, word] : kStrokeSigns) {
    const std::string name = b.word(word);
    five.push_back(
        {std::string("key:stroke:") + letter, name, Icon::None, 1, true, false, true, name, std::string(sign)});
  }
  const bool any = !b.local().writing.code.empty() || !b.local().writing.candidates.empty();
  KeyRow last{{"key:rewrite", b.word("screen.rewrite"), Icon::Refresh, 1.25, any, false, true},
              {"key:layer:numbers", "123", Icon::None, 1.25, true, false, true},
              {"key:layer:signs", "，。？", Icon::None, 1.25, true, false, true},
              {"key:erase", b.word("screen.erase"), Icon::Erase, 1.25, true, false, true}};
  Pieces large = key_rows({five}, width, t.px(170), t.px(260), t.px(20), b);
  Pieces small = key_rows({last}, width, t.px(96), t.px(128), std::max(8.0, t.px(14)), b);
  pieces.push_back(std::move(large[0]));
  pieces.push_back(std::move(small[0]));
  return pieces;
}

double phrase_height(const std::string& words, double width, Builder& b) {
  const Theme& t = b.theme();
  return std::max({t.target(), t.px(88), b.height_of(words, TextRole::Body, width - t.px(64)) + t.px(28)});
}

// As many phrases as there is room for; "more" turns to the next ones.
Pieces phrases(const Field& field, double width, Builder& b) {
  const Theme& t = b.theme();
  const double gap = std::max(8.0, t.px(14)), more = std::max(t.target(), t.px(84));
  Piece piece;
  double all = 0, highest = 0;
  for (const auto& phrase : field.phrases) {
    const double height = phrase_height(phrase.shown, width, b);
    all += height + (all > 0 ? gap : 0);
    highest = std::max(highest, height);
  }
  piece.least = std::min(all, highest + gap + more);
  piece.most = all;
  piece.gap = t.px(b.tightness() > 0 ? 14 : 20);
  for (std::size_t i = 0; i < field.phrases.size(); ++i)
    piece.stops.push_back("phrase:" + field.id + ":" + std::to_string(i));
  piece.draw = [&b, &field, width, gap, more, all](const Rect& place, bool) {
    const Theme& th = b.theme();
    const bool whole = all <= place.height + 0.5;
    const double end = whole ? place.bottom() : place.bottom() - more - gap;
    std::size_t i = whole ? 0 : std::min(b.local().writing.phrase_offset, field.phrases.size() - 1);
    for (double y = place.y; i < field.phrases.size(); ++i) {
      const std::string& words = field.phrases[i].shown;
      const Rect rect{place.x, y, place.width, phrase_height(words, width, b)};
      if (rect.bottom() > end + 0.5) break;
      b.box(rect, th.tool_radius(), b.colours().surface, b.colours().edge, th.control_edge());
      b.target("key:phrase:" + std::to_string(i), TargetKind::Key, rect, th.tool_radius());
      b.spot("phrase:" + field.id + ":" + std::to_string(i), rect, th.tool_radius());
      b.text_middle(rect.inset(th.px(32), 0), words, th.text(TextRole::Body), b.colours().ink);
      y = rect.bottom() + gap;
    }
    if (!whole)
      draw_key({place.x, place.bottom() - more, place.width, more},
               {"key:phrases:" + std::to_string(i < field.phrases.size() ? i : 0), b.word("screen.change"),
                Icon::Refresh, 1, true, false, true},
               b);
  };
  Pieces pieces;
  pieces.push_back(std::move(piece));
  return pieces;
}

}  // namespace

Pieces chinese_panel(const Field& field, double width, Builder& b) {
  const Writing& w = b.local().writing;
  Pieces pieces = tabs(field, width, b);
  Pieces more;
  if (w.tab == InputTab::Phrases && !field.phrases.empty())
    more = phrases(field, width, b);
  else if (w.tab == InputTab::English)
    more = english_panel(field, width, b);
  else if (w.layer != KeyLayer::Main)
    more = other_layer(w.layer, true, width, b);
  else if (w.tab == InputTab::Pinyin)
    more = pinyin(width, b);
  else if (w.tab == InputTab::Strokes)
    more = strokes(width, b);
  else
    more = handwriting(width, b);
  pieces.insert(pieces.end(), std::make_move_iterator(more.begin()), std::make_move_iterator(more.end()));
  return pieces;
}

}  // namespace bianmin::ui
