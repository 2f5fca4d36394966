#pragma once

#include <algorithm>

namespace bianmin::ui {

// Lengths are pixels of the window, the origin is its upper left corner.

struct Point {
  double x{}, y{};
  friend bool operator==(const Point&, const Point&) = default;
};

struct Size {
  double width{}, height{};
  friend bool operator==(const Size&, const Size&) = default;
};

struct Rect {
  double x{}, y{}, width{}, height{};

  double right() const { return x + width; }
  double bottom() const { return y + height; }
  Point centre() const { return {x + width / 2, y + height / 2}; }
  bool empty() const { return width <= 0 || height <= 0; }
  bool contains(Point p) const { return p.x >= x && p.x < right() && p.y >= y && p.y < bottom(); }
  /// With a tolerance of half a pixel: layouts are computed in fractions.
  bool contains(const Rect& r) const {
    return r.x >= x - 0.5 && r.y >= y - 0.5 && r.right() <= right() + 0.5 && r.bottom() <= bottom() + 0.5;
  }
  bool intersects(const Rect& r) const {
    return !empty() && !r.empty() && r.x < right() && x < r.right() && r.y < bottom() && y < r.bottom();
  }
  Rect inflated(double by) const { return {x - by, y - by, width + 2 * by, height + 2 * by}; }
  Rect inset(double by_x, double by_y) const { return {x + by_x, y + by_y, width - 2 * by_x, height - 2 * by_y}; }
  /// The smallest rectangle around both; an empty one counts for nothing.
  Rect united(const Rect& r) const {
    if (empty()) return r;
    if (r.empty()) return *this;
    const double left = std::min(x, r.x), top = std::min(y, r.y);
    return {left, top, std::max(right(), r.right()) - left, std::max(bottom(), r.bottom()) - top};
  }
  friend bool operator==(const Rect&, const Rect&) = default;
};

}  // namespace bianmin::ui
