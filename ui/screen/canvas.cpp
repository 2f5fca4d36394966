#include "ui/screen/canvas.hpp"

#include <cairo.h>

#include <cmath>
#include <tuple>

#include "base/secret.hpp"

namespace bianmin::ui {
namespace {

constexpr double kInkMargin = 4;

Rect whole(const Rect& r) {
  const double x = std::floor(r.x), y = std::floor(r.y);
  return {x, y, std::ceil(r.right()) - x, std::ceil(r.bottom()) - y};
}

// What is drawn in one picture and not in the other.
void add_differences(const std::vector<Item>& before, const std::vector<Item>& now, std::vector<Rect>& out) {
  const auto key = [](const Item& item) {
    return std::tuple(item.rect.x, item.rect.y, item.rect.width, item.what.index());
  };
  using Key = std::tuple<double, double, double, std::size_t>;
  std::multimap<Key, const Item*> old;
  for (const auto& item : before) old.emplace(key(item), &item);
  for (const auto& item : now) {
    const auto [from, to] = old.equal_range(key(item));
    auto same = from;
    while (same != to && !(*same->second == item)) ++same;
    if (same != to)
      old.erase(same);
    else
      out.push_back(item.rect.inflated(kInkMargin));
  }
  for (const auto& [_, item] : old) out.push_back(item->rect.inflated(kInkMargin));
}

Rect focus_rect(const Layout& layout, const Overlay& overlay) {
  const auto spot = layout.ring(overlay.focus);
  return spot ? spot->rect.inflated(layout.focus_width * 2 + 2) : Rect{};
}

Rect pressed_rect(const Layout& layout, const Overlay& overlay) {
  const Target* target = overlay.pressed.empty() ? nullptr : layout.target(overlay.pressed);
  return target && target->kind != TargetKind::Ink ? target->rect.inflated(1) : Rect{};
}

std::vector<Rect> tidy(std::vector<Rect> rects, Size size) {
  const Rect screen{0, 0, size.width, size.height};
  std::vector<Rect> out;
  double area = 0;
  for (Rect r : rects) {
    r = whole(r);
    const double right = std::min(r.right(), screen.right()), bottom = std::min(r.bottom(), screen.bottom());
    r.x = std::max(0.0, r.x);
    r.y = std::max(0.0, r.y);
    r.width = right - r.x;
    r.height = bottom - r.y;
    if (r.empty()) continue;
    bool inside = false;
    for (const auto& other : out) inside = inside || other.contains(r);
    if (inside) continue;
    area += r.width * r.height;
    out.push_back(r);
  }
  if (area > size.width * size.height * 0.9 || out.size() > 150) return {screen};
  return out;
}

}  // namespace

struct Canvas::Surface {
  cairo_surface_t* image = nullptr;
  cairo_t* cairo = nullptr;
  int width = 0, height = 0;
  Surface(int w, int h)
      : image(cairo_image_surface_create(CAIRO_FORMAT_RGB24, w, h)), cairo(cairo_create(image)), width(w), height(h) {}
  ~Surface() {
    cairo_destroy(cairo);
    cairo_surface_destroy(image);
  }
  Surface(const Surface&) = delete;
  Surface& operator=(const Surface&) = delete;
};

Canvas::Canvas(const TextEngine& text) : text_(text) {}
Canvas::~Canvas() = default;

void Canvas::draw(const std::vector<Rect>& where) {
  if (where.empty()) return;
  cairo_t* cairo = surface_->cairo;
  cairo_save(cairo);
  for (const auto& r : where) cairo_rectangle(cairo, r.x, r.y, r.width, r.height);
  cairo_clip(cairo);
  Painter painter(cairo, text_, layout_.palette);
  paint(painter, layout_, overlay_, where);
  cairo_restore(cairo);
}

std::vector<Rect> Canvas::update(Layout layout, Overlay overlay) {
  const int width = static_cast<int>(layout.size.width), height = static_cast<int>(layout.size.height);
  std::vector<Rect> changed;
  if (!surface_ || surface_->width != width || surface_->height != height) {
    surface_ = std::make_unique<Surface>(width, height);
    changed.push_back({0, 0, layout.size.width, layout.size.height});
  } else {
    add_differences(layout_.items, layout.items, changed);
    if (focus_rect(layout_, overlay_) != focus_rect(layout, overlay)) {
      changed.push_back(focus_rect(layout_, overlay_));
      changed.push_back(focus_rect(layout, overlay));
    }
    if (pressed_rect(layout_, overlay_) != pressed_rect(layout, overlay)) {
      changed.push_back(pressed_rect(layout_, overlay_));
      changed.push_back(pressed_rect(layout, overlay));
    }
  }
  // The old page's words may be a resident's.
  for (auto& item : layout_.items) {
    if (auto* words = std::get_if<TextItem>(&item.what)) base::wipe(words->text);
    if (auto* code = std::get_if<CodeItem>(&item.what)) base::wipe(code->payload);
  }
  layout_ = std::move(layout);
  overlay_ = std::move(overlay);
  changed = tidy(std::move(changed), layout_.size);
  draw(changed);
  return changed;
}

std::vector<Rect> Canvas::update(Overlay overlay) {
  std::vector<Rect> changed;
  if (!surface_) return changed;
  for (const auto& [before, now] : {std::pair(focus_rect(layout_, overlay_), focus_rect(layout_, overlay)),
                                    std::pair(pressed_rect(layout_, overlay_), pressed_rect(layout_, overlay))})
    if (before != now) {
      changed.push_back(before);
      changed.push_back(now);
    }
  overlay_ = std::move(overlay);
  changed = tidy(std::move(changed), layout_.size);
  draw(changed);
  return changed;
}

bool Canvas::moving() const {
  for (const auto& item : layout_.items)
    if (const auto* picture = std::get_if<PictureItem>(&item.what); picture && picture->active) return true;
  return false;
}

std::vector<Rect> Canvas::animate(double phase) {
  std::vector<Rect> changed;
  for (const auto& item : layout_.items)
    if (const auto* picture = std::get_if<PictureItem>(&item.what); picture && picture->active)
      changed.push_back(item.rect.inflated(kInkMargin));
  overlay_.phase = phase;
  changed = tidy(std::move(changed), layout_.size);
  draw(changed);
  return changed;
}

Rect Canvas::extend_ink(const Rect& area, Point from, Point to) {
  for (auto& item : layout_.items) {
    auto* ink = std::get_if<InkItem>(&item.what);
    if (!ink || item.rect != area) continue;
    if (from == to || ink->strokes.empty()) ink->strokes.emplace_back();
    ink->strokes.back().push_back(to);
    const Rect bounds{std::min(from.x, to.x), std::min(from.y, to.y), std::abs(from.x - to.x), std::abs(from.y - to.y)};
    const std::vector<Rect> changed = tidy({bounds.inflated(ink->width)}, layout_.size);
    draw(changed);
    return changed.empty() ? Rect{} : changed.front();
  }
  return {};
}

std::vector<Rect> Canvas::show_live(std::shared_ptr<const Bitmap> frame) {
  std::vector<Rect> changed;
  for (auto& item : layout_.items)
    if (auto* photo = std::get_if<PhotoItem>(&item.what); photo && photo->live && photo->bitmap != frame) {
      photo->bitmap = frame;
      changed.push_back(item.rect);
    }
  changed = tidy(std::move(changed), layout_.size);
  draw(changed);
  return changed;
}

void Canvas::copy_to(cairo_t* window, const std::vector<Rect>& where) const {
  if (!surface_) return;
  cairo_save(window);
  cairo_set_source_surface(window, surface_->image, 0, 0);
  cairo_set_operator(window, CAIRO_OPERATOR_SOURCE);
  for (const auto& r : where) cairo_rectangle(window, r.x, r.y, r.width, r.height);
  cairo_fill(window);
  cairo_restore(window);
}

Size Canvas::size() const {
  return surface_ ? Size{static_cast<double>(surface_->width), static_cast<double>(surface_->height)} : Size{};
}

Colour Canvas::pixel(int x, int y) const {
  if (!surface_ || x < 0 || y < 0 || x >= surface_->width || y >= surface_->height) return {};
  cairo_surface_flush(surface_->image);
  const unsigned char* row =
      cairo_image_surface_get_data(surface_->image) + y * cairo_image_surface_get_stride(surface_->image);
  std::uint32_t value = 0;
  std::copy_n(row + x * 4, 4, reinterpret_cast<unsigned char*>(&value));
  return Colour::hex(value & 0xFFFFFFU);
}

base::Result<void> Canvas::save_png(const std::filesystem::path& file) const {
  if (!surface_) return base::fail(base::FailureCode::Internal, "no page was drawn");
  const cairo_status_t status = cairo_surface_write_to_png(surface_->image, file.c_str());
  if (status != CAIRO_STATUS_SUCCESS)
    return base::fail(base::FailureCode::StoreUnavailable, file.string() + ": " + cairo_status_to_string(status));
  return {};
}

}  // namespace bianmin::ui
