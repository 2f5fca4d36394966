#include <cmath>

#include "ui/screen/blocks/blocks.hpp"

namespace bianmin::ui {

Pieces pieces_of(const Mark& block, double, Builder& b) {
  const Theme& t = b.theme();
  Piece piece;
  piece.least = t.px(b.tightness() > 0 ? 84 : t.portrait() ? 150 : 120);
  piece.most = t.px(t.portrait() ? 240 : 180);
  piece.gap = t.px(12);
  piece.draw = [&b, kind = block.kind](const Rect& place, bool) {
    const Palette& c = b.colours();
    const double side = place.height, inset = std::round(side * 0.22);
    const Rect sign{std::round(place.centre().x - side / 2), place.y, side, side};
    const Colour colour = kind == MarkKind::Ok ? c.ok : kind == MarkKind::Warning ? c.warn : c.error;
    const Icon icon = kind == MarkKind::Ok ? Icon::Check : kind == MarkKind::Warning ? Icon::Warning : Icon::Cross;
    b.box(sign, side / 2, colour);
    b.icon(sign.inset(inset, inset), icon, c.surface, 2.6);
  };
  Pieces pieces;
  pieces.push_back(std::move(piece));
  return pieces;
}

}  // namespace bianmin::ui
