#pragma once

#include <memory>
#include <string>

#include "tests/bench/support/picture.hpp"

namespace bianmin::tests {

/// An X display seen and touched from outside: pixels of the root window through shared memory, clicks by XTest. As
/// long as it is connected an Xvfb does not reset itself. One thread.
class XScreen {
 public:
  explicit XScreen(const std::string& display);
  ~XScreen();
  XScreen(const XScreen&) = delete;
  XScreen& operator=(const XScreen&) = delete;

  /// False when there is no such display or it lacks MIT-SHM or XTest.
  bool connected() const;
  Area whole() const;
  /// What is on the screen now. Some 50 µs for a hundred rows of a strip, 2 ms for a whole screen.
  Picture look(const Area& area);
  Picture look() { return look(whole()); }
  /// Button 1 down and up at once at this place.
  void click(int x, int y);
  void move(int x, int y);

 private:
  struct Impl;
  std::unique_ptr<Impl> impl_;
};

}  // namespace bianmin::tests
