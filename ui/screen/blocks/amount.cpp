#include <cmath>

#include "ui/screen/blocks/amount_parts.hpp"
#include "ui/screen/blocks/blocks.hpp"

namespace bianmin::ui {
namespace {

constexpr std::size_t kKeysInARow = 3;

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
  const auto figure = std::make_shared<const AmountFigure>(block, left, stop, b);
  const auto beside =
      std::make_shared<const AmountBeside>(block, two && !writes ? right : left, two && !writes, stops, b);
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
    const double below = block.other ? other_height(left) + gap : 0;
    // Where there is no room for the names of what it is for, the keys go before: the ear still finds it here, the eye
    // has met it with the ready amounts and meets it again before anything is paid.
    const bool left_out = facts && b.tightness() > 0 && !beside->on_one_line_each() &&
                          beside->least() + gap + figure->least() + below > keys;
    const double over = facts && !left_out ? beside->least() + gap : 0;
    for (const auto& key : block.keys) head.stops.push_back(key.id);
    if (block.other) head.stops.push_back(block.other->id);
    head.least = std::max(over + figure->least() + below, keys);
    head.most = head.least + t.px(80);
    head.draw = [&b, &block, figure, beside, over, below, left, right, gap, left_out, stops](const Rect& place, bool) {
      if (over > 0) beside->draw({place.x, place.y, left, over - gap});
      const Rect sum{place.x, place.y + over, left, place.height - over - below};
      figure->draw(sum);
      if (left_out)
        for (const auto& id : stops) b.spot(id, sum, b.theme().card_radius());
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
    // Keys and what they write are never on two parts of a page.
    const double under = writes ? keys + b.air(28) : 0;
    for (const auto& key : block.keys) head.stops.push_back(key.id);
    head.least = figure->least() + under;
    head.most = head.least + t.px(writes ? 160 : 60);
    head.draw = [&b, &block, figure, under, air = b.air(28), gap](const Rect& place, bool) {
      const double upper = under > 0
                               ? std::round((place.height - air) * figure->least() / (figure->least() + under - air))
                               : place.height;
      figure->draw({place.x, place.y, place.width, upper});
      if (under > 0)
        draw_keys({place.x, place.y + upper + air, place.width, place.height - upper - air}, block, 0,
                  block.keys.size(), gap, b);
    };
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
