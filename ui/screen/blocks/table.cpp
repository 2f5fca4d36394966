#include <algorithm>
#include <cmath>
#include <numeric>

#include "ui/screen/blocks/blocks.hpp"

namespace bianmin::ui {
namespace {

const Text kNothing;

const Text& cell(const std::vector<Text>& row, std::size_t i) { return i < row.size() ? row[i] : kNothing; }

// The widest of the words that are not broken.
double longest_word(const std::string& text, const TextStyle& style, Builder& b) {
  double widest = 0;
  for (std::size_t at = 0; at <= text.size();) {
    std::size_t end = std::min(text.find(' ', at), text.size());
    // A number and its unit are one.
    if (end > at && end < text.size() && std::isdigit(static_cast<unsigned char>(text[end - 1])) != 0)
      end = std::min(text.find(' ', end + 1), text.size());
    const std::string word = text.substr(at, end - at);
    if (std::all_of(word.begin(), word.end(), [](char c) { return static_cast<unsigned char>(c) < 0x80U; }))
      widest = std::max(widest, b.size_of(word, style).width + 2);
    at = end + 1;
  }
  return widest;
}

// Columns share the width by what their longest cell would like, once each has room for its longest word.
std::vector<double> widths_of(const Table& block, double inner, double gap, Builder& b) {
  const TextStyle style = b.theme().text(TextRole::Body);
  std::size_t count = block.heads.size();
  for (const auto& row : block.rows) count = std::max(count, row.size());
  std::vector<double> wish(std::max<std::size_t>(1, count), style.size * 2), least = wish;
  for (std::size_t i = 0; i < count; ++i) {
    least[i] = std::max(least[i], longest_word(cell(block.heads, i).shown, style, b));
    for (const auto& row : block.rows) least[i] = std::max(least[i], longest_word(cell(row, i).shown, style, b));
    wish[i] = std::max(wish[i], b.size_of(cell(block.heads, i).shown, style).width + 2);
    for (const auto& row : block.rows) wish[i] = std::max(wish[i], b.size_of(cell(row, i).shown, style).width + 2);
    wish[i] = std::min(wish[i], inner * 0.6);
  }
  const double room = inner - gap * static_cast<double>(wish.size() - 1);
  const double total = std::accumulate(wish.begin(), wish.end(), 0.0);
  const double words = std::accumulate(least.begin(), least.end(), 0.0);
  if (words > room) {
    for (double& width : wish) width = std::floor(width * room / total);
    return wish;
  }
  double more = 0;
  for (std::size_t i = 0; i < wish.size(); ++i) more += std::max(0.0, wish[i] - least[i]);
  for (std::size_t i = 0; i < wish.size(); ++i)
    wish[i] = std::floor(least[i] + (room - words) * (more > 0 ? std::max(0.0, wish[i] - least[i]) / more
                                                               : 1.0 / static_cast<double>(wish.size())));
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
