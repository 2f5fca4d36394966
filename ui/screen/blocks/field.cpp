#include <cmath>

#include "ui/screen/blocks/blocks.hpp"
#include "ui/screen/panel/panel.hpp"

namespace bianmin::ui {
namespace {

// Long numbers are read in groups: 3-4-4 for a telephone, 6-8-4 for an identity number.
std::string grouped(const Field& field) {
  std::vector<std::size_t> breaks;
  if (field.kind == FieldKind::Phone && field.value.size() == 11) breaks = {3, 7};
  if (field.kind == FieldKind::Phone && field.value.size() < 11 && field.value.starts_with('1')) breaks = {3, 7};
  if (field.kind == FieldKind::IdNumber) breaks = {6, 14};
  std::string out;
  for (std::size_t i = 0; i < field.value.size(); ++i) {
    for (const std::size_t at : breaks)
      if (i == at) out += ' ';
    out += field.value[i];
  }
  return out;
}

}  // namespace

Pieces pieces_of(const Field& block, double width, Builder& b) {
  const Theme& t = b.theme();
  b.press_stop();
  for (std::size_t i = 0; i < block.phrases.size(); ++i) b.press_stop();
  const bool active = active_field(b.page(), b.local().writing) == &block;
  const bool prose = block.kind == FieldKind::Chinese;
  TextStyle style = t.text(TextRole::Writing);
  if (!prose) style.size = std::round(style.size * 1.25);
  // Very large letters leave no room for the keys: they give way a little before the keys go.
  if (active && b.tightness() >= 4) style.size = std::round(std::max(style.size * 0.7, t.least_text() * t.enlarged()));
  const double pad_x = t.px(36), pad_y = b.air(26), inner = width - 2 * pad_x - t.px(10);
  const bool letters_here = active && prose && b.tightness() >= 3 &&
                            (b.local().writing.tab == InputTab::Pinyin || b.local().writing.tab == InputTab::Strokes);
  const std::string shown = grouped(block) + (letters_here ? b.local().writing.composition : std::string());
  const double line = b.size_of("字", style).height;
  const double label = b.height_of(block.label, TextRole::Label, width);
  const bool wrong = !block.error.shown.empty();
  const TextStyle small = t.text(TextRole::Counter);
  const double icon = wrong ? std::round(small.size * 1.5) : 0;
  TextStyle error_style = t.text(TextRole::Small);
  error_style.bold = true;
  const double error = wrong ? b.size_of(block.error.shown, error_style, width - icon).height + t.px(10) : 0;
  const double counter = b.height_of(block.counter, TextRole::Counter, inner);

  const std::size_t lines = shown.empty() ? 1 : b.lines_of(shown, style, inner).size();
  const std::size_t least_lines =
      prose && active && b.tightness() < 3 ? (t.portrait() && b.tightness() == 0 ? 3 : 2) : 1;
  const std::size_t most_lines = b.tightness() >= 4 ? 1 : b.tightness() >= 3 ? 2 : 3;
  const auto height_for = [&](std::size_t n) { return static_cast<double>(n) * line + counter + 2 * pad_y; };
  Piece piece;
  const double around = (label > 0 ? label + t.px(10) : 0) + error;
  piece.least = around + height_for(std::max(least_lines, std::min<std::size_t>(lines, active ? most_lines : 99)));
  piece.most = std::max(piece.least, around + height_for(std::max<std::size_t>(prose ? 5 : 1, lines)));
  piece.gap = t.px(32);
  piece.stops = {"field:" + block.id};
  piece.draw = [=, &b, &block](const Rect& place, bool) {
    const Theme& th = b.theme();
    const Palette& c = b.colours();
    double y = place.y;
    if (label > 0) y += b.text({place.x, y, width, 0}, block.label, TextRole::Label, c.ink) + th.px(10);
    const Rect card{place.x, y, place.width, place.bottom() - error - y};
    const Colour edge = wrong ? c.error : active ? c.action : c.edge;
    b.box(card, th.card_radius(), c.surface, edge, th.control_edge() * (active || wrong ? 2 : 1));
    b.target("field:" + block.id, TargetKind::Field, card, th.card_radius());
    b.spot("field:" + block.id, card, th.card_radius());
    // The end of the text is what is being written: when it outgrows the card its last lines show.
    const double room = card.height - counter - 2 * pad_y;
    const auto fit = static_cast<std::size_t>(std::max(1.0, std::floor((room + 0.5) / line)));
    std::vector<std::string> all = shown.empty() ? std::vector<std::string>{} : b.lines_of(shown, style, inner);
    const std::size_t from = all.size() > fit ? all.size() - fit : 0;
    y = card.y + pad_y;
    if (shown.empty()) {
      if (!active || !block.hint.shown.empty()) {
        const double at = active ? th.px(10) : 0;
        const double room_x = inner - at;
        TextStyle hint = style;
        hint.size = t.text(TextRole::Writing).size;
        if (b.size_of(block.hint.shown, hint, room_x).height <= room + 1)
          b.text({card.x + pad_x + at, y, room_x, 0}, block.hint.shown, hint, c.ink2);
      }
      if (active)
        b.box({card.x + pad_x, y + std::round(line * 0.1), std::max(3.0, th.px(4)), std::round(line * 0.8)}, 0,
              c.action);
    }
    for (std::size_t i = from; i < all.size(); ++i) {
      b.text({card.x + pad_x, y, inner + 1, line}, all[i], style, c.ink);
      if (active && i + 1 == all.size()) {
        const double x = card.x + pad_x + b.size_of(all[i], style).width + th.px(4);
        b.box({std::round(x), y + std::round(line * 0.1), std::max(3.0, th.px(4)), std::round(line * 0.8)}, 0,
              c.action);
      }
      y += line;
    }
    b.text({card.x + pad_x, card.bottom() - pad_y - counter, inner, counter}, block.counter, TextRole::Counter, c.ink2);
    if (!wrong) return;
    const double sign = std::round(small.size * 1.2);
    b.icon({place.x, card.bottom() + th.px(10) + std::round((error_style.size * error_style.leading - sign) / 2), sign,
            sign},
           Icon::Warning, c.error, 2);
    b.text({place.x + icon, card.bottom() + th.px(10), width - icon, 0}, block.error.shown, error_style, c.error_ink);
  };
  Pieces pieces;
  pieces.push_back(std::move(piece));
  if (block.memo) {
    Pieces memo = memo_pieces(*block.memo, width, b);
    pieces.insert(pieces.end(), std::make_move_iterator(memo.begin()), std::make_move_iterator(memo.end()));
  }
  return pieces;
}

}  // namespace bianmin::ui
