#pragma once

#include <condition_variable>
#include <mutex>
#include <stop_token>

#include "base/clock.hpp"

namespace bianmin::offline {

/// A pause that another thread can end.
class Wakeable {
 public:
  /// Any thread. A wake before the pause ends the next pause.
  void wake() {
    {
      std::lock_guard lock(mutex_);
      woken_ = true;
    }
    changed_.notify_one();
  }
  /// Returns after `limit`, a wake or a stop. True when it was woken.
  bool pause(const std::stop_token& stop, base::Milliseconds limit) {
    std::unique_lock lock(mutex_);
    const bool woken = changed_.wait_for(lock, stop, limit, [this] { return woken_; });
    woken_ = false;
    return woken;
  }

 private:
  std::mutex mutex_;
  std::condition_variable_any changed_;
  bool woken_ = false;
};

}  // namespace bianmin::offline
