#include <cmath>

#include "ui/screen/blocks/blocks.hpp"

namespace bianmin::ui {
namespace {

double button_side(const Theme& t) { return std::max(t.target(), t.px(t.elder() ? 128 : 116)); }

TextStyle value_style(const Theme& t, bool beside) {
  TextStyle style = t.text(beside ? TextRole::ItemTitle : TextRole::RowTitle, Align::Centre);
  style.bold = true;
  style.leading = 1.2;
  return style;
}

double words_height(const PickerPart& part, double width, bool beside, Builder& b) {
  return b.size_of(part.label.shown, b.theme().text(TextRole::Label), width).height +
         b.size_of(part.value.shown, value_style(b.theme(), beside), width).height;
}

// Minus, the value under its name, plus: from left to right, as a number grows.
void draw_part(const Rect& rect, const PickerPart& part, bool beside, Builder& b) {
  const Theme& t = b.theme();
  const Palette& c = b.colours();
  const double side = button_side(t), pad = t.px(14), sign = t.px(56);
  b.box(rect, t.card_radius(), c.surface, c.line, t.hairline());
  const auto press = [&](double x, const ActionId& id, Icon icon) {
    const Rect at{x, std::round(rect.centre().y - side / 2), side, side};
    const bool enabled = !id.empty();
    if (enabled) {
      b.pressable(id, at, t.button_radius(), true);
      b.out().targets.back().repeats = true;
      b.box(at, t.button_radius(), c.action_light, c.action, t.control_edge());
    } else {
      b.box(at, t.button_radius(), c.disabled_surface, c.line, t.hairline());
    }
    b.icon({at.centre().x - sign / 2, at.centre().y - sign / 2, sign, sign}, icon, enabled ? c.action_dark : c.ink2,
           2.6);
  };
  press(rect.x + pad, part.less, Icon::Minus);
  press(rect.right() - pad - side, part.more, Icon::Plus);
  const Rect middle{rect.x + pad + side, rect.y, rect.width - 2 * (pad + side), rect.height};
  double y = std::round(middle.centre().y - words_height(part, middle.width, beside, b) / 2);
  y += b.text({middle.x, y, middle.width, 0}, part.label, TextRole::Label, c.ink2, Align::Centre);
  b.text({middle.x, y, middle.width, 0}, part.value.shown, value_style(t, beside), c.ink);
}

}  // namespace

Pieces pieces_of(const Picker& block, double width, Builder& b) {
  const Theme& t = b.theme();
  const ActionId stop = b.text_stop();
  for (const auto& part : block.parts) {
    if (!part.less.empty()) b.press_stop();
    if (!part.more.empty()) b.press_stop();
  }
  Pieces pieces;
  const double pad = t.px(36);
  const bool wrong = !block.error.shown.empty();
  TextStyle error_style = t.text(TextRole::Small);
  error_style.bold = true;
  const double sign = wrong ? std::round(error_style.size * 1.2) : 0, left = wrong ? sign + t.px(14) : 0;
  const double label = b.height_of(block.label, TextRole::Label, width - 2 * pad);
  const double whole = b.size_of(block.whole.shown, t.text(TextRole::RowTitle), width - 2 * pad).height;
  const double error = wrong ? b.size_of(block.error.shown, error_style, width - 2 * pad - left).height + t.px(8) : 0;
  Piece head;
  const double air = b.air(24);
  // Where room is short both stand in one line.
  const double label_width = std::ceil(b.size_of(block.label.shown, t.text(TextRole::Label)).width) + 1;
  const double whole_width = std::ceil(b.size_of(block.whole.shown, t.text(TextRole::RowTitle)).width) + 1;
  const bool line = b.tightness() > 0 && label_width + t.px(36) + whole_width <= width - 2 * pad;
  head.least = head.most = (line ? std::max(label, whole) : label + whole) + error + 2 * air;
  head.gap = b.air(32);
  head.stops = {stop};
  head.draw = [&b, &block, pad, air, label, label_width, line, whole, sign, left, wrong, error_style, stop](
                  const Rect& place, bool) {
    const Theme& th = b.theme();
    const Palette& c = b.colours();
    b.card(place, wrong ? CardLook::Error : CardLook::Info);
    b.spot(stop, place, th.card_radius());
    const double room = place.width - 2 * pad;
    double y = place.y + air;
    const double down = line ? std::round((whole - label) / 2) : 0, aside = line ? label_width + th.px(36) : 0;
    b.text({place.x + pad, y + down, line ? label_width : room, label}, block.label, TextRole::Label,
           wrong ? c.error_ink : c.ink2);
    y += line ? 0 : label;
    b.text({place.x + pad + aside, y, room - aside, whole}, block.whole, TextRole::RowTitle, c.ink);
    y += whole + th.px(8);
    if (!wrong) return;
    b.icon({place.x + pad, y + std::round((error_style.size * error_style.leading - sign) / 2), sign, sign},
           Icon::Warning, c.error, 2);
    b.text({place.x + pad + left, y, room - left, 0}, block.error.shown, error_style, c.error_ink);
  };
  pieces.push_back(std::move(head));

  // Side by side where the longest value keeps to one line between its buttons.
  const double gap = t.px(20);
  const auto all_fit = [&](bool beside) {
    double widest = 0;
    for (const auto& part : block.parts)
      widest = std::max({widest, b.size_of(part.value.shown, value_style(t, beside)).width,
                         b.size_of(part.label.shown, t.text(TextRole::Label)).width});
    const double least = 2 * (button_side(t) + t.px(14)) + widest + t.px(20);
    return (least + gap) * static_cast<double>(block.parts.size()) <= width + gap;
  };
  const bool smaller = !all_fit(false) && all_fit(true);
  const std::size_t columns = all_fit(false) || smaller ? std::max<std::size_t>(1, block.parts.size()) : 1;
  const double each = std::floor((width - gap * static_cast<double>(columns - 1)) / static_cast<double>(columns));
  for (std::size_t start = 0; start < block.parts.size(); start += columns) {
    const std::size_t end = std::min(block.parts.size(), start + columns);
    Piece piece;
    for (std::size_t i = start; i < end; ++i) {
      piece.least =
          std::max({piece.least, button_side(t) + 2 * t.px(14),
                    words_height(block.parts[i], each - 2 * (button_side(t) + t.px(14)), smaller, b) + 2 * t.px(8)});
      for (const auto* id : {&block.parts[i].less, &block.parts[i].more})
        if (!id->empty()) piece.stops.push_back(*id);
    }
    piece.most = piece.least + t.px(40);
    piece.gap = start == 0 ? b.air(24) : gap;
    piece.draw = [&b, &block, start, end, each, gap, smaller](const Rect& place, bool) {
      for (std::size_t i = start; i < end; ++i)
        draw_part({place.x + static_cast<double>(i - start) * (each + gap), place.y, each, place.height},
                  block.parts[i], smaller, b);
    };
    pieces.push_back(std::move(piece));
  }
  return pieces;
}

}  // namespace bianmin::ui
