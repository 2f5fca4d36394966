#include "ui/screen/layout.hpp"

#include "ui/screen/blocks/blocks.hpp"
#include "ui/screen/body.hpp"

namespace bianmin::ui {

const Target* Layout::target_at(Point p) const {
  const Target* found = nullptr;
  for (const auto& target : targets)
    if (target.rect.contains(p) && (!found || target.layer >= found->layer)) found = &target;
  return found;
}

const Target* Layout::target(std::string_view id) const {
  for (const auto& target : targets)
    if (target.id == id) return &target;
  return nullptr;
}

const Spot* Layout::spot(const ActionId& id) const {
  for (const auto& spot : spots)
    if (spot.id == id) return &spot;
  return nullptr;
}

std::optional<Spot> Layout::ring(const ActionId& id) const {
  if (id.empty()) return std::nullopt;
  if (const Spot* found = spot(id)) return *found;
  if (const Target* key = target(id)) return Spot{key->id, key->rect, key->radius};
  return std::nullopt;
}

Layout lay_out(const Page& page, Size size, const TextMeasurer& measurer, const Words& words, const LocalState& local) {
  Layout out;
  const Theme theme(page.view, size);
  out.size = theme.window();
  out.palette = theme.palette();
  out.focus_width = std::max(4.0, theme.px(6));
  Builder b(page, theme, measurer, words, local, out);
  const double width = out.size.width;

  const bool low = page.view.low_reach && theme.portrait();
  out.header = {0, 0, width, header_height(b)};
  const double tools = tools_height(width, b);
  const double foot = footer_height(width, b);
  out.foot = {0, out.size.height - foot, width, foot};
  out.tools = {0, low ? out.foot.y - tools : out.header.bottom(), width, tools};
  const double above = low ? out.header.bottom() : out.tools.bottom();
  out.ribbon = {0, above, width, ribbon_height(width, b)};
  const double top = out.ribbon.bottom();
  const double bottom = low ? out.tools.y : out.foot.y;
  // Large words take their room from the air around them.
  const double ease = 1 - 0.6 * (theme.enlarged() - 1);
  const double pad_top = theme.px((theme.portrait() ? 44 : 32) * ease), pad_bottom = theme.px(28 * ease);
  out.body = {theme.margin(), top + pad_top, width - 2 * theme.margin(), bottom - top - pad_top - pad_bottom};

  b.box({0, 0, width, out.size.height}, 0, theme.palette().ground);
  draw_header(out.header, b);
  draw_tools(out.tools, b);
  draw_ribbon(out.ribbon, b);
  if (page.personal && page.view.curtain)
    draw_curtain(out.body, b);
  else
    draw_body(out.body, b);
  draw_footer(out.foot, b);
  if (page.dialog) {
    out.targets.clear();
    out.spots.clear();
    draw_dialog(*page.dialog, b);
  }
  return out;
}

}  // namespace bianmin::ui
