#include <cmath>

#include "ui/screen/blocks/blocks.hpp"

namespace bianmin::ui {

Pieces pieces_of(const Photo& block, double width, Builder& b) {
  const Theme& t = b.theme();
  const ActionId stop = b.text_stop();
  const double pad = t.px(28);
  const double caption = b.height_of(block.caption, TextRole::Caption, width - 2 * pad);
  const double words = caption > 0 ? caption + t.px(16) : 0;
  const Bitmap* seen = block.bitmap ? block.bitmap.get() : b.local().viewfinder.get();
  // A page as it lies before the camera is 4 wide and 3 high until a picture says otherwise.
  const double shape = seen && seen->width > 0 && seen->height > 0
                           ? std::clamp(static_cast<double>(seen->height) / seen->width, 0.4, 1.6)
                           : 0.75;
  Piece piece;
  piece.least = 2 * pad + t.px(b.tightness() > 0 ? 300 : t.portrait() ? 460 : 380) + words;
  piece.most = std::max(
      piece.least, 2 * pad + words + std::round(std::min(width - 2 * pad, t.px(t.portrait() ? 984 : 1200)) * shape));
  piece.gap = t.px(32);
  piece.stops = {stop};
  piece.draw = [&b, &block, caption, words, pad, shape, stop](const Rect& place, bool) {
    const Theme& th = b.theme();
    b.card(place, CardLook::Plain);
    b.spot(stop, place, th.card_radius());
    const double high = std::floor(std::min(place.height - 2 * pad - words, (place.width - 2 * pad) * shape));
    const double wide = std::round(high / shape);
    const double y = std::round(place.y + (place.height - high - words) / 2);
    const bool live = !block.bitmap;
    b.add({std::round(place.centre().x - wide / 2), y, wide, high},
          PhotoItem{live ? b.local().viewfinder : block.bitmap, live, th.tool_radius()});
    b.text({place.x + pad, y + high + th.px(16), place.width - 2 * pad, caption}, block.caption, TextRole::Caption,
           b.colours().ink2, Align::Centre);
  };
  Pieces pieces;
  pieces.push_back(std::move(piece));
  return pieces;
}

}  // namespace bianmin::ui
