#include <cmath>

#include "ui/screen/blocks/blocks.hpp"

namespace bianmin::ui {

Piece stepper(const Progress& progress, double width, Builder& b) {
  const Theme& t = b.theme();
  const auto count = static_cast<double>(std::max<std::size_t>(1, progress.steps.size()));
  const double each = std::floor(width / count),
               dot = std::max(t.px(56), std::round(t.text(TextRole::StepNumber).size * 1.9));
  double words = 0;
  TextStyle style = t.text(TextRole::Step, Align::Centre);
  style.bold = true;
  for (const auto& step : progress.steps) {
    words = std::max(words, b.size_of(step.shown, b.snug(step.shown, style, each - t.px(12)), each - t.px(12)).height);
  }
  Piece piece;
  piece.least = piece.most = dot + t.px(10) + words;
  piece.draw = [&b, &progress, each, dot](const Rect& place, bool) {
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
      TextStyle label = th.text(TextRole::Step, Align::Centre);
      label.bold = true;
      label = b.snug(progress.steps[i].shown, label, each - th.px(12));
      label.bold = now;
      b.text({middle(i) - std::floor((each - th.px(12)) / 2), place.y + dot + th.px(10), each - th.px(12), 0},
             progress.steps[i].shown, label, now ? c.ink : c.ink2);
    }
  };
  return piece;
}

}  // namespace bianmin::ui
