#include <algorithm>
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

namespace {

double baseline_shift(const TextStyle& title, const TextStyle& lead) {
  return std::round((title.size * title.leading - lead.size * lead.leading) / 2 + (title.size - lead.size) * 0.36);
}

// Lying, above a page of groups, whose rows need the height: the lead goes on behind the title.
bool in_one_line(double width, Builder& b) {
  const Theme& t = b.theme();
  const Page& page = b.page();
  const bool grouped = std::any_of(page.blocks.begin(), page.blocks.end(), [](const Block& block) {
    const auto* tiles = std::get_if<Tiles>(&block);
    return tiles != nullptr && !tiles->heading.shown.empty();
  });
  if (t.portrait() || !grouped || page.lead.shown.empty()) return false;
  return b.size_of(page.title.shown, t.text(TextRole::Title)).width + t.px(48) +
             b.size_of(page.lead.shown, t.text(TextRole::Lead)).width <=
         width;
}

Piece title_beside_lead(Builder& b) {
  const Theme& t = b.theme();
  Piece piece;
  piece.least = piece.most = b.size_of(b.page().title.shown, t.text(TextRole::Title)).height;
  piece.draw = [&b](const Rect& place, bool) {
    const Theme& th = b.theme();
    const TextStyle title = th.text(TextRole::Title), lead = th.text(TextRole::Lead);
    const double words = std::ceil(b.size_of(b.page().title.shown, title).width) + 1;
    b.text({place.x, place.y, words, 0}, b.page().title.shown, title, b.colours().ink);
    const double x = place.x + words + th.px(48);
    b.text({x, place.y + baseline_shift(title, lead), place.right() - x, 0}, b.page().lead.shown, lead,
           b.colours().ink2);
  };
  return piece;
}

}  // namespace

double title_room(Builder& b) {
  return std::ceil(b.size_of(b.page().title.shown, b.theme().text(TextRole::Title)).width) + 1;
}

Piece title_alone(Builder& b) {
  Piece piece;
  piece.least = piece.most = b.size_of(b.page().title.shown, b.theme().text(TextRole::Title)).height;
  piece.draw = [&b](const Rect& place, bool) {
    b.text_middle(place, b.page().title.shown, b.theme().text(TextRole::Title), b.colours().ink);
  };
  return piece;
}

Pieces headline(double width, bool centred, Builder& b) {
  const Theme& t = b.theme();
  Pieces pieces;
  const Align align = centred ? Align::Centre : Align::Left;
  const auto add = [&](const Text& words, TextRole role, Colour colour, double gap) {
    if (words.shown.empty()) return;
    TextStyle style = b.snug(words.shown, t.text(role, align), width);
    if (role != TextRole::Title) style = t.text(role, align);
    // A title stays whole: it gives way in size first. A very long lead may go on over the page.
    std::vector<std::string> parts{words.shown};
    if (role != TextRole::Title && b.size_of(words.shown, style, width).height > t.window().height * 0.3)
      parts = b.lines_of(words.shown, style, width);
    // Under a sign the lines are even: no word is left alone on the last.
    const double room = centred && parts.size() == 1 ? b.even_width(words.shown, style, width) : width;
    for (auto& part : parts) {
      Piece piece;
      piece.least = piece.most = b.size_of(part.empty() ? " " : part, style, room + 1).height;
      piece.gap = gap;
      gap = 0;
      piece.draw = [&b, part = std::move(part), style, colour, room, centred](const Rect& place, bool) {
        const double x = centred ? std::round(place.x + (place.width - room) / 2) : place.x;
        b.text({x, place.y, room + 1, place.height}, part, style, colour);
      };
      pieces.push_back(std::move(piece));
    }
  };
  if (b.tightness() == 1 && in_one_line(width, b)) {
    pieces.push_back(title_beside_lead(b));
    return pieces;
  }
  const bool small = b.tightness() >= 4;
  add(b.page().title, small ? TextRole::ItemTitle : TextRole::Title, b.colours().ink,
      b.tightness() >= 3 ? 0 : t.px(centred ? 20 : 28));
  if (b.tightness() >= 2) return pieces;
  // A warning that stands alone is the message, not a hint below it.
  const bool alarm = centred && b.page().kind == PageKind::Notice && !b.page().back && !b.page().home;
  add(b.page().lead, alarm ? TextRole::ItemTitle : TextRole::Lead, alarm ? b.colours().ink : b.colours().ink2,
      t.px(alarm ? 24 : 10));
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
