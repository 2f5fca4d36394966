#include "ui/screen/text_engine.hpp"

#include <pango/pangocairo.h>

#include <cmath>
#include <unordered_map>

namespace bianmin::ui {
namespace {

constexpr std::size_t kKeptTexts = 1200;
constexpr const char* kFamily = "Noto Sans CJK SC, Noto Sans, sans-serif";

struct Key {
  std::string text;
  TextStyle style;
  double width;
  std::size_t bold;
  friend bool operator==(const Key&, const Key&) = default;
};

struct KeyHash {
  std::size_t operator()(const Key& k) const {
    std::size_t h = std::hash<std::string>{}(k.text);
    for (const double value : {k.style.size, k.style.leading, k.width, k.style.bold ? 1.0 : 0.0,
                               static_cast<double>(k.style.align), static_cast<double>(k.bold)})
      h = h * 1099511628211U + std::hash<double>{}(value);
    return h;
  }
};

struct Unref {
  void operator()(PangoLayout* layout) const { g_object_unref(layout); }
};

struct Kept {
  std::unique_ptr<PangoLayout, Unref> layout;
  Size size;
};

constexpr std::string_view kClosing = "，。、；：！？）》」』】”’";
constexpr std::string_view kOpening = "（《「『【“‘";

// Full-width signs beside each other share their empty halves: the closing one of a pair is set half as wide, and so
// is an opening one before another.
std::vector<std::pair<std::size_t, std::size_t>> halved_signs(std::string_view text) {
  std::vector<std::pair<std::size_t, std::size_t>> found;
  constexpr std::size_t kBytes = 3;  // of each of these signs
  for (std::size_t i = 0; i + 2 * kBytes <= text.size(); ++i) {
    if ((static_cast<unsigned char>(text[i]) & 0xF0U) != 0xE0U) continue;
    const std::string_view sign = text.substr(i, kBytes), next = text.substr(i + kBytes, kBytes);
    const bool closing = kClosing.find(sign) != std::string_view::npos,
               opening = kOpening.find(sign) != std::string_view::npos;
    const bool next_closing = kClosing.find(next) != std::string_view::npos,
               next_opening = kOpening.find(next) != std::string_view::npos;
    if ((closing && (next_closing || next_opening)) || (opening && next_opening)) found.emplace_back(i, i + kBytes);
  }
  return found;
}

// Quotation marks around Latin words take the width of Latin ones.
std::vector<std::pair<std::size_t, std::size_t>> latin_quotes(std::string_view text) {
  std::vector<std::pair<std::size_t, std::size_t>> found;
  const auto ascii = [&](std::size_t i) { return i < text.size() && static_cast<unsigned char>(text[i]) < 0x80U; };
  for (const std::string_view quote : {"“", "‘", "”", "’"})
    for (std::size_t at = text.find(quote); at != std::string_view::npos; at = text.find(quote, at + quote.size())) {
      const bool opening = quote == "“" || quote == "‘";
      if (opening ? ascii(at + quote.size()) : at > 0 && ascii(at - 1)) found.emplace_back(at, at + quote.size());
    }
  return found;
}

bool hangul_at(std::string_view text, std::size_t i) {
  const auto lead = static_cast<unsigned char>(text[i]);  // U+AC00 … U+D7A3
  return i + 3 <= text.size() && lead >= 0xEAU && lead <= 0xEDU;
}

// Korean is broken between words, not between syllables.
std::vector<std::pair<std::size_t, std::size_t>> korean_words(std::string_view text) {
  std::vector<std::pair<std::size_t, std::size_t>> found;
  for (std::size_t i = 0; i < text.size();) {
    const std::size_t start = i;
    while (i < text.size() && hangul_at(text, i)) i += 3;
    if (i - start > 3) found.emplace_back(start, i);
    i += i == start ? 1 : 0;
  }
  return found;
}

int units(double pixels) { return static_cast<int>(std::lround(pixels * PANGO_SCALE)); }

}  // namespace

struct TextEngine::Impl {
  PangoContext* context = nullptr;
  std::unordered_map<Key, Kept, KeyHash> kept;

  const Kept& get(const std::string& text, const TextStyle& style, double width, std::size_t bold) {
    // A width that breaks nothing is one and the same.
    Key key{text, style, std::isfinite(width) ? std::max(1.0, std::round(width)) : -1, bold};
    if (const auto found = kept.find(key); found != kept.end()) return found->second;
    if (kept.size() >= kKeptTexts) kept.clear();

    std::unique_ptr<PangoLayout, Unref> layout(pango_layout_new(context));
    PangoFontDescription* font = pango_font_description_from_string(kFamily);
    pango_font_description_set_absolute_size(font, style.size * PANGO_SCALE);
    pango_font_description_set_weight(font, style.bold ? PANGO_WEIGHT_BOLD : PANGO_WEIGHT_NORMAL);
    pango_layout_set_font_description(layout.get(), font);
    pango_font_description_free(font);
    if (key.width > 0) pango_layout_set_width(layout.get(), units(key.width));
    pango_layout_set_wrap(layout.get(), PANGO_WRAP_WORD_CHAR);
    pango_layout_set_alignment(layout.get(), style.align == Align::Left     ? PANGO_ALIGN_LEFT
                                             : style.align == Align::Centre ? PANGO_ALIGN_CENTER
                                                                            : PANGO_ALIGN_RIGHT);
    PangoAttrList* attributes = pango_attr_list_new();
    PangoAttribute* height = pango_attr_line_height_new_absolute(units(std::round(style.size * style.leading)));
    pango_attr_list_insert(attributes, height);
    const auto feature = [&](const char* name, const std::vector<std::pair<std::size_t, std::size_t>>& places) {
      for (const auto& [start, end] : places) {
        PangoAttribute* attribute = pango_attr_font_features_new(name);
        attribute->start_index = static_cast<guint>(start);
        attribute->end_index = static_cast<guint>(end);
        pango_attr_list_insert(attributes, attribute);
      }
    };
    const auto quotes = latin_quotes(text);
    if (quotes.empty())
      feature("halt", halved_signs(text));
    else
      feature("pwid", quotes);
    if (bold > 0) {
      PangoAttribute* weight = pango_attr_weight_new(PANGO_WEIGHT_BOLD);
      weight->start_index = 0;
      weight->end_index = static_cast<guint>(bold);
      pango_attr_list_insert(attributes, weight);
    }
    pango_layout_set_attributes(layout.get(), attributes);
    pango_layout_set_text(layout.get(), text.data(), static_cast<int>(text.size()));
    PangoRectangle logical;
    const auto words = key.width > 0 ? korean_words(text) : decltype(quotes){};
    if (!words.empty()) {
      PangoAttrList* whole = pango_attr_list_copy(attributes);
      for (const auto& [start, end] : words) {
        PangoAttribute* attribute = pango_attr_allow_breaks_new(FALSE);
        attribute->start_index = static_cast<guint>(start);
        attribute->end_index = static_cast<guint>(end);
        pango_attr_list_insert(whole, attribute);
      }
      pango_layout_set_attributes(layout.get(), whole);
      pango_attr_list_unref(whole);
      pango_layout_get_extents(layout.get(), nullptr, &logical);
      // A word wider than its line has to be broken after all.
      if (logical.width > units(key.width)) pango_layout_set_attributes(layout.get(), attributes);
    }
    pango_attr_list_unref(attributes);
    pango_layout_get_extents(layout.get(), nullptr, &logical);
    Size size{std::ceil(static_cast<double>(logical.width) / PANGO_SCALE),
              std::ceil(static_cast<double>(logical.height) / PANGO_SCALE)};
    return kept.emplace(std::move(key), Kept{std::move(layout), size}).first->second;
  }
};

TextEngine::TextEngine() : impl_(std::make_unique<Impl>()) {
  impl_->context = pango_font_map_create_context(pango_cairo_font_map_get_default());
  pango_context_set_language(impl_->context, pango_language_from_string("zh-cn"));
  // The same on every display: grey smoothing, shapes as designed.
  cairo_font_options_t* options = cairo_font_options_create();
  cairo_font_options_set_antialias(options, CAIRO_ANTIALIAS_GRAY);
  cairo_font_options_set_hint_style(options, CAIRO_HINT_STYLE_NONE);
  cairo_font_options_set_hint_metrics(options, CAIRO_HINT_METRICS_OFF);
  pango_cairo_context_set_font_options(impl_->context, options);
  cairo_font_options_destroy(options);
}

TextEngine::~TextEngine() {
  impl_->kept.clear();
  g_object_unref(impl_->context);
}

Size TextEngine::measure(const std::string& text, const TextStyle& style, double width, std::size_t bold_bytes) const {
  if (text.empty()) return {};
  return impl_->get(text, style, width, bold_bytes).size;
}

std::vector<std::size_t> TextEngine::line_ends(const std::string& text, const TextStyle& style, double width,
                                               std::size_t bold_bytes) const {
  std::vector<std::size_t> ends;
  if (text.empty()) return ends;
  PangoLayout* layout = impl_->get(text, style, width, bold_bytes).layout.get();
  const int count = pango_layout_get_line_count(layout);
  for (int i = 1; i < count; ++i) {
    const PangoLayoutLine* line = pango_layout_get_line_readonly(layout, i);
    ends.push_back(static_cast<std::size_t>(line->start_index));
  }
  ends.push_back(text.size());
  return ends;
}

void TextEngine::draw(cairo_t* cairo, const Rect& rect, const TextItem& item) const {
  const Kept& kept = impl_->get(item.text, item.style, rect.width, item.bold_bytes);
  cairo_move_to(cairo, rect.x, rect.y);
  cairo_set_source_rgba(cairo, item.colour.red / 255.0, item.colour.green / 255.0, item.colour.blue / 255.0,
                        static_cast<double>(item.colour.alpha));
  pango_cairo_show_layout(cairo, kept.layout.get());
}

void TextEngine::forget() const { impl_->kept.clear(); }

}  // namespace bianmin::ui
