#include "ui/screen/painter.hpp"

#include <cairo.h>

#include <charconv>
#include <cmath>
#include <cstring>
#include <numbers>

#include "ui/screen/icons.hpp"
#include "ui/screen/pictures.hpp"
#include "ui/screen/qr_code.hpp"

namespace bianmin::ui {
namespace {

constexpr double kTurn = 2 * std::numbers::pi;

// Reads a path of our own, word by word.
class PathReader {
 public:
  explicit PathReader(std::string_view text) : at_(text.data()), end_(text.data() + text.size()) {}
  bool more() {
    skip();
    return at_ < end_;
  }
  bool number_next() {
    skip();
    return at_ < end_ && (*at_ == '-' || *at_ == '.' || (*at_ >= '0' && *at_ <= '9'));
  }
  char command() {
    skip();
    return *at_++;
  }
  double number() {
    skip();
    double value = 0;
    at_ = std::from_chars(at_, end_, value).ptr;
    return value;
  }

 private:
  void skip() {
    while (at_ < end_ && (*at_ == ' ' || *at_ == ',')) ++at_;
  }
  const char* at_;
  const char* end_;
};

void rounded(cairo_t* cairo, double x, double y, double w, double h, double r) {
  r = std::min({r, w / 2, h / 2});
  cairo_new_sub_path(cairo);
  cairo_arc(cairo, x + w - r, y + r, r, -kTurn / 4, 0);
  cairo_arc(cairo, x + w - r, y + h - r, r, 0, kTurn / 4);
  cairo_arc(cairo, x + r, y + h - r, r, kTurn / 4, kTurn / 2);
  cairo_arc(cairo, x + r, y + r, r, kTurn / 2, 3 * kTurn / 4);
  cairo_close_path(cairo);
}

void trace(cairo_t* cairo, std::string_view path) {
  PathReader in(path);
  double x = 0, y = 0;
  char command = 'M';
  while (in.more()) {
    if (!in.number_next()) command = in.command();
    switch (command) {
      case 'M':
      case 'L':
        x = in.number();
        y = in.number();
        if (command == 'M')
          cairo_move_to(cairo, x, y);
        else
          cairo_line_to(cairo, x, y);
        if (command == 'M') command = 'L';
        break;
      case 'H': cairo_line_to(cairo, x = in.number(), y); break;
      case 'V': cairo_line_to(cairo, x, y = in.number()); break;
      case 'C': {
        const double x1 = in.number(), y1 = in.number(), x2 = in.number(), y2 = in.number();
        x = in.number();
        y = in.number();
        cairo_curve_to(cairo, x1, y1, x2, y2, x, y);
        break;
      }
      case 'O': {
        const double cx = in.number(), cy = in.number(), r = in.number();
        cairo_new_sub_path(cairo);
        cairo_arc(cairo, cx, cy, r, 0, kTurn);
        cairo_close_path(cairo);
        break;
      }
      case 'R': {
        const double rx = in.number(), ry = in.number(), w = in.number(), h = in.number();
        rounded(cairo, rx, ry, w, h, in.number());
        break;
      }
      case 'Z':
        cairo_close_path(cairo);
        if (in.number_next()) return;
        break;
      default: return;
    }
  }
}

bool drawable(const Bitmap* bitmap) {
  constexpr int kMostSide = 8192;
  return bitmap && bitmap->width > 0 && bitmap->height > 0 && bitmap->width <= kMostSide &&
         bitmap->height <= kMostSide &&
         bitmap->rgb.size() == static_cast<std::size_t>(bitmap->width) * static_cast<std::size_t>(bitmap->height) * 3;
}

Rect focus_bounds(const Spot& spot, double width) { return spot.rect.inflated(width * 2 + 2); }

}  // namespace

void Painter::source(Colour c) {
  cairo_set_source_rgba(cairo_, c.red / 255.0, c.green / 255.0, c.blue / 255.0, static_cast<double>(c.alpha));
}

void Painter::outline(const Rect& r, double radius) {
  if (radius <= 0)
    cairo_rectangle(cairo_, r.x, r.y, r.width, r.height);
  else
    rounded(cairo_, r.x, r.y, r.width, r.height, radius);
}

void Painter::box(const Rect& rect, const BoxItem& box) {
  if (rect.empty()) return;
  // The edge lies inside the rectangle, so that what is laid out is what is seen.
  const bool edged = box.edge && box.edge_width > 0;
  if (edged && box.fill && box.radius > 0) {
    source(*box.edge);
    outline(rect, box.radius);
    const double w = box.edge_width;
    rounded(cairo_, rect.x + w, rect.y + w, rect.width - 2 * w, rect.height - 2 * w, box.radius - w);
    cairo_set_fill_rule(cairo_, CAIRO_FILL_RULE_EVEN_ODD);
    cairo_fill(cairo_);
    cairo_set_fill_rule(cairo_, CAIRO_FILL_RULE_WINDING);
    source(*box.fill);
    rounded(cairo_, rect.x + w - 0.5, rect.y + w - 0.5, rect.width - 2 * w + 1, rect.height - 2 * w + 1,
            box.radius - w + 0.5);
    cairo_fill(cairo_);
    return;
  }
  if (box.fill) {
    source(*box.fill);
    outline(rect, box.radius);
    cairo_fill(cairo_);
  }
  if (edged) {
    source(*box.edge);
    cairo_set_line_width(cairo_, box.edge_width);
    outline(rect.inflated(-box.edge_width / 2), box.radius - box.edge_width / 2);
    cairo_stroke(cairo_);
  }
}

void Painter::path(std::string_view path, const Rect& rect, double grid_width, double grid_height,
                   std::optional<Colour> fill, std::optional<Colour> stroke, double stroke_width) {
  cairo_save(cairo_);
  cairo_translate(cairo_, rect.x, rect.y);
  cairo_scale(cairo_, rect.width / grid_width, rect.height / grid_height);
  cairo_new_path(cairo_);
  trace(cairo_, path);
  if (fill) {
    source(*fill);
    cairo_fill_preserve(cairo_);
  }
  if (stroke) {
    source(*stroke);
    cairo_set_line_width(cairo_, stroke_width);
    cairo_set_line_cap(cairo_, CAIRO_LINE_CAP_ROUND);
    cairo_set_line_join(cairo_, CAIRO_LINE_JOIN_ROUND);
    cairo_stroke_preserve(cairo_);
  }
  cairo_new_path(cairo_);
  cairo_restore(cairo_);
}

void Painter::code(const Rect& rect, const std::string& payload) {
  box(rect, {0, Colour::hex(0xFFFFFF), {}, 0});
  const QrCode qr = make_qr_code(payload);
  if (qr.side == 0) return;
  constexpr std::size_t kQuiet = 4;
  const double module = std::floor(rect.width / static_cast<double>(qr.side + 2 * kQuiet));
  const double start = std::round((rect.width - module * static_cast<double>(qr.side)) / 2);
  source(Colour::hex(0x000000));
  for (std::size_t y = 0; y < qr.side; ++y)
    for (std::size_t x = 0; x < qr.side; ++x)
      if (qr.dark[y * qr.side + x])
        cairo_rectangle(cairo_, rect.x + start + static_cast<double>(x) * module,
                        rect.y + start + static_cast<double>(y) * module, module, module);
  cairo_fill(cairo_);
}

void Painter::ink(const Rect& rect, const InkItem& ink) {
  cairo_save(cairo_);
  cairo_rectangle(cairo_, rect.x, rect.y, rect.width, rect.height);
  cairo_clip(cairo_);
  source(ink.colour);
  cairo_set_line_width(cairo_, ink.width);
  cairo_set_line_cap(cairo_, CAIRO_LINE_CAP_ROUND);
  cairo_set_line_join(cairo_, CAIRO_LINE_JOIN_ROUND);
  for (const auto& stroke : ink.strokes) {
    if (stroke.empty()) continue;
    cairo_move_to(cairo_, stroke.front().x, stroke.front().y);
    for (const Point p : stroke) cairo_line_to(cairo_, p.x, p.y);
    cairo_stroke(cairo_);
  }
  cairo_restore(cairo_);
}

void Painter::photo(const Rect& rect, const PhotoItem& photo) {
  constexpr Colour kDark = Colour::hex(0x1B2430), kSign = Colour::hex(0xC9D3E0);
  box(rect, {photo.radius, kDark, {}, 0});
  const Bitmap* bitmap = photo.bitmap.get();
  if (!drawable(bitmap)) {
    const double side = std::round(std::min(rect.width, rect.height) * 0.28);
    path(icon_path(Icon::Camera), {rect.centre().x - side / 2, rect.centre().y - side / 2, side, side}, 24, 24, {},
         kSign, 1.3);
    return;
  }
  cairo_surface_t* image = cairo_image_surface_create(CAIRO_FORMAT_RGB24, bitmap->width, bitmap->height);
  if (cairo_surface_status(image) == CAIRO_STATUS_SUCCESS) {
    cairo_surface_flush(image);
    unsigned char* pixels = cairo_image_surface_get_data(image);
    const auto stride = static_cast<std::size_t>(cairo_image_surface_get_stride(image));
    const auto width = static_cast<std::size_t>(bitmap->width), height = static_cast<std::size_t>(bitmap->height);
    const auto* from = reinterpret_cast<const unsigned char*>(bitmap->rgb.reveal().data());
    for (std::size_t y = 0; y < height; ++y) {
      unsigned char* row = pixels + y * stride;
      for (std::size_t x = 0; x < width; ++x, from += 3) {
        const std::uint32_t value =
            static_cast<std::uint32_t>(from[0]) << 16 | static_cast<std::uint32_t>(from[1]) << 8 | from[2];
        std::memcpy(row + x * 4, &value, 4);
      }
    }
    cairo_surface_mark_dirty(image);
    const double scale = std::min(rect.width / bitmap->width, rect.height / bitmap->height);
    cairo_save(cairo_);
    outline(rect, photo.radius);
    cairo_clip(cairo_);
    cairo_translate(cairo_, rect.centre().x - scale * bitmap->width / 2, rect.centre().y - scale * bitmap->height / 2);
    cairo_scale(cairo_, scale, scale);
    cairo_set_source_surface(cairo_, image, 0, 0);
    cairo_pattern_set_filter(cairo_get_source(cairo_), scale < 1 ? CAIRO_FILTER_GOOD : CAIRO_FILTER_BILINEAR);
    cairo_rectangle(cairo_, 0, 0, bitmap->width, bitmap->height);
    cairo_fill(cairo_);
    cairo_restore(cairo_);
    // The copy of a resident's photograph.
    std::memset(cairo_image_surface_get_data(image), 0, stride * height);
    cairo_surface_mark_dirty(image);
  }
  cairo_surface_destroy(image);
}

void Painter::item(const Item& item, double phase) {
  if (const auto* b = std::get_if<BoxItem>(&item.what))
    box(item.rect, *b);
  else if (const auto* t = std::get_if<TextItem>(&item.what))
    text_.draw(cairo_, item.rect, *t);
  else if (const auto* i = std::get_if<IconItem>(&item.what))
    path(icon_path(i->icon), item.rect, 24, 24, {}, i->colour, i->stroke);
  else if (const auto* p = std::get_if<PictureItem>(&item.what))
    draw_picture(*this, item.rect, *p, phase);
  else if (const auto* c = std::get_if<CodeItem>(&item.what))
    code(item.rect, c->payload);
  else if (const auto* k = std::get_if<InkItem>(&item.what))
    ink(item.rect, *k);
  else if (const auto* f = std::get_if<PhotoItem>(&item.what))
    photo(item.rect, *f);
}

void Painter::focus_ring(const Rect& rect, double radius, double width) {
  box(rect.inflated(width), {radius + width, {}, palette_.focus_outer, width});
  box(rect, {radius, {}, palette_.focus_inner, width});
}

void paint(Painter& painter, const Layout& layout, const Overlay& overlay, const std::vector<Rect>& where) {
  const auto touched = [&](const Rect& rect) {
    if (where.empty()) return true;
    for (const auto& r : where)
      if (r.intersects(rect)) return true;
    return false;
  };
  for (const auto& item : layout.items)
    if (touched(item.rect.inflated(4))) painter.item(item, overlay.phase);
  if (const auto spot = layout.ring(overlay.focus))
    if (touched(focus_bounds(*spot, layout.focus_width)))
      painter.focus_ring(spot->rect, spot->radius, layout.focus_width);
  if (const Target* target = overlay.pressed.empty() ? nullptr : layout.target(overlay.pressed))
    if (target->enabled && target->kind != TargetKind::Ink && touched(target->rect))
      painter.box(target->rect, {target->radius, layout.palette.pressed, {}, 0});
}

}  // namespace bianmin::ui
