#include <cmath>

#include "ui/screen/blocks/blocks.hpp"

namespace bianmin::ui {

// Side by side while every label keeps to one line, else one below the other.
Pieces pieces_of(const Buttons& block, double width, Builder& b) {
  const Theme& t = b.theme();
  const double gap = t.gap();
  std::size_t columns = std::min<std::size_t>(block.actions.size(), t.portrait() ? 2 : 3);
  double each = width;
  for (; columns > 1; --columns) {
    each = std::floor((width - gap * static_cast<double>(columns - 1)) / static_cast<double>(columns));
    bool fits = true;
    for (const auto& action : block.actions) fits = fits && b.button_size(action, kNoLimit).width <= each;
    if (fits) break;
  }
  if (columns <= 1) each = width;
  columns = std::max<std::size_t>(1, columns);
  Pieces pieces;
  for (std::size_t start = 0; start < block.actions.size(); start += columns) {
    Piece piece;
    const std::size_t end = std::min(block.actions.size(), start + columns);
    for (std::size_t i = start; i < end; ++i) {
      b.press_stop();
      piece.stops.push_back(block.actions[i].id);
      piece.least = std::max({piece.least, b.button_size(block.actions[i], each).height, t.target(), b.air(116)});
    }
    piece.most = piece.least + t.px(32);
    piece.gap = b.air(start == 0 ? 32 : 20);
    piece.draw = [&b, &block, start, end, each, gap](const Rect& place, bool) {
      for (std::size_t i = start; i < end; ++i)
        b.button({place.x + static_cast<double>(i - start) * (each + gap), place.y, each, place.height},
                 block.actions[i]);
    };
    pieces.push_back(std::move(piece));
  }
  return pieces;
}

}  // namespace bianmin::ui
