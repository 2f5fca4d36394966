#pragma once

#include <condition_variable>
#include <map>
#include <mutex>
#include <vector>

#include "offline/platform_client.hpp"

namespace bianmin::offline::tests {

/// A platform played by the test: calls wait until the test answers them.
class FakePlatform final : public PlatformPort {
 public:
  struct Call {
    std::uint64_t handle;
    PlatformRequest request;
    Handler handler;
  };

  std::uint64_t call(PlatformRequest request, Handler handler) override {
    std::unique_lock lock(mutex_);
    const auto handle = ++last_;
    calls_.push_back({handle, std::move(request), std::move(handler)});
    lock.unlock();
    changed_.notify_all();
    return handle;
  }
  std::uint64_t download(PlatformDownload, Handler handler) override {
    handler({0, base::fail(base::FailureCode::NetworkDown), 0, std::nullopt});
    return 0;
  }
  void cancel_call(std::uint64_t handle) override {
    std::unique_lock lock(mutex_);
    for (auto call = calls_.begin(); call != calls_.end(); ++call) {
      if (call->handle != handle) continue;
      auto cancelled = std::move(*call);
      calls_.erase(call);
      lock.unlock();
      cancelled.handler({0, base::fail(base::FailureCode::Cancelled), 0, std::nullopt});
      return;
    }
  }
  std::shared_ptr<void> watch_link(LinkHandler handler) override {
    std::lock_guard lock(mutex_);
    watchers_.push_back(std::move(handler));
    return nullptr;
  }

  void set_link(bool up) {
    std::unique_lock lock(mutex_);
    const auto watchers = watchers_;
    lock.unlock();
    for (const auto& watcher : watchers) watcher({up});
  }
  /// The oldest call, waited for so long at most; none when none came.
  std::optional<Call> take(base::Milliseconds limit = base::Milliseconds{20000}) {
    std::unique_lock lock(mutex_);
    if (!changed_.wait_for(lock, limit, [&] { return !calls_.empty(); })) return std::nullopt;
    auto call = std::move(calls_.front());
    calls_.erase(calls_.begin());
    return call;
  }
  std::size_t waiting() const {
    std::lock_guard lock(mutex_);
    return calls_.size();
  }

 private:
  mutable std::mutex mutex_;
  std::condition_variable changed_;
  std::vector<Call> calls_;
  std::vector<LinkHandler> watchers_;
  std::uint64_t last_ = 0;
};

}  // namespace bianmin::offline::tests
