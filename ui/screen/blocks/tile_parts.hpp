#pragma once

#include "ui/screen/builder.hpp"

namespace bianmin::ui {

// What tiles and the groups of a page share. Private to tiles.cpp and groups.cpp.

/// A tile's name in as few lines as it can be read in, the lines even.
struct Title {
  TextStyle style;
  double width, height;
};
Title title_for(const Tile& tile, const TextStyle& style, double width, Builder& b);

/// The icon on its coloured ground.
void draw_mark(const Rect& rect, const Tile& tile, double radius, Builder& b);

/// Tiles under a heading (groups.cpp).
Pieces group_pieces(const Tiles& block, double width, Builder& b);

}  // namespace bianmin::ui
