#include <cmath>

#include "ui/screen/blocks/blocks.hpp"

namespace bianmin::ui {

Pieces pieces_of(const CodeView& block, double width, Builder& b) {
  const Theme& t = b.theme();
  const ActionId stop = b.text_stop();
  const bool pay = b.page().kind == PageKind::Pay, tight = pay && b.tightness() > 0;
  const double pad = t.px(tight ? 12 : 36);
  const TextRole role = tight ? TextRole::Label : TextRole::Caption;
  const double caption = b.height_of(block.caption, role, width - 2 * pad);
  Piece piece;
  // To be paid by telephone a code is 40 mm wide at least, quiet zone apart, on the smallest panel (15.6 inches, 0.18
  // mm a pixel): 318 pixels with the quiet zone of a code of 37 modules, seven pixels each.
  const double least = tight ? 318 : pay ? std::max(318.0, t.px(t.portrait() ? 420 : 400)) : t.px(280);
  piece.least = 2 * pad + least + (caption > 0 ? caption + t.px(16) : 0);
  piece.most = piece.least + t.px(pay ? 200 : 160);
  piece.gap = t.px(36);
  piece.stops = {stop};
  piece.draw = [&b, &block, caption, pad, role, stop](const Rect& place, bool) {
    const Theme& th = b.theme();
    b.card(place, CardLook::Plain);
    b.spot(stop, place, th.card_radius());
    const double side =
        std::floor(std::min(place.height - 2 * pad - (caption > 0 ? caption + th.px(16) : 0), place.width - 2 * pad));
    b.add({std::round(place.centre().x - side / 2), place.y + pad, side, side}, CodeItem{block.payload});
    b.text({place.x + pad, place.y + pad + side + th.px(16), place.width - 2 * pad, 0}, block.caption, role,
           b.colours().ink2, Align::Centre);
  };
  Pieces pieces;
  pieces.push_back(std::move(piece));
  return pieces;
}

}  // namespace bianmin::ui
