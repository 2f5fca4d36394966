#pragma once

#include <optional>
#include <string_view>

#include "ui/screen/layout.hpp"
#include "ui/screen/text_engine.hpp"

namespace bianmin::ui {

/// What lies over a page for a moment.
struct Overlay {
  std::string pressed;  // target
  ActionId focus;       // focus stop
  double phase = 0;     // of moving pictures, seconds
};

/// Draws shapes on a Cairo context of somebody else.
class Painter {
 public:
  Painter(cairo_t* cairo, const TextEngine& text, const Palette& palette)
      : cairo_(cairo), text_(text), palette_(palette) {}

  void box(const Rect& rect, const BoxItem& box);
  /// A path in a grid of its own, fitted to `rect`: M L H V C Z as in SVG with absolute places, O x y r for a circle,
  /// R x y width height radius for a box with round corners. `stroke_width` is in grid units.
  void path(std::string_view path, const Rect& rect, double grid_width, double grid_height, std::optional<Colour> fill,
            std::optional<Colour> stroke, double stroke_width);
  void item(const Item& item, double phase);
  void focus_ring(const Rect& rect, double radius, double width);
  const Palette& palette() const { return palette_; }

 private:
  void code(const Rect& rect, const std::string& payload);
  void ink(const Rect& rect, const InkItem& ink);
  void photo(const Rect& rect, const PhotoItem& photo);
  void source(Colour colour);
  void outline(const Rect& rect, double radius);

  cairo_t* cairo_;
  const TextEngine& text_;
  const Palette& palette_;
};

/// Everything of the layout that touches one of `where`; all of it when `where` is empty.
void paint(Painter& painter, const Layout& layout, const Overlay& overlay, const std::vector<Rect>& where = {});

}  // namespace bianmin::ui
