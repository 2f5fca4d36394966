#include <cmath>

#include "ui/screen/blocks/blocks.hpp"

namespace bianmin::ui {

// Forty characters a line are as many as the eye finds its way back from.
static double readable_width(double width, const TextStyle& style) { return std::min(width, style.size * 40); }

Pieces text_lines(const std::string& text, const TextStyle& style, Colour colour, double width, double gap,
                  const ActionId& stop, Builder& b) {
  Pieces pieces;
  const double room = readable_width(width, style);
  const std::vector<std::string> lines = b.lines_of(text, style, room);
  // Short texts stay together; long ones may go on over the page after any line.
  const bool together = b.size_of(text, style, room).height <= b.theme().window().height * 0.14;
  const std::size_t per_piece = together ? std::max<std::size_t>(1, lines.size()) : 1;
  for (std::size_t i = 0; i < lines.size(); i += per_piece) {
    Piece piece;
    std::string part;
    part = together ? text : lines[i];
    piece.least = piece.most = b.size_of(part.empty() ? " " : part, style, room + 1).height;
    piece.gap = i == 0 ? gap : 0;
    if (!stop.empty()) piece.stops.push_back(stop);
    piece.draw = [&b, part = std::move(part), style, colour, room, stop](const Rect& place, bool) {
      b.text({place.x, place.y, std::min(room + 1, place.width), place.height}, part, style, colour);
      if (!stop.empty()) b.spot(stop, place.inflated(b.theme().px(10)), b.theme().tool_radius());
    };
    pieces.push_back(std::move(piece));
  }
  return pieces;
}

Pieces headline(double width, bool centred, Builder& b) {
  const Theme& t = b.theme();
  Pieces pieces;
  const Align align = centred ? Align::Centre : Align::Left;
  const auto add = [&](const Text& words, TextRole role, Colour colour, double gap) {
    if (words.shown.empty()) return;
    TextStyle style = b.snug(words.shown, t.text(role, align), width);
    if (role != TextRole::Title) style = t.text(role, align);
    // Very large words in a narrow place may go on over the page.
    std::vector<std::string> parts{words.shown};
    if (b.size_of(words.shown, style, width).height > t.window().height * 0.16)
      parts = b.lines_of(words.shown, style, width);
    for (auto& part : parts) {
      Piece piece;
      piece.least = piece.most = b.size_of(part.empty() ? " " : part, style, width + 1).height;
      piece.gap = gap;
      gap = 0;
      piece.draw = [&b, part = std::move(part), style, colour, width](const Rect& place, bool) {
        b.text({place.x, place.y, width + 1, place.height}, part, style, colour);
      };
      pieces.push_back(std::move(piece));
    }
  };
  const bool small = b.tightness() >= 4;
  add(b.page().title, small ? TextRole::ItemTitle : TextRole::Title, b.colours().ink,
      b.tightness() >= 3 ? 0 : t.px(centred ? 20 : 28));
  if (b.tightness() < 2) add(b.page().lead, TextRole::Lead, b.colours().ink2, t.px(10));
  return pieces;
}

Pieces pieces_of(const Paragraph& block, double width, Builder& b) {
  const ActionId stop = b.text_stop();
  if (block.text.shown.empty()) return {};
  // The gap between paragraphs is 1.3 times that between lines at least.
  const TextStyle style = b.theme().text(TextRole::Body);
  return text_lines(block.text.shown, style, b.colours().ink, width, std::round(style.size * 0.7), stop, b);
}

}  // namespace bianmin::ui
