#include <cmath>

#include "ui/screen/blocks/blocks.hpp"

namespace bianmin::ui {
namespace {

constexpr double kMostLines = 3;

TextStyle step_style(bool bold, Builder& b) {
  TextStyle style = b.theme().text(TextRole::Step, Align::Centre);
  style.bold = bold;
  return style;
}

}  // namespace

// Every step's word below its dot; where one of them finds no room there, only that of the step one is at.
Piece stepper(const Progress& progress, double width, Builder& b) {
  const Theme& t = b.theme();
  const auto count = static_cast<double>(std::max<std::size_t>(1, progress.steps.size()));
  const double each = std::floor(width / count),
               dot = std::max(t.px(56), std::round(t.text(TextRole::StepNumber).size * 1.9));
  const double column = each - t.px(12);
  double words = 0;
  bool all = true;
  for (const auto& step : progress.steps) {
    const TextStyle style = b.snug(step.shown, step_style(true, b), column);
    const Size size = b.size_of(step.shown, style, column);
    all = all && size.width <= column + 1 && size.height <= kMostLines * style.size * style.leading + 1;
    words = std::max(words, size.height);
  }
  const bool here = progress.current < progress.steps.size();
  if (!all) words = here ? b.size_of(progress.steps[progress.current].shown, step_style(true, b), width).height : 0;
  Piece piece;
  piece.least = piece.most = dot + t.px(10) + words;
  piece.draw = [&b, &progress, each, column, dot, all](const Rect& place, bool) {
    const Theme& th = b.theme();
    const Palette& c = b.colours();
    const auto middle = [&](std::size_t i) { return std::round(place.x + (static_cast<double>(i) + 0.5) * each); };
    const double thick = th.px(4);
    for (std::size_t i = 0; i + 1 < progress.steps.size(); ++i)
      b.box({middle(i) + dot / 2, place.y + std::round((dot - thick) / 2), middle(i + 1) - middle(i) - dot, thick}, 0,
            i < progress.current ? c.ok : c.line);
    for (std::size_t i = 0; i < progress.steps.size(); ++i) {
      const Rect circle{middle(i) - dot / 2, place.y, dot, dot};
      const bool done = i < progress.current, now = i == progress.current;
      b.box(circle, dot / 2,
            done  ? c.ok
            : now ? c.action
                  : c.surface,
            done || now ? std::nullopt : std::optional(c.edge), std::max(2.0, th.px(3)));
      if (done) {
        b.icon(circle.inset(dot * 0.22, dot * 0.22), Icon::Check, c.surface, 3);
      } else {
        b.text_middle(circle, std::to_string(i + 1), th.text(TextRole::StepNumber, Align::Centre),
                      now ? c.on_action : c.ink2);
      }
      if (!all && !now) continue;
      const std::string& word = progress.steps[i].shown;
      const double room = all ? column : place.width;
      TextStyle label = b.snug(word, step_style(true, b), room);
      const double wide = all ? column : std::min(room, std::ceil(b.size_of(word, label, room).width) + 1);
      label.bold = now;
      const double left = std::clamp(middle(i) - std::floor(wide / 2), place.x, place.right() - wide);
      b.text({all ? middle(i) - std::floor(wide / 2) : left, place.y + dot + th.px(10), wide, 0}, word, label,
             now ? c.ink : c.ink2);
    }
  };
  return piece;
}

}  // namespace bianmin::ui
