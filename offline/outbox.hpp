#pragma once

#include <cstdint>
#include <filesystem>
#include <functional>
#include <memory>
#include <string>
#include <variant>

#include <boost/json/object.hpp>
#include <boost/json/value.hpp>

#include "base/clock.hpp"
#include "base/failure.hpp"
#include "base/random.hpp"
#include "base/uuid.hpp"
#include "offline/keys.hpp"
#include "offline/platform_client.hpp"

namespace bianmin::offline {

struct FiledCase {
  base::Uuid id;
  std::string number;
  base::Instant filed_at;
  std::string slip_code;
};

/// The answer to `Outbox::file`. A number means that the case is on the disk, synced. Failures: StoreFull,
/// StoreUnavailable, InputInvalid (too large, id used before).
struct CaseFiled {
  std::uint64_t ticket{};
  base::Result<FiledCase> filed;
};
/// The platform has the case; `view` is its CaseView. It is gone from this terminal.
struct CaseDelivered {
  base::Uuid id;
  boost::json::value view;
};
/// The platform refused it for good. It is kept, sealed, until `retry_refused`.
struct CaseRefused {
  base::Uuid id;
  std::string kind;  // "case" or the kind given to send_later
  base::Failure why;
};
/// How many wait to be sent, and how many were refused.
struct OutboxDepth {
  std::size_t waiting{};
  std::size_t refused{};
};
/// The database was damaged and moved to `moved_to`; what could be read of it (`saved` items) was taken over.
struct OutboxDamaged {
  std::filesystem::path moved_to;
  std::size_t saved{};
  base::Failure why;
};
using OutboxEvent = std::variant<CaseFiled, CaseDelivered, CaseRefused, OutboxDepth, OutboxDamaged>;

struct OutboxConfig {
  std::filesystem::path directory;  // made with mode 0700 when missing
  std::string terminal;
  SealKey seal_key;
  std::size_t max_items = 20000;
  std::size_t max_bytes = 512U << 20;  // of the database file
  base::Milliseconds retry_base{2000}, retry_cap{15 * 60 * 1000}, retry_after_cap{60 * 60 * 1000};
  /// False: sends only in `tick`, for manual clocks.
  bool self_timed = true;
};

/// Keeps what residents filed until the platform has it, through any number of power cuts: acknowledged means
/// fsynced, sealed to the platform's key before it touches the disk, sent in the order filed, at least once (the
/// platform drops repeats by the Idempotency-Key). One thread of its own; ports must outlive it.
class Outbox {
 public:
  using Sink = std::function<void(OutboxEvent)>;
  static constexpr std::size_t kMaxPayload = 3400U
                                             << 10;  // bytes of JSON, as much as the platform takes: photos and a memo

  /// Opens the database on its own thread and reports OutboxDepth. `sink` runs on that thread.
  Outbox(OutboxConfig config, SigningKey signing_key, PlatformPort& platform, const base::Clock& clock,
         base::Random& random, Sink sink);
  /// What is queued is still filed; what is under way to the platform is cancelled and stays in the database.
  ~Outbox();
  Outbox(const Outbox&) = delete;
  Outbox& operator=(const Outbox&) = delete;

  /// Any thread, returns at once; CaseFiled with this ticket follows. Members "case", "number", "filed_at" and
  /// "terminal" are set here. `payload` is wiped.
  void file(std::uint64_t ticket, base::Uuid id, base::Instant filed_at, boost::json::object payload);
  /// Sends something small that isn't personal (a rating) when it can: `path` by POST with `key` as Idempotency-Key.
  /// Stored unsealed. Dropped with a log line when the outbox is nearly full. Any thread.
  void send_later(std::string kind, std::string path, boost::json::object payload, base::Uuid key);
  /// Looks at the clock again: sends what has become due. Any thread. Needed with a manual clock only.
  void tick();
  /// Puts refused items back into the queue (an administrator's command). Any thread.
  void retry_refused();

 private:
  class Worker;
  std::unique_ptr<Worker> worker_;
};

}  // namespace bianmin::offline
