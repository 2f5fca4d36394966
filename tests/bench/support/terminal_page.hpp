#pragma once

#include <filesystem>
#include <string>
#include <vector>

#include "tests/bench/support/picture.hpp"

namespace bianmin::tests {

/// A terminal's page as its control socket tells it, with the places of what can be touched.
struct TerminalPage {
  struct Target {
    std::string id, label;
    Area area;  // on the screen
    bool enabled = true;
  };
  struct Words {
    std::string text;
    Area area;
    int size = 0;  // of the letters, in pixels
  };
  std::string id;
  std::string text;
  bool link_up = false;
  std::vector<Target> targets;
  std::vector<Words> words;
  const Target* target(const std::string& wanted) const;
};

/// Asks a running bianmin-kiosk (--control); an empty id when nobody answers.
TerminalPage ask_page(const std::filesystem::path& control);

}  // namespace bianmin::tests
