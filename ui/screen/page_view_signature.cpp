#include <cmath>

#include "base/secret.hpp"
#include "ui/screen/input/signature_strokes.hpp"
#include "ui/screen/page_view.hpp"

// The part of PageView that takes a signature: strokes of the finger become the pad's text.
namespace bianmin::ui {

SignaturePad* PageView::signature(std::string_view id) {
  for (auto& block : page_.blocks)
    if (auto* pad = std::get_if<SignaturePad>(&block); pad && pad->id == id) return pad;
  return nullptr;
}

void PageView::begin_signature(Point) {
  const SignaturePad* pad = signature(std::string_view(drawing_).substr(5));
  signature_ = pad ? read_strokes(pad->strokes) : std::vector<Stroke>{};
  signature_.emplace_back();
}

void PageView::extend_signature(const Rect& area, Point p) {
  if (signature_.empty()) return;
  p.x = std::clamp(p.x, area.x, area.right());
  p.y = std::clamp(p.y, area.y, area.bottom());
  const auto on_screen = [&](Point q) {
    return Point{area.x + q.x * area.width / 1000, area.y + q.y * area.width / 1000};
  };
  Stroke& stroke = signature_.back();
  const Point inside{std::round((p.x - area.x) * 1000 / area.width), std::round((p.y - area.y) * 1000 / area.width)};
  // A trembling finger that rests adds nothing.
  constexpr double kStep = 2;
  if (!stroke.empty() && std::hypot(inside.x - stroke.back().x, inside.y - stroke.back().y) < kStep) return;
  const Point from = stroke.empty() ? p : on_screen(stroke.back());
  stroke.push_back(inside);
  refresh({canvas_.extend_ink(area, from, on_screen(inside))});
}

void PageView::finish_signature() {
  std::string strokes = write_strokes(signature_);
  for (auto& stroke : signature_) std::fill(stroke.begin(), stroke.end(), Point{});
  signature_.clear();
  sign(drawing_.substr(5), std::move(strokes));
}

void PageView::sign(const std::string& id, std::string strokes) {
  SignaturePad* pad = signature(id);
  if (!pad || pad->strokes == strokes) return;
  base::wipe(pad->strokes);
  pad->strokes = strokes;
  relayout();
  send(TextEdited{id, std::move(strokes)});
}

}  // namespace bianmin::ui
