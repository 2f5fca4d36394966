#pragma once

#include <chrono>
#include <condition_variable>
#include <deque>
#include <mutex>
#include <optional>

namespace bianmin::tool {

/// Carries a driver's events from its thread to the command that waits for them. Must outlive the driver.
template <class Event>
class EventQueue {
 public:
  using Time = std::chrono::steady_clock::time_point;
  auto sink() {
    return [this](Event event) {
      const std::scoped_lock lock(mutex_);
      events_.push_back(std::move(event));
      arrived_.notify_one();
    };
  }
  /// The next event, nothing when none comes before the deadline.
  std::optional<Event> next(Time deadline) {
    std::unique_lock lock(mutex_);
    if (!arrived_.wait_until(lock, deadline, [&] { return !events_.empty(); })) return std::nullopt;
    Event event = std::move(events_.front());
    events_.pop_front();
    return event;
  }

 private:
  std::mutex mutex_;
  std::condition_variable arrived_;
  std::deque<Event> events_;
};

inline std::chrono::steady_clock::time_point seconds_from_now(double seconds) {
  return std::chrono::steady_clock::now() +
         std::chrono::duration_cast<std::chrono::steady_clock::duration>(std::chrono::duration<double>(seconds));
}

}  // namespace bianmin::tool
