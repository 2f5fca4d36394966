#include "ui/screen/blocks/amount_parts.hpp"

#include <cmath>

namespace bianmin::ui {

AmountFigure::AmountFigure(const Amount& block, double width, ActionId stop, Builder& b)
    : block_(block), b_(b), stop_(std::move(stop)), steps_(!block.less.empty() || !block.more.empty()) {
  const Theme& t = b.theme();
  side_ = std::max(t.target(), t.px(t.elder() ? 140 : 128));
  pad_ = t.px(24);
  inner_ = width - 2 * pad_ - (steps_ ? 2 * (side_ + t.px(16)) : 0);
  style_ = t.text(TextRole::Amount, Align::Centre);
  style_.leading = 1.15;
  // The keys stand beside it: where room is saved it gives way before they do.
  if (!block.keys.empty() && b.tightness() > 0 && !t.portrait()) style_.size = std::round(style_.size * 0.75);
  // One line, whatever the sum.
  const double wide = b.size_of(block.value.shown, style_).width;
  if (wide > inner_) style_.size = std::max(t.text(TextRole::Value).size, std::floor(style_.size * inner_ / wide));
  error_style_ = t.text(TextRole::Small, Align::Centre);
  error_style_.bold = true;
  label_ = b.height_of(block.label, TextRole::Label, inner_);
  value_ = b.size_of("0", style_).height;
  const bool wrong = !block.error.shown.empty();
  below_ = wrong ? b.size_of(block.error.shown, error_style_, inner_ - sign() - t.px(14)).height
                 : b.height_of(block.limits, TextRole::Label, inner_);
}

double AmountFigure::least() const {
  return std::max(label_ + value_ + below_ + 2 * b_.air(22), steps_ ? side_ + 2 * b_.air(22) : 0);
}

void AmountFigure::draw(const Rect& place) const {
  const Theme& t = b_.theme();
  const Palette& c = b_.colours();
  const bool wrong = !block_.error.shown.empty();
  b_.card(place, wrong ? CardLook::Error : CardLook::Info);
  b_.spot(stop_, place, t.card_radius());
  if (steps_) {
    press(place.x + pad_, block_.less, Icon::Minus, place);
    press(place.right() - pad_ - side_, block_.more, Icon::Plus, place);
  }
  const double x = place.x + (place.width - inner_) / 2;
  double y = std::round(place.centre().y - (label_ + value_ + below_) / 2);
  b_.text({x, y, inner_, label_}, block_.label, TextRole::Label, wrong ? c.error_ink : c.ink2, Align::Centre);
  y += label_;
  if (block_.value.shown.empty())
    b_.box(
        {std::round(place.centre().x), y + std::round(value_ * 0.2), std::max(3.0, t.px(5)), std::round(value_ * 0.6)},
        0, c.action);
  else
    b_.text({x, y, inner_, value_}, block_.value.shown, style_, c.ink);
  y += value_;
  if (!wrong) {
    b_.text({x, y, inner_, below_}, block_.limits, TextRole::Label, c.ink2, Align::Centre);
    return;
  }
  const double gap = t.px(14), room = inner_ - sign() - gap;
  const double words = std::min(room, b_.size_of(block_.error.shown, error_style_, room).width + 1);
  const double left = std::round(place.centre().x - (sign() + gap + words) / 2);
  b_.icon({left, y + std::round((error_style_.size * error_style_.leading - sign()) / 2), sign(), sign()},
          Icon::Warning, c.error, 2);
  b_.text({left + sign() + gap, y, words, 0}, block_.error.shown, error_style_, c.error_ink);
}

void AmountFigure::press(double x, const ActionId& id, Icon icon, const Rect& place) const {
  if (id.empty()) return;
  const Theme& t = b_.theme();
  const Rect at{x, std::round(place.centre().y - side_ / 2), side_, side_};
  const double mark = t.px(60);
  b_.pressable(id, at, t.button_radius(), true);
  b_.out().targets.back().repeats = true;
  b_.box(at, t.button_radius(), b_.colours().surface, b_.colours().action, t.control_edge());
  b_.icon({at.centre().x - mark / 2, at.centre().y - mark / 2, mark, mark}, icon, b_.colours().action_dark, 2.6);
}

double AmountFigure::sign() const { return std::round(error_style_.size * 1.2); }

AmountBeside::AmountBeside(const Amount& block, double width, bool stacked, std::vector<ActionId> stops, Builder& b)
    : block_(block), b_(b), stops_(std::move(stops)) {
  const Theme& t = b.theme();
  pad_ = t.px(36);
  const auto count = static_cast<double>(std::max<std::size_t>(1, block.beside.size()));
  const double each = std::floor((width - 2 * pad_ - (count - 1) * t.px(24)) / count);
  bool fit = !stacked;
  for (const auto& fact : block.beside)
    fit = fit && b.size_of(fact.value.shown, t.text(TextRole::Value)).width <= each &&
          b.size_of(fact.label.shown, t.text(TextRole::Label)).width <= each;
  columns_ = fit ? block.beside.size() : 1;
  each_ = fit ? each : width - 2 * pad_;
  // Where room is saved a name and its value share a line.
  inline_ = !fit && b.tightness() > 0;
  for (const auto& fact : block.beside)
    inline_ = inline_ && b.size_of(fact.label.shown, t.text(TextRole::Label)).width + t.px(24) +
                                 b.size_of(fact.value.shown, t.text(TextRole::Value)).width <=
                             each_;
}

double AmountBeside::least() const {
  double height = 2 * b_.air(20);
  double row = 0;
  for (std::size_t i = 0; i < block_.beside.size(); ++i) {
    row = std::max(row, height_of(block_.beside[i]));
    if ((i + 1) % columns_ != 0 && i + 1 < block_.beside.size()) continue;
    height += row + (i + 1 < block_.beside.size() ? b_.air(14) : 0);
    row = 0;
  }
  return height;
}

void AmountBeside::draw(const Rect& place) const {
  const Theme& t = b_.theme();
  const Palette& c = b_.colours();
  b_.card(place, CardLook::Plain);
  const double used = least() - 2 * b_.air(20);
  double y = std::round(place.centre().y - used / 2);
  for (std::size_t i = 0; i < block_.beside.size(); ++i) {
    const auto& fact = block_.beside[i];
    const double x = place.x + pad_ + static_cast<double>(i % columns_) * (each_ + t.px(24));
    const double label = b_.height_of(fact.label, TextRole::Label, each_), height = height_of(fact);
    b_.spot(stops_[i], Rect{x, y, each_, height}.inset(-t.px(12), -t.px(6)), t.tool_radius());
    b_.text({x, y, each_, label}, fact.label, TextRole::Label, c.ink2);
    if (inline_)
      b_.text({x, y, each_, height}, fact.value, TextRole::Value, c.ink, Align::Right);
    else
      b_.text({x, y + label, each_, height - label}, fact.value, TextRole::Value, c.ink);
    if ((i + 1) % columns_ == 0) y += height + b_.air(14);
  }
}

double AmountBeside::height_of(const Fact& fact) const {
  if (inline_)
    return std::max(b_.height_of(fact.label, TextRole::Label, each_), b_.height_of(fact.value, TextRole::Value, each_));
  return b_.height_of(fact.label, TextRole::Label, each_) + b_.height_of(fact.value, TextRole::Value, each_);
}

}  // namespace bianmin::ui
