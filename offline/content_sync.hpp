#pragma once

#include <cstdint>
#include <functional>
#include <memory>
#include <variant>

#include "base/clock.hpp"
#include "base/random.hpp"
#include "offline/content_store.hpp"
#include "offline/events.hpp"
#include "offline/platform_client.hpp"

namespace bianmin::offline {

struct ContentSyncConfig {
  base::Milliseconds retry_base{2000}, retry_cap{15 * 60 * 1000};
  /// A version that was refused is looked at again after this long: the platform may have signed it anew.
  base::Milliseconds refused_retry{60 * 60 * 1000};
};

/// Fetches, checks and installs the content version that the platform offers, on its own thread. What can heal (link,
/// disk) is tried again with full jitter; what can't (signature, version, paths, validation) is refused until the
/// platform offers something else. Ports must outlive it.
class ContentSync {
 public:
  using Event = std::variant<ContentReady, ContentRefused>;
  using Sink = std::function<void(Event)>;

  /// `validate` and `sink` run on the sync's thread.
  ContentSync(ContentSyncConfig config, ContentStore& store, ContentValidator validate, PlatformPort& platform,
              const base::Clock& clock, base::Random& random, Sink sink);
  /// Stops a fetch under way; what arrived is kept for next time.
  ~ContentSync();
  ContentSync(const ContentSync&) = delete;
  ContentSync& operator=(const ContentSync&) = delete;

  /// The platform has this version. Any thread, returns at once.
  void offer(std::uint64_t version);

 private:
  class Worker;
  std::unique_ptr<Worker> worker_;
};

}  // namespace bianmin::offline
