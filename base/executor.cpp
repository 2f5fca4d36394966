#include "base/executor.hpp"

namespace bianmin::base {

void QueueExecutor::post(Task task) {
  {
    std::lock_guard lock(mutex_);
    tasks_.push_back(std::move(task));
  }
  arrived_.notify_one();
}

std::size_t QueueExecutor::run_pending() {
  std::size_t ran = 0;
  for (;;) {
    Task task;
    {
      std::lock_guard lock(mutex_);
      if (tasks_.empty()) return ran;
      task = std::move(tasks_.front());
      tasks_.pop_front();
    }
    task();
    ++ran;
  }
}

std::size_t QueueExecutor::run_for(Milliseconds limit) {
  {
    std::unique_lock lock(mutex_);
    arrived_.wait_for(lock, limit, [&] { return !tasks_.empty(); });
  }
  return run_pending();
}

}  // namespace bianmin::base
