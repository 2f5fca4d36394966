#include <cmath>

#include "ui/screen/blocks/blocks.hpp"

namespace bianmin::ui {
namespace {

constexpr std::size_t kKeysInARow = 3;

// The amount in large figures between minus and plus, its name above, its limits or what is wrong with it below.
class Figure {
 public:
  Figure(const Amount& block, double width, ActionId stop, Builder& b)
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

  double least() const {
    return std::max(label_ + value_ + below_ + 2 * b_.air(22), steps_ ? side_ + 2 * b_.air(22) : 0);
  }

  void draw(const Rect& place) const {
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
      b_.box({std::round(place.centre().x), y + std::round(value_ * 0.2), std::max(3.0, t.px(5)),
              std::round(value_ * 0.6)},
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

 private:
  double sign() const { return std::round(error_style_.size * 1.2); }

  void press(double x, const ActionId& id, Icon icon, const Rect& place) const {
    if (id.empty()) return;
    const Theme& t = b_.theme();
    const Rect at{x, std::round(place.centre().y - side_ / 2), side_, side_};
    const double mark = t.px(60);
    b_.pressable(id, at, t.button_radius(), true);
    b_.out().targets.back().repeats = true;
    b_.box(at, t.button_radius(), b_.colours().surface, b_.colours().action, t.control_edge());
    b_.icon({at.centre().x - mark / 2, at.centre().y - mark / 2, mark, mark}, icon, b_.colours().action_dark, 2.6);
  }

  const Amount& block_;
  Builder& b_;
  ActionId stop_;
  bool steps_;
  double side_{}, pad_{}, inner_{}, label_{}, value_{}, below_{};
  TextStyle style_, error_style_;
};

// What it is for, side by side while each stands on a line; else one below the other.
class Beside {
 public:
  Beside(const Amount& block, double width, bool stacked, std::vector<ActionId> stops, Builder& b)
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

  double least() const {
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

  void draw(const Rect& place) const {
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

 private:
  double height_of(const Fact& fact) const {
    if (inline_)
      return std::max(b_.height_of(fact.label, TextRole::Label, each_),
                      b_.height_of(fact.value, TextRole::Value, each_));
    return b_.height_of(fact.label, TextRole::Label, each_) + b_.height_of(fact.value, TextRole::Value, each_);
  }

  const Amount& block_;
  Builder& b_;
  std::vector<ActionId> stops_;
  double pad_{}, each_{};
  std::size_t columns_ = 1;
  bool inline_ = false;
};

TextStyle key_style(const Theme& t) {
  TextStyle style = t.text(TextRole::Key, Align::Centre);
  style.bold = true;
  return style;
}

double key_height(Builder& b) {
  const Theme& t = b.theme();
  return std::max({t.target(), b.air(t.portrait() ? 128 : 104), b.size_of("0", key_style(t)).height + t.px(16)});
}

void draw_keys(const Rect& place, const Amount& block, std::size_t from, std::size_t to, double gap, Builder& b) {
  const Theme& t = b.theme();
  const double each = std::floor((place.width - gap * (kKeysInARow - 1)) / kKeysInARow);
  const std::size_t rows = (to - from + kKeysInARow - 1) / kKeysInARow;
  const double height = std::floor((place.height - gap * static_cast<double>(rows - 1)) / static_cast<double>(rows));
  for (std::size_t i = from; i < to; ++i) {
    const Action& key = block.keys[i];
    if (key.id.empty()) continue;
    const Rect at{place.x + static_cast<double>((i - from) % kKeysInARow) * (each + gap),
                  place.y + static_cast<double>((i - from) / kKeysInARow) * (height + gap), each, height};
    if (key.icon != Icon::None) {
      Action shown = key;
      if (b.label_size(key.icon, key.label.shown, TextRole::KeyWord, kNoLimit).width > each - 2 * t.px(16))
        shown.label = Text();  // the sign alone, rather than a broken word
      b.button(at, shown, TextRole::KeyWord);
      b.out().targets.back().repeats = key.enabled;
      continue;
    }
    b.pressable(key.id, at, t.button_radius(), key.enabled);
    b.text_middle(at, key.label.shown, key_style(t), key.enabled ? b.colours().ink : b.colours().ink2);
  }
}

Piece ready_amounts(const Amount& block, std::size_t from, std::size_t to, std::size_t columns, double each, double gap,
                    Builder& b) {
  const Theme& t = b.theme();
  Piece piece;
  piece.least = std::max(t.target(), b.air(132));
  for (std::size_t i = from; i < to; ++i) {
    piece.stops.push_back(block.presets[i].id);
    piece.least =
        std::max(piece.least, b.label_size(Icon::None, block.presets[i].label.shown, TextRole::ItemTitle, each).height +
                                  2 * b.air(20));
  }
  piece.most = piece.least + t.px(48);
  piece.gap = b.air(from == 0 ? 28 : 20);
  piece.draw = [&b, &block, from, to, columns, each, gap](const Rect& place, bool) {
    const Theme& th = b.theme();
    for (std::size_t i = from; i < to; ++i) {
      const Choice& choice = block.presets[i];
      const Rect at{place.x + static_cast<double>((i - from) % columns) * (each + gap), place.y, each, place.height};
      b.pressable(choice.id, at, th.card_radius(), true, choice.selected);
      b.label(at.inset(th.px(16), 0), choice.selected ? Icon::Check : Icon::None, choice.label.shown,
              TextRole::ItemTitle, choice.selected ? b.colours().action_dark : b.colours().ink);
    }
  };
  return piece;
}

}  // namespace

Pieces pieces_of(const Amount& block, double width, Builder& b) {
  const Theme& t = b.theme();
  const double gap = std::max(8.0, b.air(20));
  const ActionId stop = b.text_stop();
  std::vector<ActionId> stops;
  for (std::size_t i = 0; i < block.beside.size(); ++i) stops.push_back(b.text_stop());
  const bool writes = !block.keys.empty();
  // Lying, the keys or what the money is for stand at the right of the figures.
  const bool two = !t.portrait() && (writes || !block.beside.empty()) && width >= t.with_text(900);
  const double share = !writes ? 0.36 : b.tightness() > 0 ? 0.42 : 0.5;
  const double least_keys = kKeysInARow * (t.target() + t.px(8)) + (kKeysInARow - 1) * gap;
  const double right = two ? std::max(std::floor((width - gap) * share), writes ? least_keys : 0) : 0;
  const double left = two ? width - gap - right : width;
  const auto figure = std::make_shared<const Figure>(block, left, stop, b);
  const auto beside = std::make_shared<const Beside>(block, two && !writes ? right : left, two && !writes, stops, b);
  const bool facts = !block.beside.empty();

  Pieces pieces;
  Piece head;
  head.gap = b.air(32);
  head.stops = {stop};
  head.stops.insert(head.stops.end(), stops.begin(), stops.end());
  const double keys = key_height(b) * 4 + gap * 3;
  const auto other_height = [&](double room) {
    return block.other ? std::max({b.button_size(*block.other, room).height, t.target(), b.air(116)}) : 0;
  };
  for (const auto& id : {block.less, block.more})
    if (!id.empty()) head.stops.push_back(id);
  if (two && writes) {
    const double over = facts ? beside->least() + gap : 0;
    const double below = block.other ? other_height(left) + gap : 0;
    for (const auto& key : block.keys) head.stops.push_back(key.id);
    if (block.other) head.stops.push_back(block.other->id);
    head.least = std::max(over + figure->least() + below, keys);
    head.most = head.least + t.px(80);
    head.draw = [&b, &block, figure, beside, over, below, left, right, gap](const Rect& place, bool) {
      if (over > 0) beside->draw({place.x, place.y, left, over - gap});
      figure->draw({place.x, place.y + over, left, place.height - over - below});
      if (below > 0) b.button({place.x, place.bottom() - below + gap, left, below - gap}, *block.other);
      draw_keys({place.x + left + gap, place.y, right, place.height}, block, 0, block.keys.size(), gap, b);
    };
    pieces.push_back(std::move(head));
  } else if (two) {
    head.least = std::max(figure->least(), beside->least());
    head.most = head.least + t.px(60);
    head.draw = [figure, beside, left, right, gap](const Rect& place, bool) {
      figure->draw({place.x, place.y, left, place.height});
      beside->draw({place.x + left + gap, place.y, right, place.height});
    };
    pieces.push_back(std::move(head));
  } else {
    if (facts) {
      Piece above;
      above.gap = head.gap;
      above.least = above.most = beside->least();
      above.stops = stops;
      above.draw = [beside](const Rect& place, bool) { beside->draw(place); };
      pieces.push_back(std::move(above));
      head.gap = gap;
    }
    head.least = figure->least();
    head.most = head.least + t.px(60);
    head.draw = [figure](const Rect& place, bool) { figure->draw(place); };
    pieces.push_back(std::move(head));
  }

  // As many in a row as have room for their words and the sign of the chosen one.
  std::size_t columns = std::max<std::size_t>(1, std::min<std::size_t>(block.presets.size(), t.portrait() ? 3 : 6));
  double each = width;
  for (; columns > 1; --columns) {
    each = std::floor((width - gap * static_cast<double>(columns - 1)) / static_cast<double>(columns));
    bool fit = true;
    for (const auto& preset : block.presets)
      fit =
          fit && b.label_size(Icon::Check, preset.label.shown, TextRole::ItemTitle, kNoLimit).width + t.px(32) <= each;
    if (fit) break;
  }
  // Rows of equal length where that costs no further row: four are two and two, not three and one.
  const std::size_t rows = (block.presets.size() + columns - 1) / columns;
  if (rows > 1) columns = (block.presets.size() + rows - 1) / rows;
  each = std::floor((width - gap * static_cast<double>(columns - 1)) / static_cast<double>(columns));
  for (std::size_t i = 0; i < block.presets.size(); ++i) b.press_stop();
  for (std::size_t i = 0; i < block.presets.size(); i += columns)
    pieces.push_back(ready_amounts(block, i, std::min(block.presets.size(), i + columns), columns, each, gap, b));

  if (writes && !two)
    for (std::size_t i = 0; i < block.keys.size(); i += kKeysInARow) {
      const std::size_t end = std::min(block.keys.size(), i + kKeysInARow);
      Piece row;
      row.least = key_height(b);
      row.most = row.least + t.px(32);
      row.gap = i == 0 ? b.air(28) : gap;
      for (std::size_t k = i; k < end; ++k) row.stops.push_back(block.keys[k].id);
      row.draw = [&b, &block, i, end, gap](const Rect& place, bool) { draw_keys(place, block, i, end, gap, b); };
      pieces.push_back(std::move(row));
    }

  if (block.other && !(two && writes)) {
    Piece other;
    other.stops = {block.other->id};
    other.least = other_height(width);
    other.most = other.least + t.px(24);
    other.gap = gap;
    other.draw = [&b, &block](const Rect& place, bool) { b.button(place, *block.other); };
    pieces.push_back(std::move(other));
  }
  return pieces;
}

}  // namespace bianmin::ui
