#include <cmath>

#include "ui/screen/blocks/blocks.hpp"

namespace bianmin::ui {
namespace {

// False, and nothing drawn, where the card is higher than its room.
bool draw_card(const Dialog& dialog, bool must, Builder& b) {
  const Theme& t = b.theme();
  const Palette& c = b.colours();
  const double pad = t.px(56), width = std::min(t.window().width - 2 * t.margin(), t.px(t.portrait() ? 984 : 1160));
  const double inner = width - 2 * pad;
  const double title = b.height_of(dialog.title, TextRole::Title, inner);
  const double text = b.height_of(dialog.text, TextRole::Body, inner);
  // Side by side where every label keeps to one line.
  const auto count = static_cast<double>(std::max<std::size_t>(1, dialog.actions.size()));
  double each = std::floor((inner - t.gap() * (count - 1)) / count);
  bool beside = true;
  for (const auto& action : dialog.actions) beside = beside && b.button_size(action, kNoLimit).width <= each;
  if (!beside) each = inner;
  double row = t.px(112);
  for (const auto& action : dialog.actions) row = std::max(row, b.button_size(action, each).height);
  const double buttons = dialog.actions.empty() ? 0 : beside ? row : row * count + t.px(20) * (count - 1);
  const double height = pad + title + (text > 0 ? t.px(16) + text : 0) + t.px(48) + buttons + pad;
  // Above the foot, so that help stays in reach.
  const double room = b.out().foot.bottom() - (b.page().help ? b.out().foot.height : 0);
  if (!must && height > room - 2 * t.px(16)) return false;
  const Rect card{std::round((t.window().width - width) / 2), std::round(std::max(t.px(16), (room - height) * 0.55)),
                  width, height};
  b.box(card, t.card_radius(), c.surface, c.edge, t.control_edge());
  double y = card.y + pad;
  b.text({card.x + pad, y, inner, title}, dialog.title, TextRole::Title, c.ink);
  y += title + (text > 0 ? t.px(16) : 0);
  b.text({card.x + pad, y, inner, text}, dialog.text, TextRole::Body, c.ink);
  b.spot("text:dialog", {card.x + pad / 2, card.y + pad / 2, width - pad, y + text - card.y}, t.tool_radius());
  y += text + t.px(48);
  double x = card.x + pad;
  for (const auto& action : dialog.actions) {
    b.button({x, y, each, row}, action);
    if (beside)
      x += each + t.gap();
    else
      y += row + t.px(20);
  }
  return true;
}

}  // namespace

void draw_dialog(const Dialog& dialog, Builder& b) {
  const Theme& asked = b.theme();
  b.set_layer(1);
  b.box({0, 0, asked.window().width, asked.window().height}, 0, b.colours().scrim);
  // Its words give way in steps, as the page's do.
  for (int percent = asked.view().text_percent;; percent -= 20) {
    View view = asked.view();
    view.text_percent = std::max(100, percent);
    const Theme smaller(view, asked.window());
    b.use(smaller);
    const bool drawn = draw_card(dialog, percent <= 100, b);
    b.use(asked);
    if (drawn) break;
  }
  if (!b.page().help) return;
  // Help stays usable: drawn again above the veil, at its own place.
  draw_help(b);
}

}  // namespace bianmin::ui
