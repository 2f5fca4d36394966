#include <cmath>

#include "ui/screen/blocks/blocks.hpp"

namespace bianmin::ui {
namespace {

double words_width(const Choice& choice, double width, const Theme& t) {
  return width - t.px(40) - (choice.icon == Icon::None ? 0 : t.px(76) + t.px(28)) - t.px(124);
}

double choice_height(const Choice& choice, double width, Builder& b) {
  const Theme& t = b.theme();
  const double inner = words_width(choice, width, t);
  const double words =
      b.height_of(choice.label, TextRole::ItemTitle, inner) + b.height_of(choice.note, TextRole::ItemNote, inner);
  return std::max({t.target(), b.air(120), words + 2 * b.air(26)});
}

void draw_choice(const Rect& rect, const Choice& choice, bool many, Builder& b) {
  const Theme& t = b.theme();
  const Palette& c = b.colours();
  b.pressable(choice.id, rect, t.card_radius(), true, choice.selected);
  double x = rect.x + t.px(40);
  if (choice.icon != Icon::None) {
    const double mark = t.px(76);
    const Rect place{x, std::round(rect.centre().y - mark / 2), mark, mark};
    b.box(place, t.px(22), choice.selected ? c.surface : c.action_light);
    b.icon(place.inset(t.px(16), t.px(16)), choice.icon, c.action_dark);
    x += mark + t.px(28);
  }
  const double inner = words_width(choice, rect.width, t);
  const double title = b.height_of(choice.label, TextRole::ItemTitle, inner);
  const double note = b.height_of(choice.note, TextRole::ItemNote, inner);
  const double y = std::round(rect.centre().y - (title + note) / 2);
  b.text({x, y, inner, 0}, choice.label, TextRole::ItemTitle, c.ink);
  b.text({x, y + title, inner, 0}, choice.note, TextRole::ItemNote, c.ink2);
  // The sign says "chosen" without colour; a box can be ticked beside others, a ring alone.
  const double sign = t.px(many ? 56 : 48), round = many ? t.px(12) : sign / 2;
  const Rect place{rect.right() - t.px(40) - sign, std::round(rect.centre().y - sign / 2), sign, sign};
  if (choice.selected) {
    b.box(place, round, c.action);
    b.icon(place.inset(t.px(9), t.px(9)), Icon::Check, c.on_action, 3);
  } else {
    b.box(place, round, c.surface, c.edge, t.px(many ? 4 : 3));
  }
}

}  // namespace

Pieces pieces_of(const Choices& block, double width, Builder& b) {
  const Theme& t = b.theme();
  bool any_note = false;
  for (const auto& choice : block.choices) any_note = any_note || !choice.note.shown.empty();
  const bool two = t.portrait() ? block.choices.size() > 7 && !t.elder() && t.enlarged() <= 1.3 && !any_note
                                : block.choices.size() > 3 && width >= t.with_text(t.elder() ? 1000 : 860);
  const std::size_t columns = two ? 2 : 1;
  const double gap = std::max(8.0, b.air(20));
  const double each = two ? std::floor((width - gap) / 2) : width;
  Pieces pieces;
  for (std::size_t start = 0; start < block.choices.size(); start += columns) {
    Piece piece;
    const std::size_t end = std::min(block.choices.size(), start + columns);
    for (std::size_t i = start; i < end; ++i) {
      b.press_stop();
      piece.stops.push_back(block.choices[i].id);
      piece.least = std::max(piece.least, choice_height(block.choices[i], each, b));
    }
    piece.most = piece.least + t.px(32);
    piece.gap = start == 0 ? b.air(36) : gap;
    piece.draw = [&b, &block, start, end, each, gap](const Rect& place, bool) {
      for (std::size_t i = start; i < end; ++i)
        draw_choice({place.x + static_cast<double>(i - start) * (each + gap), place.y, each, place.height},
                    block.choices[i], block.many, b);
    };
    pieces.push_back(std::move(piece));
  }
  return pieces;
}

}  // namespace bianmin::ui
