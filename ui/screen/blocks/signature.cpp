#include <cmath>

#include "ui/screen/blocks/blocks.hpp"
#include "ui/screen/input/signature_strokes.hpp"
#include "ui/screen/panel/panel.hpp"

namespace bianmin::ui {

// The label and "clear" above, the pad with a line to write on below.
Pieces pieces_of(const SignaturePad& block, double width, Builder& b) {
  const Theme& t = b.theme();
  b.press_stop();
  const Key clear{
      "key:clear-signature:" + block.id, b.word("screen.clear"), Icon::Erase, 1, !block.strokes.empty(), false, true};
  const Size clear_words = b.label_size(clear.icon, clear.label, TextRole::KeyWord, width * 0.4);
  const double clear_width = std::max(t.target(), std::ceil(clear_words.width) + 2 * t.px(32));
  const double room = width - clear_width - t.px(24);
  const double label = b.height_of(block.label, TextRole::ItemTitle, room);
  const double head = std::max({label, t.target(), clear_words.height + t.px(20)});
  const bool wrong = !block.error.shown.empty();
  TextStyle error_style = t.text(TextRole::Small);
  error_style.bold = true;
  const double sign = wrong ? std::round(error_style.size * 1.2) : 0, left = wrong ? sign + t.px(14) : 0;
  const double error = wrong ? b.size_of(block.error.shown, error_style, width - left).height + t.px(10) : 0;
  const double around = head + t.px(16) + error;
  Piece piece;
  piece.least = around + t.px(b.tightness() > 0 ? 260 : t.portrait() ? 420 : 300);
  // A pad as wide as the page and half as high is a sheet's signature line, not a blackboard.
  piece.most = std::max(piece.least, around + t.px(t.portrait() ? 620 : 560));
  piece.gap = b.air(32);
  piece.stops = {"field:" + block.id};
  piece.draw = [=, &b, &block](const Rect& place, bool) {
    const Theme& th = b.theme();
    const Palette& c = b.colours();
    b.text({place.x, std::round(place.y + (head - label) / 2), room, label}, block.label, TextRole::ItemTitle, c.ink);
    draw_key({place.right() - clear_width, place.y, clear_width, head}, clear, b);
    const Rect pad{place.x, place.y + head + th.px(16), place.width, place.height - around};
    b.box(pad, th.card_radius(), c.surface, wrong ? c.error : c.action, th.control_edge() * 2);
    const double line = std::round(pad.y + pad.height * 0.74), in = th.px(56);
    b.icon({pad.x + in, line - th.px(48), th.px(40), th.px(40)}, Icon::Pencil, c.ink2, 1.8);
    b.box({pad.x + in, line, pad.width - 2 * in, std::max(2.0, th.px(3))}, 0, c.edge);
    if (block.strokes.empty())
      b.text_middle({pad.x + in, pad.y + th.px(16), pad.width - 2 * in, line - pad.y - th.px(56)}, block.hint.shown,
                    th.text(TextRole::Caption, Align::Centre), c.ink2);
    b.target("sign:" + block.id, TargetKind::Ink, pad, th.card_radius());
    b.spot("field:" + block.id, pad, th.card_radius());
    InkItem ink{{}, th.px(9), c.ink};
    auto strokes = read_strokes(block.strokes);
    // Signed on a higher pad, it is read on this one whole.
    double lowest = 0;
    for (const auto& stroke : strokes)
      for (const Point& p : stroke) lowest = std::max(lowest, p.y);
    const double scale = std::min(pad.width / 1000, (pad.height - th.px(12)) / std::max(1.0, lowest));
    for (auto& stroke : strokes) {
      for (Point& p : stroke) p = {pad.x + p.x * scale, pad.y + p.y * scale};
      ink.strokes.push_back(std::move(stroke));
    }
    b.add(pad, std::move(ink));
    if (!wrong) return;
    const double y = pad.bottom() + th.px(10);
    b.icon({place.x, y + std::round((error_style.size * error_style.leading - sign) / 2), sign, sign}, Icon::Warning,
           c.error, 2);
    b.text({place.x + left, y, place.width - left, 0}, block.error.shown, error_style, c.error_ink);
  };
  Pieces pieces;
  pieces.push_back(std::move(piece));
  return pieces;
}

}  // namespace bianmin::ui
