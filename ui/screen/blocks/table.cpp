#include <cmath>
#include <numeric>

#include "ui/screen/blocks/blocks.hpp"

namespace bianmin::ui {
namespace {

const Text kNothing;

const Text& cell(const std::vector<Text>& row, std::size_t i) { return i < row.size() ? row[i] : kNothing; }

// Columns share the width by what their longest cell would like.
std::vector<double> widths_of(const Table& block, double inner, double gap, Builder& b) {
  const TextStyle style = b.theme().text(TextRole::Body);
  std::size_t count = block.heads.size();
  for (const auto& row : block.rows) count = std::max(count, row.size());
  std::vector<double> wish(std::max<std::size_t>(1, count), style.size * 2);
  for (std::size_t i = 0; i < count; ++i) {
    wish[i] = std::max(wish[i], b.size_of(cell(block.heads, i).shown, style).width + 2);
    for (const auto& row : block.rows) wish[i] = std::max(wish[i], b.size_of(cell(row, i).shown, style).width + 2);
    wish[i] = std::min(wish[i], inner * 0.6);
  }
  const double room = inner - gap * static_cast<double>(wish.size() - 1);
  const double total = std::accumulate(wish.begin(), wish.end(), 0.0);
  for (double& width : wish) width = std::floor(width * room / total);
  return wish;
}

}  // namespace

Pieces pieces_of(const Table& block, double width, Builder& b) {
  const Theme& t = b.theme();
  const double pad = t.px(40), gap = t.px(24), pad_y = b.air(20);
  const std::vector<double> widths = widths_of(block, width - 2 * pad, gap, b);
  const int card = b.new_card(CardLook::Plain);
  Pieces pieces;
  const auto add = [&](const std::vector<Text>& row, TextRole role, Colour colour, const ActionId& stop) {
    Piece piece;
    for (std::size_t i = 0; i < widths.size(); ++i)
      piece.least = std::max(piece.least, b.height_of(cell(row, i), role, widths[i]));
    piece.least += 2 * pad_y;
    piece.most = piece.least;
    piece.gap = pieces.empty() ? b.air(36) : 0;
    piece.card = card;
    if (!stop.empty()) piece.stops = {stop};
    piece.draw = [&b, &row, role, colour, widths, pad, gap, pad_y, stop](const Rect& place, bool first) {
      const Theme& th = b.theme();
      if (!first) b.box({place.x + pad, place.y, place.width - 2 * pad, th.hairline()}, 0, b.colours().line);
      double x = place.x + pad;
      for (std::size_t i = 0; i < widths.size(); ++i) {
        b.text({x, place.y + pad_y, widths[i], 0}, cell(row, i), role, colour);
        x += widths[i] + gap;
      }
      if (!stop.empty()) b.spot(stop, place.inset(th.px(16), th.px(6)), th.tool_radius());
    };
    pieces.push_back(std::move(piece));
  };
  if (!block.heads.empty()) add(block.heads, TextRole::Label, b.colours().ink2, {});
  for (const auto& row : block.rows) add(row, TextRole::Body, b.colours().ink, b.text_stop());
  return pieces;
}

}  // namespace bianmin::ui
