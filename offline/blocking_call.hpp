#pragma once

#include <condition_variable>
#include <memory>
#include <mutex>
#include <optional>
#include <stop_token>

#include "offline/platform_client.hpp"

namespace bianmin::offline {

/// Sends with `send(handler) → handle` and waits for the reply; Cancelled as soon as `stop` is requested. Not for the
/// client's thread.
template <class Send>
PlatformReply wait_for_reply(PlatformPort& platform, const std::stop_token& stop, Send&& send) {
  struct Waiting {
    std::mutex mutex;
    std::condition_variable_any arrived;
    std::optional<PlatformReply> reply;
  };
  const auto waiting = std::make_shared<Waiting>();  // shared with a handler that may run after we gave up
  const std::uint64_t handle = send([waiting](PlatformReply reply) {
    {
      std::lock_guard lock(waiting->mutex);
      waiting->reply = std::move(reply);
    }
    waiting->arrived.notify_one();
  });
  std::unique_lock lock(waiting->mutex);
  if (waiting->arrived.wait(lock, stop, [&] { return waiting->reply.has_value(); })) return std::move(*waiting->reply);
  lock.unlock();
  platform.cancel_call(handle);
  return {0, base::fail(base::FailureCode::Cancelled, "stopped"), 0, std::nullopt};
}

}  // namespace bianmin::offline
