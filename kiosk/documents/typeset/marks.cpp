#include <cmath>
#include <numbers>

#include <pango/pangocairo.h>
#include <qrencode.h>

#include "kiosk/documents/typeset/sheet.hpp"

namespace bianmin::kiosk::documents {
namespace {

constexpr std::size_t kMaxPayload = 1200;

struct QrDelete {
  void operator()(QRcode* code) const { QRcode_free(code); }
};

std::vector<std::string> characters(const std::string& text) {
  std::vector<std::string> parts;
  for (const char c : text) {
    if ((c & 0xC0) != 0x80 || parts.empty()) parts.emplace_back();
    parts.back() += c;
  }
  return parts;
}

/// Draws `text` centred on the origin, smaller where it would be wider than `most`.
void draw_centred(cairo_t* cairo, const std::string& text, double points, PangoWeight weight, double squeeze = 1,
                  double most = 1e9) {
  PangoLayout* layout = pango_cairo_create_layout(cairo);
  pango_cairo_context_set_resolution(pango_layout_get_context(layout), 72);
  PangoFontDescription* font = pango_font_description_from_string("Noto Serif CJK SC");
  pango_font_description_set_weight(font, weight);
  pango_font_description_set_absolute_size(font, points * PANGO_SCALE);
  pango_layout_set_font_description(layout, font);
  pango_font_description_free(font);
  pango_layout_set_text(layout, text.c_str(), -1);
  PangoRectangle ink{}, logical{};
  pango_layout_get_extents(layout, &ink, &logical);
  const double fit = std::min(1.0, most * PANGO_SCALE / std::max(logical.width, 1));
  cairo_save(cairo);
  cairo_scale(cairo, squeeze * fit, fit);
  cairo_move_to(cairo, -(logical.x + logical.width / 2.0) / PANGO_SCALE, -(ink.y + ink.height / 2.0) / PANGO_SCALE);
  pango_cairo_show_layout(cairo, layout);
  cairo_restore(cairo);
  g_object_unref(layout);
}

void star(cairo_t* cairo, double radius) {
  for (int i = 0; i < 10; ++i) {
    const double angle = -std::numbers::pi / 2 + i * std::numbers::pi / 5;
    const double r = i % 2 == 0 ? radius : radius * 0.382;
    cairo_line_to(cairo, r * std::cos(angle), r * std::sin(angle));
  }
  cairo_close_path(cairo);
  cairo_fill(cairo);
}

}  // namespace

base::Result<Drawing> qr_code(const std::string& payload, double x, double y, double size) {
  if (payload.size() > kMaxPayload || payload.find('\0') != payload.npos)
    return base::fail(base::FailureCode::DocumentInvalid, "/qr: too long, or holds a zero byte");
  const std::unique_ptr<QRcode, QrDelete> code(QRcode_encodeString8bit(payload.c_str(), 0, QR_ECLEVEL_M));
  if (!code) return base::fail(base::FailureCode::DocumentInvalid, "/qr: cannot be encoded");
  const int width = code->width;
  std::vector<bool> dark;
  for (int i = 0; i < width * width; ++i) dark.push_back((code->data[i] & 1) != 0);
  return [dark, width, x, y, size](cairo_t* cairo) {
    const double module = size / (width + 8);
    cairo_set_source_rgb(cairo, 1, 1, 1);
    cairo_rectangle(cairo, x, y, size, size);
    cairo_fill(cairo);
    cairo_set_source_rgb(cairo, 0, 0, 0);
    cairo_set_antialias(cairo, CAIRO_ANTIALIAS_NONE);
    for (int row = 0; row < width; ++row)
      for (int column = 0; column < width;) {
        int run = 0;
        while (column + run < width && dark[static_cast<std::size_t>(row * width + column + run)]) ++run;
        if (run > 0) cairo_rectangle(cairo, x + (column + 4) * module, y + (row + 4) * module, run * module, module);
        column += std::max(run, 1);
      }
    cairo_fill(cairo);
    cairo_set_antialias(cairo, CAIRO_ANTIALIAS_DEFAULT);
  };
}

Drawing round_seal(const std::string& unit, const std::string& below, double centre_x, double centre_y, double radius) {
  return [=](cairo_t* cairo) {
    cairo_save(cairo);
    cairo_translate(cairo, centre_x, centre_y);
    cairo_set_source_rgba(cairo, kSeal.red, kSeal.green, kSeal.blue, 0.88);
    cairo_set_line_width(cairo, radius * 0.055);
    cairo_arc(cairo, 0, 0, radius, 0, 2 * std::numbers::pi);
    cairo_stroke(cairo);
    star(cairo, radius * 0.28);
    const auto parts = characters(unit);
    // The ring's text spans up to 250°, opened at the bottom; the letters get narrower when there are many.
    const double span = std::min(250.0, 24.0 * static_cast<double>(parts.size())) * std::numbers::pi / 180;
    const double step = parts.size() > 1 ? span / static_cast<double>(parts.size() - 1) : 0;
    const double points = radius * 0.27;
    const double room = step > 0 ? step * radius * 0.76 : points;
    for (std::size_t i = 0; i < parts.size(); ++i) {
      cairo_save(cairo);
      cairo_rotate(cairo, -span / 2 + static_cast<double>(i) * step);
      cairo_translate(cairo, 0, -radius * 0.76);
      draw_centred(cairo, parts[i], points, PANGO_WEIGHT_BOLD, std::min(1.0, room / (points * 1.02)));
      cairo_restore(cairo);
    }
    cairo_translate(cairo, 0, radius * 0.60);
    // The ring is 1.45 radii wide there.
    draw_centred(cairo, below, radius * 0.21, PANGO_WEIGHT_BOLD, 1, radius * 1.3);
    cairo_restore(cairo);
  };
}

Drawing sample_marks(const std::string& words, double width, double height) {
  return [=](cairo_t* cairo) {
    cairo_save(cairo);
    cairo_set_source_rgb(cairo, 0.945, 0.945, 0.955);
    cairo_translate(cairo, width / 2, height / 2);
    cairo_rotate(cairo, -std::numbers::pi / 6);
    for (int i = -1; i <= 1; ++i) {
      cairo_save(cairo);
      cairo_translate(cairo, 0, i * height * 0.27);
      draw_centred(cairo, words, std::min(width, height) * 0.085, PANGO_WEIGHT_BOLD);
      cairo_restore(cairo);
    }
    cairo_restore(cairo);
  };
}

}  // namespace bianmin::kiosk::documents
