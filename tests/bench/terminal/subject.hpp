#pragma once

#include <filesystem>
#include <functional>
#include <memory>
#include <string>
#include <vector>

#include "kiosk/journey/stack.hpp"
#include "tests/bench/support/terminal_page.hpp"
#include "tests/bench/support/x_screen.hpp"
#include "tests/ui/support/virtual_display.hpp"

namespace bianmin::tests {

/// One of the programs compared: how it is started, on which display, and what of its picture must be there.
struct Subject {
  std::string name;
  std::vector<std::string> command;
  XScreen* screen = nullptr;
  std::string display;
  std::vector<Area> tiles;  // of its first page
  Picture first;            // that page, settled
  kiosk::Subprocess process;

  void start();
  void stop();
  /// Waits until the first page is on the screen: each tile has its ink, and of all pixels at most 5 in 100 are not as
  /// when it had settled. When it was seen (now_ms), 0 after 20 seconds without.
  double wait_until_whole();
  /// Starts it, waits until nothing has changed for 1.5 seconds and keeps the picture. False when that is empty.
  bool learn();
};

/// A terminal with all its surroundings, and Chromium on a display of its own showing the same two pages.
class Scene {
 public:
  /// `folder`: private.
  static base::Result<std::unique_ptr<Scene>> open(const std::filesystem::path& programs,
                                                   const std::filesystem::path& folder);
  ~Scene();

  kiosk::Stack& stack() { return *stack_; }
  std::filesystem::path control() const { return stack_->control(); }
  Subject& ours() { return ours_; }
  /// Debian's Chromium as it comes, and without its GPU process (faster where there is no GPU).
  std::vector<Subject>& peers() { return peers_; }
  const TerminalPage& home() const { return home_; }
  const TerminalPage& second() const { return second_; }
  /// Clicks the middle of a target of ours and waits for a page; false after 10 seconds.
  bool go(const std::string& target, const std::string& page);

 private:
  Scene() = default;
  std::unique_ptr<kiosk::Stack> stack_;
  std::unique_ptr<VirtualDisplay> peer_display_;
  std::unique_ptr<XScreen> screen_, peer_screen_;
  Subject ours_;
  std::vector<Subject> peers_;
  TerminalPage home_, second_;
};

/// The tile and the button between which touches go to and fro, and the page they lead to.
constexpr const char* kForward = "service:complaint";
constexpr const char* kBack = "home";

}  // namespace bianmin::tests
