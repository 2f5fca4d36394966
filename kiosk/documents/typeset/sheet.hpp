#pragma once

#include <functional>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "base/failure.hpp"
#include "kiosk/documents/document.hpp"

// Declared as cairo and Pango do, so that their headers stay in the .cpp files.
using cairo_t = struct _cairo;
using PangoLayout = struct _PangoLayout;
using PangoContext = struct _PangoContext;

namespace bianmin::kiosk::documents {

inline constexpr double kPointsPerMm = 72.0 / 25.4;
constexpr double mm(double millimetres) { return millimetres * kPointsPerMm; }

struct Colour {
  double red, green, blue;
};
inline constexpr Colour kInk{0.07, 0.09, 0.13};
inline constexpr Colour kQuiet{0.30, 0.34, 0.40};
inline constexpr Colour kRule{0.62, 0.66, 0.72};
inline constexpr Colour kSeal{0.80, 0.10, 0.10};
inline constexpr Colour kTint{0.955, 0.963, 0.975};

// clang-format off
enum class Face { Sans, Serif };
enum class Weight { Regular, Medium, Bold };
// clang-format on

struct Style {
  double points = 12;
  Weight weight = Weight::Regular;
  Face face = Face::Sans;
  Colour colour = kInk;
  Align align = Align::Left;
  double spacing = 0;        // between letters, in points
  double line_height = 1.4;  // times the size
};

/// A paragraph that has been set: its size is known and it can be drawn anywhere.
class Text {
 public:
  double height() const { return height_; }
  double width() const { return width_; }  // of the ink's box, ≤ the measure
  bool missing_glyphs() const { return missing_; }
  void draw(cairo_t* cairo, double x, double y) const;

 private:
  friend class Setter;
  std::shared_ptr<PangoLayout> layout_;  // shared: a page's drawing may be replayed
  Colour colour_{};
  double height_ = 0, width_ = 0, top_ = 0;
  bool missing_ = false;
};

/// Sets text. Owns Pango's context; one thread.
class Setter {
 public:
  explicit Setter(const std::string& language);
  /// Wraps at `measure` points.
  Text set(std::string_view text, const Style& style, double measure) const;
  /// One line: gets smaller, down to `smallest` points, until it fits; then it wraps.
  Text fit(std::string_view text, Style style, double measure, double smallest) const;

 private:
  std::shared_ptr<PangoContext> context_;
};

using Drawing = std::function<void(cairo_t*)>;

/// A page: drawings in order, in points from the top left corner.
struct Sheet {
  double width = 0, height = 0;
  std::vector<Drawing> drawings;

  void text(const Text& text, double x, double y);
  void line(double x1, double y1, double x2, double y2, double width = 0.5, Colour colour = kRule);
  void box(double x, double y, double width, double height, std::optional<Colour> fill,
           std::optional<Colour> edge = std::nullopt, double line_width = 0.5);
  void dashes(double x1, double x2, double y);
};

/// A QR code (ISO/IEC 18004, error correction M) in vector squares, quiet zone of 4 modules inside `size` points.
base::Result<Drawing> qr_code(const std::string& payload, double x, double y, double size);
/// A round red seal as Chinese offices use: the unit's name along the ring, a star, a line of text below it.
Drawing round_seal(const std::string& unit, const std::string& below, double centre_x, double centre_y, double radius);
/// Pale large words across the page, so that a sample can't pass for a document.
Drawing sample_marks(const std::string& words, double width, double height);

/// The document's pages.
base::Result<std::vector<Sheet>> lay_out(const Document& document);
base::Result<std::vector<Sheet>> lay_out_certificate(const Document& document);
base::Result<std::vector<Sheet>> lay_out_slip(const Document& document);

}  // namespace bianmin::kiosk::documents
