#pragma once

#include <cstdint>
#include <functional>
#include <memory>

#include "base/clock.hpp"
#include "base/random.hpp"
#include "offline/events.hpp"
#include "offline/notice_board.hpp"
#include "offline/platform_client.hpp"
#include "offline/poll_schedule.hpp"

namespace bianmin::offline {

/// Asks the platform for news: one held poll after another, on its own thread. Ports must outlive it.
class Poller {
 public:
  struct Sinks {
    std::function<void(NoticesChanged)> notices;         // on the poller's thread
    std::function<void(std::uint64_t version)> content;  // the platform has a version other than the one in use
  };
  /// Loads the board and reports what it holds at once. `content` is the version in use, 0 for none.
  Poller(PollTimes times, std::uint64_t content, NoticeBoard board, PlatformPort& platform, const base::Clock& clock,
         base::Random& random, Sinks sinks);
  ~Poller();
  Poller(const Poller&) = delete;
  Poller& operator=(const Poller&) = delete;

 private:
  class Worker;
  std::unique_ptr<Worker> worker_;
};

}  // namespace bianmin::offline
