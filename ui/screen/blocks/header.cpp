#include <cmath>

#include "ui/screen/blocks/blocks.hpp"

namespace bianmin::ui {
namespace {

struct Columns {
  double mark, left, name, right, time;
};

// Lying with very large text the page needs the height: one line, without the subtitle.
bool flat(const Theme& t) { return !t.portrait() && t.enlarged() >= 1.5; }

Columns columns_of(Builder& b) {
  const Theme& t = b.theme();
  const Header& header = b.page().header;
  const double width = t.window().width - 2 * t.margin();
  Columns c{};
  // Very large text needs the mark's room.
  c.mark = t.enlarged() > 1.4 && t.portrait() ? 0 : t.px(76);
  const double time = std::ceil(b.size_of(header.time.shown, t.text(TextRole::HeaderTime)).width);
  const double date = std::ceil(b.size_of(header.date.shown, t.text(TextRole::HeaderDate)).width);
  c.time = time + 2;
  c.right = (flat(t) ? time + t.px(28) + date : std::max(time, date)) + 2;
  c.right = std::min(c.right, width * 0.45);
  c.left = t.margin() + (c.mark > 0 ? c.mark + t.px(28) : 0);
  c.name = t.window().width - t.margin() - c.right - t.px(24) - c.left;
  return c;
}

}  // namespace

double header_height(Builder& b) {
  const Theme& t = b.theme();
  const Header& header = b.page().header;
  const Columns c = columns_of(b);
  if (flat(t))
    return std::max({b.height_of(header.place, TextRole::HeaderName, c.name),
                     b.height_of(header.date, TextRole::HeaderDate, c.right - c.time), c.mark}) +
           2 * t.px(12);
  const double left = b.height_of(header.place, TextRole::HeaderName, c.name) +
                      b.height_of(header.subtitle, TextRole::HeaderNote, c.name);
  const double right =
      b.height_of(header.time, TextRole::HeaderTime, c.right) + b.height_of(header.date, TextRole::HeaderDate, c.right);
  return std::max({left, right, c.mark}) + 2 * t.px(t.portrait() ? 30 : 20);
}

void draw_header(const Rect& rect, Builder& b) {
  const Theme& t = b.theme();
  const Palette& p = b.colours();
  const Header& header = b.page().header;
  const Columns c = columns_of(b);
  b.box(rect, 0, p.header);
  if (t.high_contrast()) b.box({rect.x, rect.bottom() - t.px(2), rect.width, t.px(2)}, 0, p.line);
  if (c.mark > 0) {
    const Rect mark{t.margin(), std::round(rect.centre().y - c.mark / 2), c.mark, c.mark};
    b.box(mark, t.px(20), p.header_mark);
    b.icon(mark.inset(t.px(6), t.px(6)), Icon::Home, p.on_header, 1.7);
  }
  if (flat(t)) {
    const auto line = [&](double x, double width, const Text& words, TextRole role, Align align) {
      const double height = b.height_of(words, role, width);
      b.text({x, std::round(rect.centre().y - height / 2), width, 0}, words, role, p.on_header, align);
    };
    line(c.left, c.name, header.place, TextRole::HeaderName, Align::Left);
    const double right = rect.right() - t.margin();
    line(right - c.right, c.right - c.time - t.px(28), header.date, TextRole::HeaderDate, Align::Left);
    line(right - c.time, c.time, header.time, TextRole::HeaderTime, Align::Right);
    return;
  }
  const double name = b.height_of(header.place, TextRole::HeaderName, c.name);
  const double note = b.height_of(header.subtitle, TextRole::HeaderNote, c.name);
  double y = std::round(rect.centre().y - (name + note) / 2);
  b.text({c.left, y, c.name, 0}, header.place, TextRole::HeaderName, p.on_header);
  b.text({c.left, y + name, c.name, 0}, header.subtitle, TextRole::HeaderNote, p.on_header2);
  const double time = b.height_of(header.time, TextRole::HeaderTime, c.right);
  const double date = b.height_of(header.date, TextRole::HeaderDate, c.right);
  y = std::round(rect.centre().y - (time + date) / 2);
  const double x = rect.right() - t.margin() - c.right;
  b.text({x, y, c.right, 0}, header.time, TextRole::HeaderTime, p.on_header, Align::Right);
  b.text({x, y + time, c.right, 0}, header.date, TextRole::HeaderDate, p.on_header2, Align::Right);
}

}  // namespace bianmin::ui
