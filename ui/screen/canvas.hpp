#pragma once

#include <filesystem>
#include <memory>

#include "base/failure.hpp"
#include "ui/screen/painter.hpp"

namespace bianmin::ui {

/// The picture of the screen in memory. Only what changed is drawn again. One thread.
class Canvas {
 public:
  explicit Canvas(const TextEngine& text);
  ~Canvas();
  Canvas(const Canvas&) = delete;
  Canvas& operator=(const Canvas&) = delete;

  /// Draws the layout; returns what changed, pixels.
  std::vector<Rect> update(Layout layout, Overlay overlay);
  /// The same layout under another overlay.
  std::vector<Rect> update(Overlay overlay);
  /// Moving pictures a moment later.
  std::vector<Rect> animate(double phase);
  /// Adds to the ink under the finger, inside `area`, without a new layout. The same point twice begins a stroke.
  Rect extend_ink(const Rect& area, Point from, Point to);
  /// What the camera sees now, where the page shows it; nothing else is drawn.
  std::vector<Rect> show_live(std::shared_ptr<const Bitmap> frame);
  const Layout& layout() const { return layout_; }
  bool moving() const;

  /// Copies onto the context of a window; `where` of window and picture are the same.
  void copy_to(cairo_t* window, const std::vector<Rect>& where) const;
  Colour pixel(int x, int y) const;
  Size size() const;
  /// StoreUnavailable names the file.
  base::Result<void> save_png(const std::filesystem::path& file) const;

 private:
  struct Surface;
  void draw(const std::vector<Rect>& where);

  const TextEngine& text_;
  std::unique_ptr<Surface> surface_;
  Layout layout_;
  Overlay overlay_;
};

}  // namespace bianmin::ui
