#include <cmath>

#include "ui/screen/blocks/blocks.hpp"

namespace bianmin::ui {
namespace {

struct Columns {
  double pad, label, value_x, value, change;
  bool stacked;
};

Columns columns_of(const Facts& block, double width, Builder& b) {
  const Theme& t = b.theme();
  Columns c{};
  c.pad = t.px(44);
  double widest = 0;
  for (const auto& fact : block.facts) {
    widest = std::max(widest, b.size_of(fact.label.shown, t.text(TextRole::Label)).width);
    if (!fact.change.empty())
      c.change = std::max(
          c.change, b.label_size(Icon::Pencil, fact.change_label.shown, TextRole::KeyWord, width / 2).width + t.px(48));
  }
  const double inner = width - 2 * c.pad - (c.change > 0 ? c.change + t.px(24) : 0);
  // Values need room for a dozen characters beside their labels.
  c.stacked = widest > inner * 0.36 || inner - widest - t.px(32) < t.text(TextRole::Value).size * 9;
  c.label = c.stacked ? inner : std::ceil(widest) + 1;
  c.value_x = c.pad + (c.stacked ? 0 : c.label + t.px(32));
  c.value = c.stacked ? inner : inner - c.label - t.px(32);
  return c;
}

double words_height(const Fact& fact, const Columns& c, Builder& b) {
  const double label = b.height_of(fact.label, TextRole::Label, c.label);
  const double value = b.height_of(fact.value, TextRole::Value, c.value);
  return c.stacked ? label + value : std::max(label, value);
}

void draw_change(const Rect& place, double y, const Fact& fact, const Columns& columns, Builder& b) {
  const Theme& t = b.theme();
  const Rect button{place.right() - columns.pad - columns.change, y, columns.change, t.target()};
  b.pressable(fact.change, button, t.tool_radius(), true);
  b.label(button, Icon::Pencil, fact.change_label.shown, TextRole::KeyWord, b.colours().action_dark);
}

// A value of many lines: label and button first, then a strip a line, so that it can go on over the page.
void long_fact(const Fact& fact, const Columns& columns, int card, const ActionId& stop, bool first, Builder& b,
               Pieces& pieces) {
  const Theme& t = b.theme();
  const double inner = b.height_of(fact.label, TextRole::Label, columns.label), pad_y = b.air(26);
  Piece head;
  head.least = head.most = std::max(inner + pad_y + t.px(6), fact.change.empty() ? 0 : t.target() + t.px(20));
  head.gap = first ? b.air(36) : 0;
  head.card = card;
  head.stops = {stop};
  if (!fact.change.empty()) head.stops.push_back(fact.change);
  head.draw = [&b, &fact, columns, stop](const Rect& place, bool first_of_card) {
    const Theme& th = b.theme();
    if (!first_of_card)
      b.box({place.x + columns.pad, place.y, place.width - 2 * columns.pad, th.hairline()}, 0, b.colours().line);
    const double height = b.height_of(fact.label, TextRole::Label, columns.label);
    b.text({place.x + columns.pad, std::round(place.centre().y - height / 2), columns.label, 0}, fact.label,
           TextRole::Label, b.colours().ink2);
    b.spot(stop, {place.x + th.px(16), place.y + th.px(8), columns.label, place.height - th.px(8)}, th.tool_radius());
    if (!fact.change.empty()) draw_change(place, place.y + th.px(12), fact, columns, b);
  };
  pieces.push_back(std::move(head));
  const TextStyle style = t.text(TextRole::Value);
  const std::vector<std::string> lines = b.lines_of(fact.value.shown, style, columns.value);
  for (std::size_t i = 0; i < lines.size(); ++i) {
    Piece piece;
    const bool last = i + 1 == lines.size();
    piece.least = piece.most =
        b.size_of(lines[i].empty() ? " " : lines[i], style, columns.value + 1).height + t.px(6) + (last ? pad_y : 0);
    piece.card = card;
    piece.draw = [&b, line = lines[i], style, columns](const Rect& place, bool) {
      b.text({place.x + columns.pad, place.y + b.theme().px(6), columns.value + 1, 0}, line, style, b.colours().ink);
    };
    pieces.push_back(std::move(piece));
  }
}

// On a page for paying a single fact is the amount: as large as the page bears.
Pieces amount(const Fact& fact, double width, Builder& b) {
  const Theme& t = b.theme();
  const ActionId stop = b.text_stop();
  const double pad = t.px(36);
  TextStyle style = t.text(
      b.tightness() > 0 && t.enlarged() > 1.3 && !t.portrait() ? TextRole::Title : TextRole::Amount, Align::Centre);
  // One line, whatever the sum.
  const double wide = b.size_of(fact.value.shown, style).width;
  if (wide > width - 2 * pad)
    style.size = std::max(t.text(TextRole::Value).size, std::floor(style.size * (width - 2 * pad) / wide));
  const double label = b.height_of(fact.label, TextRole::Label, width - 2 * pad);
  const double value = b.size_of(fact.value.shown, style, width - 2 * pad).height, air = b.air(20);
  Piece piece;
  piece.least = label + value + 2 * air;
  piece.most = piece.least + t.px(40);
  piece.gap = b.air(32);
  piece.stops = {stop};
  piece.draw = [&b, &fact, style, pad, label, value, stop](const Rect& place, bool) {
    const Palette& c = b.colours();
    b.card(place, CardLook::Info);
    b.spot(stop, place, b.theme().card_radius());
    const double y = std::round(place.centre().y - (label + value) / 2);
    b.text({place.x + pad, y, place.width - 2 * pad, label}, fact.label, TextRole::Label, c.ink2, Align::Centre);
    b.text({place.x + pad, y + label, place.width - 2 * pad, value}, fact.value.shown, style, c.ink);
  };
  Pieces pieces;
  pieces.push_back(std::move(piece));
  return pieces;
}

}  // namespace

Pieces pieces_of(const Facts& block, double width, Builder& b) {
  const Theme& t = b.theme();
  if (b.page().kind == PageKind::Pay && block.facts.size() == 1 && block.facts[0].change.empty())
    return amount(block.facts[0], width, b);
  const Columns columns = columns_of(block, width, b);
  const int card = b.new_card(CardLook::Plain);
  Pieces pieces;
  for (const auto& fact : block.facts) {
    Piece piece;
    const ActionId stop = b.text_stop();
    piece.stops.push_back(stop);
    if (!fact.change.empty()) {
      b.press_stop();
      piece.stops.push_back(fact.change);
    }
    const double pad_y = b.air(26);
    if (words_height(fact, columns, b) > t.window().height * 0.18) {
      long_fact(fact, columns, card, stop, pieces.empty(), b, pieces);
      continue;
    }
    piece.least = std::max(words_height(fact, columns, b) + 2 * pad_y, fact.change.empty() ? 0 : t.target() + t.px(24));
    piece.most = piece.least + t.px(16);
    piece.gap = pieces.empty() ? b.air(36) : 0;
    piece.card = card;
    piece.draw = [&b, &fact, columns, stop](const Rect& place, bool first) {
      const Theme& th = b.theme();
      const Palette& c = b.colours();
      if (!first) b.box({place.x + columns.pad, place.y, place.width - 2 * columns.pad, th.hairline()}, 0, c.line);
      const double words = words_height(fact, columns, b);
      double y = std::round(place.centre().y - words / 2);
      const double label = b.height_of(fact.label, TextRole::Label, columns.label);
      const double value = b.height_of(fact.value, TextRole::Value, columns.value);
      if (columns.stacked) {
        b.text({place.x + columns.pad, y, columns.label, 0}, fact.label, TextRole::Label, c.ink2);
        y += label;
      } else {
        // First lines stand on one base line.
        const TextStyle ls = th.text(TextRole::Label), vs = th.text(TextRole::Value);
        const double shift = std::round((vs.size * vs.leading - ls.size * ls.leading) / 2);
        b.text({place.x + columns.pad, y + std::max(0.0, shift), columns.label, 0}, fact.label, TextRole::Label,
               c.ink2);
      }
      b.text({place.x + columns.value_x, y, columns.value, value}, fact.value, TextRole::Value, c.ink);
      const double change = fact.change.empty() ? 0 : columns.change + th.px(24);
      b.spot(stop,
             {place.x + th.px(16), place.y + th.px(8), place.width - th.px(32) - change, place.height - th.px(16)},
             th.tool_radius());
      if (fact.change.empty()) return;
      draw_change(place, std::round(place.centre().y - th.target() / 2), fact, columns, b);
    };
    pieces.push_back(std::move(piece));
  }
  return pieces;
}

}  // namespace bianmin::ui
