#pragma once

#include <memory>

#include "ui/screen/items.hpp"
#include "ui/screen/text_measurer.hpp"

typedef struct _cairo cairo_t;

namespace bianmin::ui {

/// Measures and draws text with Pango. Set lines are kept, so that drawing what was measured costs only the glyphs.
/// One thread.
class TextEngine final : public TextMeasurer {
 public:
  TextEngine();
  ~TextEngine() override;
  TextEngine(const TextEngine&) = delete;
  TextEngine& operator=(const TextEngine&) = delete;

  Size measure(const std::string& text, const TextStyle& style, double width, std::size_t bold_bytes) const override;
  std::vector<std::size_t> line_ends(const std::string& text, const TextStyle& style, double width,
                                     std::size_t bold_bytes) const override;
  void draw(cairo_t* cairo, const Rect& rect, const TextItem& item) const;
  /// Drops every kept line: after a page with a resident's data.
  void forget() const;

 private:
  struct Impl;
  std::unique_ptr<Impl> impl_;
};

}  // namespace bianmin::ui
