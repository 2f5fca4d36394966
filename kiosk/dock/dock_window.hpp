#pragma once

#include <filesystem>
#include <functional>
#include <memory>

#include "kiosk/dock/terminal.hpp"

namespace bianmin::dock {

/// The window beside the terminal: everything that people and the world do to one. Window's thread only; the terminal
/// outlives it.
class DockWindow {
 public:
  /// `cards`: the folder of card files. `closed` is called when the window is closed by hand.
  DockWindow(Terminal& terminal, const std::filesystem::path& cards, std::function<void()> closed);
  ~DockWindow();
  void show(const News& news);

 private:
  class Frame;
  Frame* frame_;  // wx owns it
};

struct ScreenArea {
  int width = 0, height = 0;
};
/// The part of the display that windows may use, pixels.
ScreenArea usable_area();
/// How wide the dock is, pixels.
inline constexpr int kDockWidth = 580;

}  // namespace bianmin::dock
