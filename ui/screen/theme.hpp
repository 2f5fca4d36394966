#pragma once

#include <cstdint>

#include "ui/model/page.hpp"
#include "ui/screen/geometry.hpp"

namespace bianmin::ui {

/// sRGB with an alpha of 0 … 1.
struct Colour {
  std::uint8_t red{}, green{}, blue{};
  float alpha = 1;
  static constexpr Colour hex(std::uint32_t rgb, float alpha = 1) {
    return {static_cast<std::uint8_t>(rgb >> 16), static_cast<std::uint8_t>(rgb >> 8), static_cast<std::uint8_t>(rgb),
            alpha};
  }
  friend bool operator==(const Colour&, const Colour&) = default;
};

/// WCAG 2.2 contrast of two opaque colours, 1 … 21.
double contrast(Colour a, Colour b);

/// Colours by what they mean.
struct Palette {
  Colour ink, ink2;  // text, secondary text
  Colour action, action_dark, action_light, on_action;
  Colour ground, surface, line;  // page, cards, hairlines that mean nothing
  Colour edge;                   // of controls: 3:1 on ground and surface
  Colour ok, ok_light, ok_ink, warn, warn_light, warn_ink, error, error_light, error_ink;
  Colour header, on_header, on_header2, header_mark;
  Colour focus_inner, focus_outer;
  Colour pressed;  // laid over what is being touched
  Colour scrim;    // laid over the page under a dialog
  Colour disabled_surface;
  bool flat_marks = false;  // tile marks as outlines instead of colour
  Colour hue(Hue hue) const;
};

enum class TextRole {
  Title,
  Lead,
  TileTitle,
  TileNote,
  RowTitle,
  RowNote,
  Button,
  Tool,
  HeaderName,
  HeaderNote,
  HeaderTime,
  HeaderDate,
  Body,
  Small,
  ItemTitle,
  ItemNote,
  Label,
  Value,
  Writing,
  Counter,
  Step,
  StepNumber,
  Key,
  KeyWord,
  Candidate,
  Caption,
  Amount
};

enum class Align { Left, Centre, Right };

/// How a run of text is set. `size` is the em in pixels, `leading` the height of a line in em.
struct TextStyle {
  double size{};
  bool bold = false;
  double leading = 1.5;
  Align align = Align::Left;
  friend bool operator==(const TextStyle&, const TextStyle&) = default;
};

enum class Shape { Portrait, Wide, Square };

/// The tokens for one window: colours, sizes, spacing. A unit is a pixel of the reference screens: 1080 wide upright,
/// 1920 wide lying; a 5:4 screen of 1280 counts 1600 units.
class Theme {
 public:
  Theme(const View& view, Size window);

  const Palette& palette() const { return palette_; }
  Shape shape() const { return shape_; }
  bool portrait() const { return shape_ == Shape::Portrait; }
  bool elder() const { return view_.style == ViewStyle::Elder; }
  bool high_contrast() const { return view_.high_contrast; }
  const View& view() const { return view_; }
  Size window() const { return window_; }

  /// Units as pixels, rounded so that edges stay sharp.
  double px(double units) const;
  /// Units as pixels that grow with the text, for marks and icons beside words.
  double with_text(double units) const;
  TextStyle text(TextRole role, Align align = Align::Left) const;
  /// How much the text is enlarged, 1 … 2.
  double enlarged() const { return view_.text_percent / 100.0; }

  double margin() const { return px(48); }
  double gap() const { return px(28); }
  double card_radius() const { return px(28); }
  double button_radius() const { return px(24); }
  double tool_radius() const { return px(18); }
  double hairline() const { return std::max(1.0, px(2)); }
  double control_edge() const { return std::max(2.0, px(high_contrast() ? 4 : 2)); }
  /// The least height and width of anything to press: 48 dp, 60 dp in the elder view, wider as the screen is.
  double target() const;
  /// The smallest text that may stand anywhere: 18 dp, 24 dp in the elder view.
  double least_text() const { return elder() ? 24 : 18; }

 private:
  View view_;
  Size window_;
  Shape shape_;
  double scale_;
  Palette palette_;
};

}  // namespace bianmin::ui
