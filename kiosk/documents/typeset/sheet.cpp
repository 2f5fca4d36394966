#include "kiosk/documents/typeset/sheet.hpp"

#include <pango/pangocairo.h>

namespace bianmin::kiosk::documents {
namespace {

struct Unref {
  void operator()(void* object) const { g_object_unref(object); }
};

PangoWeight pango(Weight weight) {
  switch (weight) {
    case Weight::Bold: return PANGO_WEIGHT_BOLD;
    case Weight::Medium: return PANGO_WEIGHT_MEDIUM;
    case Weight::Regular: break;
  }
  return PANGO_WEIGHT_NORMAL;
}

PangoAlignment pango(Align align) {
  switch (align) {
    case Align::Centre: return PANGO_ALIGN_CENTER;
    case Align::Right: return PANGO_ALIGN_RIGHT;
    case Align::Left: break;
  }
  return PANGO_ALIGN_LEFT;
}

void colour(cairo_t* cairo, Colour it) { cairo_set_source_rgb(cairo, it.red, it.green, it.blue); }

}  // namespace

void Text::draw(cairo_t* cairo, double x, double y) const {
  colour(cairo, colour_);
  cairo_move_to(cairo, x, y + top_);
  pango_cairo_show_layout(cairo, layout_.get());
}

Setter::Setter(const std::string& language) {
  PangoFontMap* fonts = pango_cairo_font_map_get_default();
  context_ = std::shared_ptr<PangoContext>(pango_font_map_create_context(fonts), Unref{});
  pango_cairo_context_set_resolution(context_.get(), 72);  // a point is a unit of the page
  pango_context_set_language(context_.get(), pango_language_from_string(language.c_str()));
  pango_context_set_round_glyph_positions(context_.get(), FALSE);
  cairo_font_options_t* options = cairo_font_options_create();  // the same measure on every surface
  cairo_font_options_set_hint_style(options, CAIRO_HINT_STYLE_NONE);
  cairo_font_options_set_hint_metrics(options, CAIRO_HINT_METRICS_OFF);
  pango_cairo_context_set_font_options(context_.get(), options);
  cairo_font_options_destroy(options);
}

Text Setter::set(std::string_view text, const Style& style, double measure) const {
  Text set;
  set.layout_ = std::shared_ptr<PangoLayout>(pango_layout_new(context_.get()), Unref{});
  PangoLayout* layout = set.layout_.get();
  PangoFontDescription* font = pango_font_description_new();
  pango_font_description_set_family(
      font, style.face == Face::Serif ? "Noto Serif CJK SC, Noto Sans CJK SC, serif" : "Noto Sans CJK SC, sans-serif");
  pango_font_description_set_weight(font, pango(style.weight));
  pango_font_description_set_size(font, static_cast<int>(style.points * PANGO_SCALE));
  pango_layout_set_font_description(layout, font);
  pango_font_description_free(font);
  pango_layout_set_text(layout, text.data(), static_cast<int>(text.size()));
  pango_layout_set_width(layout, static_cast<int>(measure * PANGO_SCALE));
  pango_layout_set_wrap(layout, PANGO_WRAP_WORD_CHAR);
  pango_layout_set_alignment(layout, pango(style.align));
  PangoAttrList* attributes = pango_attr_list_new();
  if (style.spacing > 0)
    pango_attr_list_insert(attributes, pango_attr_letter_spacing_new(static_cast<int>(style.spacing * PANGO_SCALE)));
  // Noto CJK's own line is 1.45 em and stands low in it; absolute lines make every font's rhythm the same.
  pango_attr_list_insert(attributes, pango_attr_line_height_new_absolute(
                                         static_cast<int>(style.points * style.line_height * PANGO_SCALE)));
  pango_layout_set_attributes(layout, attributes);
  pango_attr_list_unref(attributes);
  PangoRectangle logical{};
  pango_layout_get_extents(layout, nullptr, &logical);
  set.colour_ = style.colour;
  set.height_ = static_cast<double>(logical.height) / PANGO_SCALE;
  set.width_ = static_cast<double>(logical.width) / PANGO_SCALE;
  set.top_ = 0;
  set.missing_ = pango_layout_get_unknown_glyphs_count(layout) > 0;
  return set;
}

Text Setter::fit(std::string_view text, Style style, double measure, double smallest) const {
  const double one_line = style.line_height * 1.5;
  for (; style.points > smallest; style.points -= 0.5) {
    Text set_text = set(text, style, measure);
    if (set_text.height() < style.points * one_line) return set_text;
  }
  style.points = smallest;
  return set(text, style, measure);
}

void Sheet::text(const Text& it, double x, double y) {
  drawings.push_back([it, x, y](cairo_t* cairo) { it.draw(cairo, x, y); });
}

void Sheet::line(double x1, double y1, double x2, double y2, double line_width, Colour it) {
  drawings.push_back([=](cairo_t* cairo) {
    colour(cairo, it);
    cairo_set_line_width(cairo, line_width);
    cairo_move_to(cairo, x1, y1);
    cairo_line_to(cairo, x2, y2);
    cairo_stroke(cairo);
  });
}

void Sheet::dashes(double x1, double x2, double y) {
  drawings.push_back([=](cairo_t* cairo) {
    const double pattern[] = {2.5, 2.5};
    colour(cairo, kInk);
    cairo_set_line_width(cairo, 0.7);
    cairo_set_dash(cairo, pattern, 2, 0);
    cairo_move_to(cairo, x1, y);
    cairo_line_to(cairo, x2, y);
    cairo_stroke(cairo);
    cairo_set_dash(cairo, nullptr, 0, 0);
  });
}

void Sheet::box(double x, double y, double box_width, double box_height, std::optional<Colour> fill,
                std::optional<Colour> edge, double line_width) {
  if (!fill && !edge) return;
  drawings.push_back([=](cairo_t* cairo) {
    cairo_rectangle(cairo, x, y, box_width, box_height);
    if (fill) {
      colour(cairo, *fill);
      edge ? cairo_fill_preserve(cairo) : cairo_fill(cairo);
    }
    if (!edge) return;
    colour(cairo, *edge);
    cairo_set_line_width(cairo, line_width);
    cairo_stroke(cairo);
  });
}

}  // namespace bianmin::kiosk::documents
