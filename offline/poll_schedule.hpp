#pragma once

#include <optional>

#include "base/clock.hpp"
#include "base/failure.hpp"
#include "base/random.hpp"

namespace bianmin::offline {

struct PollTimes {
  base::Milliseconds wait{30000};         // the longest the platform holds a poll
  base::Milliseconds plain_every{60000};  // between polls where held ones don't get through
  base::Milliseconds retry_base{2000}, retry_cap{15 * 60 * 1000};
};

/// When to poll, and whether to let the platform hold the poll. Values only.
///   answered                → again at once
///   held, but empty at once → a proxy answers for the platform, or it doesn't hold: plain polls
///   cut while held, 3 times → a proxy cuts held polls: plain polls; one held poll is tried again every 20 plain ones
///   failed                  → full jitter, at least what the platform asked for
class PollSchedule {
 public:
  PollSchedule(PollTimes times, base::Random& random) : times_(times), random_(random) {}

  /// How long the next poll may be held: `PollTimes::wait`, or nothing in plain mode.
  base::Milliseconds wait() const;
  /// After a poll that took `took`; `changed` when it brought something (200). Returns the pause until the next.
  base::Milliseconds answered(bool changed, base::Milliseconds took);
  base::Milliseconds failed(base::FailureCode why, base::Milliseconds took,
                            std::optional<base::Milliseconds> retry_after);
  /// The link came up: the next failure starts from the shortest pause again.
  void link_up() { failures_ = 0; }
  bool plain() const { return plain_; }

 private:
  base::Milliseconds plain_pause();

  const PollTimes times_;
  base::Random& random_;
  bool plain_ = false;
  unsigned failures_ = 0, cut_ = 0, plain_polls_ = 0;
};

}  // namespace bianmin::offline
