#pragma once

#include <memory>
#include <string>
#include <vector>

#include "ui/screen/theme.hpp"

namespace bianmin::tests {

/// A finger and an eye on an X display: presses with the XTest extension, reads pixels.
class X11Hand {
 public:
  explicit X11Hand(const std::string& display);
  ~X11Hand();
  bool connected() const;
  void move(int x, int y);
  void press();
  void release();
  void tap(int x, int y);
  /// The whole screen, row by row.
  struct Picture {
    int width = 0, height = 0;
    std::vector<ui::Colour> pixels;
    ui::Colour at(int x, int y) const {
      return pixels.at(static_cast<std::size_t>(y) * static_cast<std::size_t>(width) + static_cast<std::size_t>(x));
    }
  };
  Picture look();

 private:
  struct Impl;
  std::unique_ptr<Impl> impl_;
};

}  // namespace bianmin::tests
