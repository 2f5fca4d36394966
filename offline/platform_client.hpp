#pragma once

#include <cstdint>
#include <filesystem>
#include <functional>
#include <memory>
#include <optional>
#include <string>
#include <variant>

#include <boost/json/value.hpp>

#include "base/clock.hpp"
#include "base/failure.hpp"
#include "base/random.hpp"
#include "base/secret.hpp"
#include "base/uuid.hpp"

namespace bianmin::offline {

/// One question to the platform. `path` starts with "/" and holds the query; it must hold no resident's data.
struct PlatformRequest {
  std::uint64_t ticket{};
  std::string method, path;
  base::Secret body;  // JSON; of a PUT any bytes; or empty
  std::optional<base::Uuid> idempotency_key;
  base::Milliseconds timeout{15000};
};

/// The answer: the reply's JSON (null for an empty body), or the failure.
///   2xx                        → the JSON; ReplyInvalid when it isn't JSON or is larger than 4 MiB
///   problem+json with a code   → that code
///   429, 503                   → PlatformBusy (also with a problem body), `retry_after` when the platform gave one
///   other 5xx                  → PlatformError
///   other status, no problem   → ReplyInvalid (a proxy's page, for example)
///   no answer                  → NetworkDown, NetworkTimeout, CertificateRefused, Cancelled
struct PlatformReply {
  std::uint64_t ticket{};
  base::Result<boost::json::value> answer;
  int status{};  // HTTP status, 0 when there was no answer
  std::optional<base::Milliseconds> retry_after;
};

/// Whether the platform can be reached. Sent when it changes, and once after start.
struct LinkChanged {
  bool up{};
};

/// A file fetched piece by piece. `write` runs on the client's thread with the position of each piece in the file (an
/// answer that ignores the asked offset starts at 0 again); false ends the transfer as StoreUnavailable.
struct PlatformDownload {
  std::string path;
  std::uint64_t offset{};     // bytes already there
  std::uint64_t max_bytes{};  // position that must not be passed; ReplyInvalid beyond it
  std::function<bool(std::uint64_t at, std::string_view piece)> write;
};

/// What the rest of offline/ needs of the platform; PlatformClient is the real one. Any thread.
class PlatformPort {
 public:
  using Handler = std::function<void(PlatformReply)>;
  using LinkHandler = std::function<void(LinkChanged)>;
  virtual ~PlatformPort() = default;

  /// Sends and returns at once. `handler` runs exactly once, on the client's thread, and must not block. Returns a
  /// handle for `cancel_call`; `request.ticket` comes back in the reply.
  virtual std::uint64_t call(PlatformRequest request, Handler handler) = 0;
  /// As `call`; the reply's JSON is null. A transfer slower than 1 byte a second for 30 s ends as NetworkTimeout.
  virtual std::uint64_t download(PlatformDownload download, Handler handler) = 0;
  /// The handler runs with Cancelled unless it has run already.
  virtual void cancel_call(std::uint64_t handle) = 0;
  /// Runs at each change of the link until the returned token dies; when that returns, no call is under way.
  /// Don't drop the token inside the handler.
  [[nodiscard]] virtual std::shared_ptr<void> watch_link(LinkHandler handler) = 0;
};

struct PlatformClientConfig {
  std::string platform;  // "https://host:port"
  std::filesystem::path ca_file, certificate_file, key_file;
  std::string proxy;  // "http://proxy:3128"; empty: none, whatever the environment says
  base::Milliseconds connect_timeout{5000};
  base::Milliseconds stall_limit{30000};  // of downloads
  std::size_t max_reply = 4U << 20;
  /// While the link is down /healthz is asked after a random part of a span that doubles from first to last.
  base::Milliseconds probe_first{2000}, probe_last{60000};
};

/// HTTPS with mutual TLS on one thread around curl_multi. Connections are kept; redirects are not followed; bodies
/// and replies are wiped. Ports must outlive it.
class PlatformClient final : public PlatformPort {
 public:
  using Event = std::variant<PlatformReply, LinkChanged>;
  using Sink = std::function<void(Event)>;

  PlatformClient(PlatformClientConfig config, const base::Clock& clock, base::Random& random);
  /// Cancels what is under way (its handlers run) and joins the thread.
  ~PlatformClient() override;

  /// Starts the thread. `sink` gets the replies of `request` and the link's changes, on the client's thread. Once.
  void start(Sink sink);
  /// Any thread, returns at once; exactly one PlatformReply with this ticket follows.
  void request(PlatformRequest request);
  /// Cancels the request with this ticket; its reply is Cancelled unless it was sent already.
  void cancel(std::uint64_t ticket);

  std::uint64_t call(PlatformRequest request, Handler handler) override;
  std::uint64_t download(PlatformDownload download, Handler handler) override;
  void cancel_call(std::uint64_t handle) override;
  [[nodiscard]] std::shared_ptr<void> watch_link(LinkHandler handler) override;

 private:
  class Worker;
  std::shared_ptr<Worker> worker_;  // shared with link tokens, which may die later
};

}  // namespace bianmin::offline
