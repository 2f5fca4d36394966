#include <cmath>

#include "ui/screen/blocks/blocks.hpp"

namespace bianmin::ui {
namespace {

double sign_of(const TextStyle& style) { return std::round(style.size * 1.25); }

TextStyle style_of(const Theme& t) {
  TextStyle style = t.text(TextRole::Label);
  style.bold = true;
  return style;
}

double words_width(double width, const Theme& t) { return width - 2 * t.margin() - sign_of(style_of(t)) - t.px(20); }

}  // namespace

double ribbon_height(double width, Builder& b) {
  const Text& words = b.page().ribbon;
  if (words.shown.empty()) return 0;
  const TextStyle style = style_of(b.theme());
  return b.size_of(words.shown, style, words_width(width, b.theme())).height + 2 * b.theme().px(14);
}

void draw_ribbon(const Rect& rect, Builder& b) {
  if (rect.empty()) return;
  const Theme& t = b.theme();
  const Palette& c = b.colours();
  const TextStyle style = style_of(t);
  const double edge = t.px(6), sign = sign_of(style);
  b.box(rect, 0, c.warn_light);
  b.box({rect.x, rect.bottom() - edge, rect.width, edge}, 0, c.warn);
  const double room = words_width(rect.width, t);
  const Size words = b.size_of(b.page().ribbon.shown, style, room);
  const double x = std::round(rect.x + (rect.width - words.width - sign - t.px(20)) / 2);
  const double y = std::round(rect.y + (rect.height - edge - words.height) / 2);
  b.icon({x, std::round(rect.y + (rect.height - edge - sign) / 2), sign, sign}, b.page().ribbon_icon, c.warn_ink, 2);
  b.text({x + sign + t.px(20), y, words.width + 1, 0}, b.page().ribbon.shown, style, c.warn_ink);
}

}  // namespace bianmin::ui
