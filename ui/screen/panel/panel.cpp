#include "ui/screen/panel/panel.hpp"

#include <cmath>

namespace bianmin::ui {

const Field* active_field(const Page& page, const Writing& writing) {
  const Field* first = nullptr;
  for (const auto& block : page.blocks)
    if (const auto* field = std::get_if<Field>(&block)) {
      if (field->id == writing.field) return field;
      if (!first) first = field;
    }
  return first;
}

Pieces panel_pieces(const Field& field, double width, Builder& b) {
  switch (field.kind) {
    case FieldKind::Chinese: return chinese_panel(field, width, b);
    case FieldKind::English: return english_panel(field, width, b);
    case FieldKind::Digits:
    case FieldKind::IdNumber:
    case FieldKind::Phone:
    case FieldKind::Amount: return number_panel(field, width, b);
  }
  return {};
}

namespace {

TextRole role_of(const Key& key, const Builder& b) {
  if (key.word) return TextRole::KeyWord;
  return key.large && b.tightness() < 2 ? TextRole::Candidate : TextRole::Key;
}

}  // namespace

void draw_key(const Rect& rect, const Key& key, Builder& b) {
  const Theme& t = b.theme();
  const Palette& c = b.colours();
  if (key.strong)
    b.box(rect, t.tool_radius(), c.action);
  else
    b.box(rect, t.tool_radius(), key.enabled ? c.surface : c.disabled_surface, key.enabled ? c.edge : c.line,
          t.control_edge());
  b.target(key.id, TargetKind::Key, rect, t.tool_radius(), key.enabled);
  b.out().targets.back().spoken = !key.spoken.empty()     ? key.spoken
                                  : !key.label.empty()    ? key.label
                                  : key.id == "key:erase" ? b.word("screen.erase")
                                                          : "";
  const Colour ink = key.strong ? c.on_action : key.enabled ? c.ink : c.ink2;
  if (!key.above.empty()) {
    TextStyle sign = t.text(TextRole::Candidate, Align::Centre);
    sign.bold = true;
    const double high = b.size_of(key.above, sign).height,
                 words = b.label_size(Icon::None, key.label, TextRole::KeyWord, rect.width - t.px(8)).height;
    const double y = std::round(rect.centre().y - (high + words) / 2);
    b.text({rect.x, y, rect.width, high}, key.above, sign, key.strong ? c.on_action : c.action_dark);
    b.label({rect.x + t.px(4), y + high, rect.width - t.px(8), words}, Icon::None, key.label, TextRole::KeyWord, ink);
    return;
  }
  b.label(rect.inset(t.px(4), 0), key.icon, key.label, role_of(key, b), ink);
}

Pieces key_rows(std::vector<KeyRow> rows, double width, double least, double most, double gap_above, Builder& b) {
  const Theme& t = b.theme();
  const double gap = std::max(8.0, t.px(b.tightness() >= 3 ? 8 : 12));
  if (b.tightness() >= 3) least = std::max(t.elder() ? 60.0 : 48.0, t.px(64));
  double widest = 0;
  for (const auto& row : rows) {
    double spans = 0;
    for (const auto& key : row) spans += key.span;
    widest = std::max(widest, spans);
  }
  const double unit = (width - gap * (widest - 1)) / widest;
  Pieces pieces;
  for (std::size_t i = 0; i < rows.size(); ++i) {
    Piece piece;
    piece.least = least;
    for (const auto& key : rows[i]) {
      const double room = unit * key.span + gap * (key.span - 1) - t.px(8);
      const double above = key.above.empty() ? 0 : b.size_of(key.above, t.text(TextRole::Candidate)).height;
      piece.least = std::max(piece.least, above + b.label_size(key.icon, key.label, role_of(key, b), room).height +
                                              t.px(b.tightness() >= 3 ? 4 : 16));
    }
    piece.most = std::max(piece.least, most);
    piece.gap = i == 0 ? (b.tightness() >= 3 ? gap : gap_above) : gap;
    piece.draw = [&b, row = std::move(rows[i]), unit, gap](const Rect& place, bool) {
      double spans = 0;
      for (const auto& key : row) spans += key.span;
      // A shorter row stands in the middle, as on a keyboard.
      double x = place.x + (place.width - (unit * spans + gap * (spans - 1))) / 2;
      for (const auto& key : row) {
        const double w = unit * key.span + gap * (key.span - 1);
        const double left = std::round(x), right = std::round(x + w);
        draw_key({left, place.y, right - left, place.height}, key, b);
        x += w + gap;
      }
    };
    pieces.push_back(std::move(piece));
  }
  return pieces;
}

Piece candidate_row(double width, std::size_t count, Builder& b) {
  const Theme& t = b.theme();
  Piece piece;
  piece.least = piece.most =
      std::max(t.target(), std::ceil(t.text(TextRole::Candidate).size * 1.25) + t.px(b.tightness() >= 3 ? 4 : 16));
  piece.gap = t.px(b.tightness() > 0 ? 14 : 20);
  piece.draw = [&b, width, count](const Rect& place, bool) {
    const Theme& th = b.theme();
    const Palette& c = b.colours();
    const Writing& w = b.local().writing;
    const double gap = std::max(8.0, th.px(14)),
                 slot = (width - gap * static_cast<double>(count)) / static_cast<double>(count + 1);
    const TextStyle style = th.text(TextRole::Candidate, Align::Centre);
    double x = place.x;
    const double end = place.right() - slot - gap;
    std::size_t i = w.candidate_offset;
    for (; i < w.candidates.size(); ++i) {
      const double words = b.size_of(w.candidates[i], style).width + th.px(40);
      const double need = std::max(slot, std::ceil(words));
      if (x + need > end + 1) break;
      const Rect rect{std::round(x), place.y, std::round(need), place.height};
      b.box(rect, th.tool_radius(), c.surface, i == w.candidate_offset ? c.action : c.edge,
            th.control_edge() * (i == w.candidate_offset ? 2 : 1));
      b.target("key:candidate:" + std::to_string(i), TargetKind::Key, rect, th.tool_radius());
      b.text_middle(rect, w.candidates[i], style, c.ink);
      x += need + gap;
    }
    // Empty places show where candidates will come.
    if (w.candidates.empty())
      for (std::size_t k = 0; k < count; ++k) {
        const Rect rect{std::round(place.x + static_cast<double>(k) * (slot + gap)), place.y, std::round(slot),
                        place.height};
        b.box(rect, th.tool_radius(), {}, c.line, th.hairline());
      }
    const bool more = i < w.candidates.size() || w.candidate_offset > 0;
    draw_key({std::round(place.right() - slot), place.y, std::round(slot), place.height},
             {"key:more:" + std::to_string(i), b.word("screen.change"), Icon::None, 1, more, false, true}, b);
  };
  return piece;
}

Pieces other_layer(KeyLayer layer, bool chinese, double width, Builder& b) {
  const Theme& t = b.theme();
  const auto type = [](std::string sign) { return Key{"key:type:" + sign, sign}; };
  const Key back{"key:layer:main", b.word("screen.letters"), Icon::Back, 1.5, true, false, true};
  const Key erase{"key:erase", b.word("screen.erase"), Icon::Erase, 1.5, true, false, true};
  std::vector<KeyRow> rows;
  if (layer == KeyLayer::Numbers) {
    rows = {{type("1"), type("2"), type("3")}, {type("4"), type("5"), type("6")}, {type("7"), type("8"), type("9")}};
    rows.push_back({type("."), type("0"), type("-")});
    rows.push_back({back, erase});
  } else if (chinese) {
    rows = {{type("，"), type("。"), type("？"), type("！"), type("、")},
            {type("："), type("；"), type("…"), type("—"), type("·")},
            {type("“"), type("”"), type("（"), type("）"), type("%")},
            {type("《"), type("》"), type("#"), type("+"), type("/")}};
    rows.push_back({{back.id, back.label, back.icon, 2.5, true, false, true},
                    {erase.id, erase.label, erase.icon, 2.5, true, false, true}});
  } else {
    rows = {{type("."), type(","), type("?"), type("!"), type("'")},
            {type(":"), type(";"), type("@"), type("-"), type("_")},
            {type("("), type(")"), type("&"), type("#"), type("/")}};
    rows.push_back({{back.id, back.label, back.icon, 2.5, true, false, true},
                    {erase.id, erase.label, erase.icon, 2.5, true, false, true}});
  }
  return key_rows(std::move(rows), width, t.px(92), t.px(140), t.px(20), b);
}

}  // namespace bianmin::ui
