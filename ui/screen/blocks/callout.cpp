#include <cmath>

#include "ui/screen/blocks/blocks.hpp"

namespace bianmin::ui {
namespace {

struct Look {
  CardLook card;
  Colour sign, ink;
};

Look look_of(CalloutKind kind, const Palette& c) {
  switch (kind) {
    case CalloutKind::Info: return {CardLook::Info, c.action_dark, c.ink};
    case CalloutKind::Ok: return {CardLook::Ok, c.ok, c.ok_ink};
    case CalloutKind::Warning: return {CardLook::Warning, c.warn_ink, c.warn_ink};
    case CalloutKind::Error: return {CardLook::Error, c.error, c.error_ink};
  }
  return {CardLook::Info, c.action_dark, c.ink};
}

}  // namespace

Pieces pieces_of(const Callout& block, double width, Builder& b) {
  const Theme& t = b.theme();
  const ActionId stop = b.text_stop();
  const Look look = look_of(block.kind, b.colours());
  const TextStyle style = t.text(TextRole::Body);
  const double pad = t.px(36), icon = block.icon == Icon::None ? 0 : std::round(style.size * 1.3);
  const double left = pad + (icon > 0 ? icon + t.px(24) : 0);
  const double inner = std::min(width - left - pad, std::floor(style.size * 40));
  std::string words = block.title.shown;
  const std::size_t bold = words.size();
  // A short warning reads on after its bold name; a long one starts a line of its own.
  if (!words.empty() && !block.text.shown.empty()) {
    const bool one_line = b.size_of(words + " " + block.text.shown, style, kNoLimit, bold).width <= inner;
    words += one_line ? " " : "\n";
  }
  words += block.text.shown;
  const double height = b.size_of(words, style, inner, bold).height;
  const int card = b.new_card(look.card);

  const auto draw_sign = [&b, block_icon = block.icon, icon, pad, look, style](double x, double y) {
    if (icon > 0)
      b.icon({x + pad, y + std::round((style.size * style.leading - icon) / 2), icon, icon}, block_icon, look.sign, 2);
  };
  const double pad_y = b.air(28);
  if (height < t.window().height * 0.14) {
    Piece piece;
    piece.least = piece.most = std::max(height, icon) + 2 * pad_y;
    piece.gap = t.gap();
    piece.card = card;
    piece.stops = {stop};
    piece.draw = [&b, words, bold, style, look, left, inner, stop, pad_y, draw_sign](const Rect& place, bool) {
      draw_sign(place.x, place.y + pad_y);
      b.text({place.x + left, place.y + pad_y, inner, 0}, words, style, look.ink, bold);
      b.spot(stop, place, b.theme().card_radius());
    };
    Pieces pieces;
    pieces.push_back(std::move(piece));
    return pieces;
  }
  // A very long one goes on over the page, line by line.
  Pieces pieces = text_lines(words, style, look.ink, inner, t.gap(), {}, b);
  for (std::size_t i = 0; i < pieces.size(); ++i) {
    Piece& piece = pieces[i];
    const bool last = i + 1 == pieces.size();
    piece.least = piece.most = piece.least + (i == 0 ? pad_y : t.px(6)) + (last ? pad_y : t.px(6));
    piece.card = card;
    piece.stops = {stop};
    piece.draw = [&b, draw = piece.draw, i, left, inner, pad_y, stop, draw_sign](const Rect& place, bool) {
      const double y = place.y + (i == 0 ? pad_y : b.theme().px(6));
      if (i == 0) draw_sign(place.x, y);
      draw({place.x + left, y, inner, place.height}, true);
      b.spot(stop, place, b.theme().tool_radius());
    };
  }
  return pieces;
}

}  // namespace bianmin::ui
