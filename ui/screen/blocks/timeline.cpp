#include <cmath>

#include "ui/screen/blocks/blocks.hpp"

namespace bianmin::ui {
namespace {

void draw_sign(const Rect& rect, ItemState state, Builder& b) {
  const Palette& c = b.colours();
  const double radius = rect.width / 2, inset = std::round(rect.width * 0.2);
  switch (state) {
    case ItemState::Done:
      b.box(rect, radius, c.ok);
      b.icon(rect.inset(inset, inset), Icon::Check, c.surface, 3);
      break;
    case ItemState::Current:
      b.box(rect, radius, c.surface, c.action, std::round(rect.width * 0.11));
      b.box(rect.inset(rect.width * 0.28, rect.width * 0.28), radius, c.action);
      break;
    case ItemState::Todo: b.box(rect, radius, c.surface, c.edge, std::max(2.0, rect.width * 0.07)); break;
    case ItemState::Late:
      b.box(rect, radius, c.error);
      b.icon(rect.inset(inset, inset), Icon::Bell, c.surface, 2.2);
      break;
  }
}

}  // namespace

Pieces pieces_of(const Timeline& block, double width, Builder& b) {
  const Theme& t = b.theme();
  const double pad = t.px(46), sign = t.with_text(48), left = pad + sign + t.px(30);
  const double inner = width - left - pad;
  const int card = b.new_card(CardLook::Plain);
  Pieces pieces;
  for (std::size_t i = 0; i < block.items.size(); ++i) {
    const TimelineItem& item = block.items[i];
    Piece piece;
    const ActionId stop = b.text_stop();
    piece.stops = {stop};
    const double title = b.height_of(item.title, TextRole::ItemTitle, inner);
    const double note = b.height_of(item.note, TextRole::ItemNote, inner);
    const double pad_y = b.air(30);
    piece.least = title + note + 2 * pad_y;
    piece.most = piece.least + t.px(20);
    piece.gap = i == 0 ? b.air(36) : 0;
    piece.card = card;
    const bool last = i + 1 == block.items.size();
    piece.draw = [&b, &item, pad, sign, left, inner, title, note, stop, last](const Rect& place, bool first) {
      const Theme& th = b.theme();
      const Palette& c = b.colours();
      const double y = std::round(place.centre().y - (title + note) / 2);
      const TextStyle style = th.text(TextRole::ItemTitle);
      const double sign_y = std::round(y + (style.size * style.leading - sign) / 2);
      const double middle = place.x + pad + sign / 2, thread = th.px(4);
      // The thread that ties the steps together.
      if (!first) b.box({middle - thread / 2, place.y, thread, sign_y - place.y - th.px(6)}, 0, c.line);
      if (!last)
        b.box({middle - thread / 2, sign_y + sign + th.px(6), thread, place.bottom() - sign_y - sign - th.px(6)}, 0,
              c.line);
      if (!first) b.box({place.x + left, place.y, inner, th.hairline()}, 0, c.line);
      draw_sign({place.x + pad, sign_y, sign, sign}, item.state, b);
      b.text({place.x + left, y, inner, 0}, item.title, TextRole::ItemTitle,
             item.state == ItemState::Late ? c.error_ink : c.ink);
      b.text({place.x + left, y + title, inner, 0}, item.note, TextRole::ItemNote, c.ink2);
      b.spot(stop, place.inset(th.px(16), th.px(8)), th.tool_radius());
    };
    pieces.push_back(std::move(piece));
  }
  return pieces;
}

}  // namespace bianmin::ui
