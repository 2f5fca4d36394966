#include <cmath>

#include "ui/screen/blocks/blocks.hpp"

namespace bianmin::ui {
namespace {

struct Placed {
  const Action* action;
  Rect rect;  // relative to the bar
};

struct Bar {
  std::vector<Placed> tools;
  double height;
};

// From left to right, the headphones at the far right; on a further row what finds no room.
Bar arrange_with(double width, double pad_x, bool all, Builder& b) {
  const Theme& t = b.theme();
  const double margin = t.px(36), gap = std::max(8.0, t.px(16)), pad_y = t.px(13);
  const double least = std::max(t.elder() ? 60.0 : 48.0, t.px(72));
  Bar bar{};
  double x = margin, y = t.px(t.portrait() ? 15 : 11), row = least;
  const double room = width - 2 * margin;
  // The longest words are the headphones': they break into two lines before the tools take a second row.
  double others = 0;
  for (const auto& tool : b.page().tools)
    if (tool.icon != Icon::Headphones)
      others +=
          std::max(least, std::ceil(b.label_size(tool.icon, tool.label.shown, TextRole::Tool, room - 2 * pad_x).width) +
                              1 + 2 * pad_x) +
          gap;
  const double left_over = std::floor(room - others);
  for (const auto& tool : b.page().tools) {
    Size words = b.label_size(tool.icon, tool.label.shown, TextRole::Tool, room - 2 * pad_x);
    if (tool.icon == Icon::Headphones && words.width + 1 + 2 * pad_x > left_over && left_over >= t.with_text(150)) {
      const Size broken = b.label_size(tool.icon, tool.label.shown, TextRole::Tool, left_over - 2 * pad_x - 2);
      // Two lines cost less than a second row; a word is not cut for it.
      if (broken.width + 2 * pad_x <= left_over && broken.height <= 2.1 * t.text(TextRole::Tool).size * 1.3)
        words = broken;
    }
    const double w = std::max(least, std::ceil(words.width) + 1 + 2 * pad_x),
                 h = std::max(least, words.height + 2 * pad_y);
    if (x > margin && x + w > width - margin + 0.5) {
      x = margin;
      y += row + gap;
      row = least;
    }
    row = std::max(row, h);
    const bool right = tool.icon == Icon::Headphones;
    bar.tools.push_back({&tool, {right ? width - margin - w : x, y, w, h}});
    x += w + gap;
  }
  for (auto& tool : bar.tools) {
    double high = 0;
    for (const auto& other : bar.tools)
      if (other.rect.y == tool.rect.y) high = std::max(high, other.rect.height);
    tool.rect.height = high;
  }
  if (all && t.shape() == Shape::Wide) {
    // Lying, undo and "let the next one go first" stand among the tools, which keep their places.
    std::vector<const Action*> more;
    if (b.page().undo) more.push_back(&*b.page().undo);
    if (b.page().park) more.push_back(&*b.page().park);
    double end = width - margin;
    for (const auto& tool : bar.tools)
      if (tool.action->icon == Icon::Headphones && tool.rect.y == y) end = tool.rect.x - gap;
    double at = margin;
    for (const auto& tool : bar.tools)
      if (tool.action->icon != Icon::Headphones && tool.rect.y == y) at = tool.rect.right() + gap;
    // They draw in before they take a row of their own.
    double pad = pad_x;
    const auto width_of = [&](const Action& action) {
      return std::max(
          least, std::ceil(b.label_size(action.icon, action.label.shown, TextRole::Tool, room).width) + 1 + 2 * pad);
    };
    for (const double closer : {22.0, 15.0, 10.0}) {
      double wanted = at - gap;
      for (const auto* action : more) wanted += gap + width_of(*action);
      if (wanted <= end + 0.5) break;
      pad = t.px(closer);
    }
    for (const auto* action : more) {
      const Size words = b.label_size(action->icon, action->label.shown, TextRole::Tool, room - 2 * pad);
      const double w = width_of(*action), h = std::max(least, words.height + 2 * pad_y);
      if (at + w > end + 0.5) {
        at = margin;
        end = width - margin;
        y += row + gap;
        row = least;
      }
      row = std::max(row, h);
      bar.tools.push_back({action, {at, y, w, h}});
      at += w + gap;
    }
  }
  for (auto& tool : bar.tools) bar.height = std::max(bar.height, tool.rect.bottom());
  bar.height += t.px(t.portrait() ? 15 : 11);
  return bar;
}

// Tools draw in a little before they take another row.
Bar arrange(double width, Builder& b) {
  // Measured without what only some pages have, so that the others stand where they stand on every page.
  double pad_x = b.theme().px(30);
  Bar bar = arrange_with(width, pad_x, false, b);
  for (const double pad : {22.0, 15.0}) {
    if (bar.tools.empty() || bar.tools.back().rect.y <= bar.tools.front().rect.y) break;
    Bar closer = arrange_with(width, b.theme().px(pad), false, b);
    if (closer.height >= bar.height) continue;
    bar = std::move(closer);
    pad_x = b.theme().px(pad);
  }
  return arrange_with(width, pad_x, true, b);
}

}  // namespace

double tools_height(double width, Builder& b) { return b.page().tools.empty() ? 0 : arrange(width, b).height; }

void draw_tools(const Rect& rect, Builder& b) {
  if (b.page().tools.empty()) return;
  const Theme& t = b.theme();
  const Palette& c = b.colours();
  b.box(rect, 0, c.surface);
  b.box({rect.x, rect.bottom() - t.hairline(), rect.width, t.hairline()}, 0, c.line);
  for (const auto& [action, place] : arrange(rect.width, b).tools) {
    const Rect at{rect.x + place.x, rect.y + place.y, place.width, place.height};
    b.pressable(action->id, at, t.tool_radius(), action->enabled, action->selected);
    b.label(at.inset(t.px(8), 0), action->icon, action->label.shown, TextRole::Tool,
            action->selected  ? c.action_dark
            : action->enabled ? c.ink
                              : c.ink2);
  }
}

}  // namespace bianmin::ui
