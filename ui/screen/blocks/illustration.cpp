#include <cmath>

#include "ui/screen/blocks/blocks.hpp"

namespace bianmin::ui {

Pieces pieces_of(const Illustration& block, double width, Builder& b) {
  const Theme& t = b.theme();
  const ActionId stop = b.text_stop();
  const double pad = t.px(40);
  const double caption = b.height_of(block.caption, TextRole::Caption, width - 2 * pad);
  Piece piece;
  piece.least = 2 * pad + t.px(t.portrait() ? 300 : 240) + (caption > 0 ? caption + t.px(20) : 0);
  piece.most = std::max(piece.least, t.portrait() ? t.px(720) : kNoLimit);
  piece.gap = t.px(36);
  piece.stops = {stop};
  piece.draw = [&b, &block, caption, pad, stop](const Rect& place, bool) {
    const Theme& th = b.theme();
    b.card(place, CardLook::Plain);
    b.spot(stop, place, th.card_radius());
    const double room = place.height - 2 * pad - (caption > 0 ? caption + th.px(20) : 0);
    // Drawings are 4 wide and 3 high.
    const double height = std::floor(std::min({room, (place.width - 2 * pad) * 0.75, th.px(480)}));
    const double width4 = std::round(height * 4 / 3);
    const double used = height + (caption > 0 ? caption + th.px(20) : 0);
    const double y = std::round(place.y + (place.height - used) / 2);
    b.add({std::round(place.centre().x - width4 / 2), y, width4, height}, PictureItem{block.picture, block.active});
    b.text({place.x + pad, y + height + th.px(20), place.width - 2 * pad, 0}, block.caption, TextRole::Caption,
           b.colours().ink2, Align::Centre);
  };
  Pieces pieces;
  pieces.push_back(std::move(piece));
  return pieces;
}

}  // namespace bianmin::ui
