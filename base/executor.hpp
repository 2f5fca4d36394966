#pragma once

#include <condition_variable>
#include <deque>
#include <functional>
#include <mutex>
#include <optional>
#include <vector>

#include "base/clock.hpp"

namespace bianmin::base {

/// The one place where the terminal's state changes. Device threads post; the owner's thread runs. In the window the
/// implementation hands the work to wx; headless it is a queue.
class Executor {
 public:
  using Task = std::function<void()>;
  virtual ~Executor() = default;
  /// Runs `task` later on the owner's thread. Any thread. Tasks run in the order posted.
  virtual void post(Task task) = 0;
};

/// An executor run by hand: tests, journeys, command-line programs.
class QueueExecutor final : public Executor {
 public:
  void post(Task task) override;
  /// Runs what is queued, including what those tasks post; returns how many ran. Owner's thread.
  std::size_t run_pending();
  /// Waits up to `limit` for a task, then runs what is queued; returns how many ran. Owner's thread.
  std::size_t run_for(Milliseconds limit);

 private:
  std::mutex mutex_;
  std::condition_variable arrived_;
  std::deque<Task> tasks_;
};

}  // namespace bianmin::base
