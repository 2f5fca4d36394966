#pragma once

#include <functional>
#include <string>
#include <vector>

#include "base/clock.hpp"
#include "kiosk/shell/shell.hpp"

namespace bianmin::kiosk {

/// A civil clock that can be moved ahead; time goes on from there. For the demo's dock and journeys in the window.
class MovableClock final : public base::Clock {
 public:
  base::Instant now() const override { return system_.now() + offset(); }
  base::Milliseconds elapsed() const override { return system_.elapsed() + offset(); }
  void advance(base::Milliseconds by);
  /// Makes it `instant` now.
  void set(base::Instant instant);

 private:
  base::Milliseconds offset() const;
  base::SystemClock system_;
  mutable std::mutex mutex_;
  base::Milliseconds offset_{0};
};

/// The voice memo on a page, or null.
const ui::Memo* memo_on(const ui::Page& page);

/// Answers the control socket's requests: {"do":"page"}, {"do":"spoken"}, {"do":"forget"}, {"do":"advance","ms":…},
/// {"do":"key", "key":"down"}, {"do":"headphones","in":true}, {"do":"write","field":…,"text":…}. Answers are objects; a
/// request that can't be understood is answered {"error":…}. Executor's thread.
class DevControl {
 public:
  /// `geometry`: where things are on the screen, as JSON.
  DevControl(Shell& shell, MovableClock& clock, std::function<std::string()> geometry);
  std::string answer(const std::string& request);

 private:
  Shell& shell_;
  MovableClock& clock_;
  std::function<std::string()> geometry_;
  std::vector<std::string> spoken_;
};

}  // namespace bianmin::kiosk
