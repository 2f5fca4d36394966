#pragma once

#include <string>
#include <vector>

#include "base/failure.hpp"
#include "kiosk/dock/options.hpp"
#include "kiosk/journey/player.hpp"
#include "kiosk/journey/stack.hpp"

namespace bianmin::dock {

/// One step as it went.
struct StepRecord {
  std::size_t number = 0;
  std::string kind, note, page, picture, failure;  // picture: the file's name, "" when none was taken
  base::Milliseconds took{};
};

/// What a played visit came to.
struct Visit {
  kiosk::PlayResult result;
  std::string title;
  std::vector<StepRecord> steps;
  std::vector<std::string> pages;  // in the order visited
  std::vector<std::string> spoken;
  std::string cases = "[]";  // the platform's, as JSON
  base::Milliseconds starting{}, playing{};
};

/// Plays the visit in a whole terminal of its own and leaves pictures, papers, speech and a summary in options.out.
/// Returns the exit status: 0 played, 1 an expectation failed, 2 it could not be played, 130 stopped by a signal.
int play_visit(const Options& options);

}  // namespace bianmin::dock
