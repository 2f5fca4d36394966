#include "ui/screen/theme.hpp"

#include <cmath>

namespace bianmin::ui {
namespace {

constexpr Palette kDaylight{
    .ink = Colour::hex(0x10223A),
    .ink2 = Colour::hex(0x3C4F69),
    .action = Colour::hex(0x0B4DA2),
    .action_dark = Colour::hex(0x083A7C),
    .action_light = Colour::hex(0xE8F0FB),
    .on_action = Colour::hex(0xFFFFFF),
    .ground = Colour::hex(0xF2F5F9),
    .surface = Colour::hex(0xFFFFFF),
    .line = Colour::hex(0xD5DEEA),
    .edge = Colour::hex(0x7A8BA4),
    .ok = Colour::hex(0x0D7A4F),
    .ok_light = Colour::hex(0xE3F4EC),
    .ok_ink = Colour::hex(0x08492F),
    .warn = Colour::hex(0xB35300),
    .warn_light = Colour::hex(0xFFF1E0),
    .warn_ink = Colour::hex(0x6E3300),
    .error = Colour::hex(0xB3261E),
    .error_light = Colour::hex(0xFDECEB),
    .error_ink = Colour::hex(0x8A1A14),
    .header = Colour::hex(0x083A7C),
    .on_header = Colour::hex(0xFFFFFF),
    .on_header2 = Colour::hex(0xD9E6F8),
    .header_mark = Colour::hex(0x2A5590),
    .focus_inner = Colour::hex(0xF6C445),
    .focus_outer = Colour::hex(0x10223A),
    .pressed = Colour::hex(0x0B4DA2, 0.16F),
    .scrim = Colour::hex(0x10223A, 0.62F),
    .disabled_surface = Colour::hex(0xE7ECF2),
};

constexpr Palette kNight{
    .ink = Colour::hex(0xFFFFFF),
    .ink2 = Colour::hex(0xF0F0F0),
    .action = Colour::hex(0xFFD84D),
    .action_dark = Colour::hex(0xFFD84D),
    .action_light = Colour::hex(0x333333),
    .on_action = Colour::hex(0x000000),
    .ground = Colour::hex(0x000000),
    .surface = Colour::hex(0x000000),
    .line = Colour::hex(0x8C8C8C),
    .edge = Colour::hex(0xFFFFFF),
    .ok = Colour::hex(0x7CF2B4),
    .ok_light = Colour::hex(0x000000),
    .ok_ink = Colour::hex(0xFFFFFF),
    .warn = Colour::hex(0xFFC46B),
    .warn_light = Colour::hex(0x000000),
    .warn_ink = Colour::hex(0xFFFFFF),
    .error = Colour::hex(0xFFA59E),
    .error_light = Colour::hex(0x000000),
    .error_ink = Colour::hex(0xFFFFFF),
    .header = Colour::hex(0x000000),
    .on_header = Colour::hex(0xFFFFFF),
    .on_header2 = Colour::hex(0xF0F0F0),
    .header_mark = Colour::hex(0x000000),
    .focus_inner = Colour::hex(0x000000),
    .focus_outer = Colour::hex(0xFFD84D),
    .pressed = Colour::hex(0xFFFFFF, 0.35F),
    .scrim = Colour::hex(0x000000, 0.8F),
    .disabled_surface = Colour::hex(0x000000),
    .flat_marks = true,
};

struct Setting {
  double standard, elder;  // units
  bool bold;
  double leading;
};

Setting setting_of(TextRole role) {
  switch (role) {
    case TextRole::Title: return {56, 68, true, 1.3};
    case TextRole::Lead: return {34, 40, false, 1.5};
    case TextRole::TileTitle: return {42, 52, true, 1.3};
    case TextRole::TileNote: return {27, 34, false, 1.4};
    case TextRole::RowTitle: return {42, 62, true, 1.3};
    case TextRole::RowNote: return {28, 36, false, 1.4};
    case TextRole::Button: return {36, 42, true, 1.3};
    case TextRole::Tool: return {28, 28, false, 1.3};
    case TextRole::HeaderName: return {40, 40, true, 1.25};
    case TextRole::HeaderNote: return {27, 28, false, 1.3};
    case TextRole::HeaderTime: return {42, 42, true, 1.15};
    case TextRole::HeaderDate: return {26, 27, false, 1.25};
    case TextRole::Body: return {34, 42, false, 1.5};
    case TextRole::Small: return {28, 36, false, 1.5};
    case TextRole::ItemTitle: return {38, 46, true, 1.35};
    case TextRole::ItemNote: return {29, 36, false, 1.5};
    case TextRole::Label: return {30, 36, false, 1.4};
    case TextRole::Value: return {36, 46, true, 1.4};
    case TextRole::Writing: return {38, 48, false, 1.5};
    case TextRole::Counter: return {27, 34, false, 1.4};
    case TextRole::Step: return {28, 34, false, 1.3};
    case TextRole::StepNumber: return {28, 34, true, 1.2};
    case TextRole::Key: return {44, 52, false, 1.2};
    case TextRole::KeyWord: return {32, 38, true, 1.25};
    case TextRole::Candidate: return {56, 64, false, 1.2};
    case TextRole::Caption: return {36, 42, false, 1.5};
    case TextRole::Amount: return {104, 120, true, 1.25};
  }
  return {34, 42, false, 1.5};
}

// How far a text grows when all is set to 200 %. What is large already and what frames every page grows less, so that
// the page keeps its room; nothing stays below twice the least text.
double most_growth(TextRole role, bool elder) {
  switch (role) {
    case TextRole::HeaderName:
    case TextRole::HeaderTime:
    case TextRole::HeaderNote:
    case TextRole::HeaderDate:
    case TextRole::Tool:
    case TextRole::Step:
    case TextRole::StepNumber: return 1.4;
    case TextRole::Button: return elder ? 1.25 : 1.4;
    case TextRole::Key:
    case TextRole::Candidate:
    case TextRole::Amount: return elder ? 1.15 : 1.3;
    case TextRole::KeyWord: return elder ? 1.27 : 1.4;
    case TextRole::Title:
    case TextRole::RowTitle:
    case TextRole::TileTitle:
    case TextRole::ItemTitle: return 1.6;
    default: return 2;
  }
}

Shape shape_of(Size window) {
  if (window.height > window.width) return Shape::Portrait;
  return window.width >= 1.5 * window.height ? Shape::Wide : Shape::Square;
}

double scale_of(Shape shape, Size window) {
  switch (shape) {
    case Shape::Portrait: return std::min(window.width / 1080, window.height / 1600);
    case Shape::Wide: return std::min(window.width / 1920, window.height / 1080);
    case Shape::Square: return std::min(window.width / 1600, window.height / 1280);
  }
  return 1;
}

double linear(std::uint8_t channel) {
  const double c = channel / 255.0;
  return c <= 0.04045 ? c / 12.92 : std::pow((c + 0.055) / 1.055, 2.4);
}

double luminance(Colour c) { return 0.2126 * linear(c.red) + 0.7152 * linear(c.green) + 0.0722 * linear(c.blue); }

}  // namespace

double contrast(Colour a, Colour b) {
  const double x = luminance(a), y = luminance(b);
  return (std::max(x, y) + 0.05) / (std::min(x, y) + 0.05);
}

Colour Palette::hue(Hue hue) const {
  if (flat_marks) return surface;
  switch (hue) {
    case Hue::Blue: return Colour::hex(0x0B4DA2);
    case Hue::Orange: return Colour::hex(0xB3471C);
    case Hue::Green: return Colour::hex(0x0D7A4F);
    case Hue::Purple: return Colour::hex(0x6A3DA0);
    case Hue::Magenta: return Colour::hex(0xA3245C);
    case Hue::Teal: return Colour::hex(0x0B6B85);
    case Hue::Brown: return Colour::hex(0x855600);
    case Hue::Slate: return Colour::hex(0x44536B);
  }
  return action;
}

Theme::Theme(const View& view, Size window)
    : view_(view),
      window_{std::max(320.0, window.width), std::max(320.0, window.height)},
      shape_(shape_of(window_)),
      scale_(scale_of(shape_, window_)),
      palette_(view.high_contrast ? kNight : kDaylight) {
  view_.text_percent = std::clamp(view_.text_percent, 100, 200);
}

double Theme::px(double units) const { return std::round(units * scale_); }

double Theme::with_text(double units) const { return std::round(units * scale_ * enlarged()); }

TextStyle Theme::text(TextRole role, Align align) const {
  const Setting setting = setting_of(role);
  const double growth = 1 + (enlarged() - 1) * (most_growth(role, elder()) - 1);
  const double base = std::max((elder() ? setting.elder : setting.standard) * scale_, least_text());
  // The frame of a small screen keeps to one and a half: the page needs the rest.
  const bool framing = most_growth(role, elder()) < 1.5;
  const bool roomy = portrait() && scale_ >= 0.9;
  const double size =
      std::max(base * growth, least_text() * (framing && !roomy ? std::min(1.5, enlarged()) : enlarged()));
  return {std::round(size * 2) / 2, setting.bold, setting.leading, align};
}

double Theme::target() const { return elder() ? std::max(60.0, px(96)) : std::max(48.0, px(72)); }

}  // namespace bianmin::ui
