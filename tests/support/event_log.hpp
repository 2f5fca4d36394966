#pragma once

#include <chrono>
#include <condition_variable>
#include <mutex>
#include <optional>
#include <utility>
#include <variant>
#include <vector>

namespace bianmin::test {

/// Collects a driver's events from its thread and waits for the next of a kind.
template <class Event>
class EventLog {
 public:
  /// The driver's sink; the log must outlive the driver.
  auto sink() {
    return [this](Event event) {
      const std::scoped_lock lock(mutex_);
      events_.push_back(std::move(event));
      arrived_.notify_all();
    };
  }

  /// The next event of kind `T`, skipping others; nothing when none comes within the limit.
  template <class T>
  std::optional<T> next(std::chrono::milliseconds limit = std::chrono::seconds(10)) {
    const auto deadline = std::chrono::steady_clock::now() + limit;
    std::unique_lock lock(mutex_);
    for (;;) {
      while (read_ < events_.size())
        if (auto* found = std::get_if<T>(&events_[read_++])) return std::move(*found);
      if (arrived_.wait_until(lock, deadline) == std::cv_status::timeout && read_ >= events_.size())
        return std::nullopt;
    }
  }

  /// How many events of kind `T` have come in all.
  template <class T>
  std::size_t count() {
    const std::scoped_lock lock(mutex_);
    std::size_t found = 0;
    for (const auto& event : events_) found += std::holds_alternative<T>(event) ? 1 : 0;
    return found;
  }

 private:
  std::mutex mutex_;
  std::condition_variable arrived_;
  std::vector<Event> events_;
  std::size_t read_ = 0;
};

}  // namespace bianmin::test
