#pragma once

#include <filesystem>
#include <functional>
#include <memory>
#include <optional>
#include <string>
#include <variant>
#include <vector>

#include "base/clock.hpp"
#include "base/random.hpp"
#include "offline/content_store.hpp"
#include "offline/events.hpp"
#include "offline/outbox.hpp"
#include "offline/platform_client.hpp"
#include "offline/status_reporter.hpp"
#include "offline/terminal_identity.hpp"

namespace bianmin::offline {

/// Everything that offline/ tells the terminal.
using OfflineEvent = std::variant<PlatformReply, LinkChanged, CaseFiled, CaseDelivered, CaseRefused, OutboxDepth,
                                  OutboxDamaged, ContentReady, ContentRefused, NoticesChanged>;

struct OfflineConfig {
  std::filesystem::path data;  // "<data>/outbox", "<data>/content", "<data>/notices.json"
  std::string software;        // version, for the status report
  std::string proxy;
  ContentLimits content;
};

/// All of offline/ wired together: platform client, outbox, content, notices and status. main.cpp makes one and
/// passes the events to the executor. Ports must outlive it.
class OfflineServices {
 public:
  using Sink = std::function<void(OfflineEvent)>;

  /// Checks the content on the disk and validates it (falling back to the version before), so that
  /// `current_content` answers before `start`. Blocks for as long as hashing the content takes.
  OfflineServices(const TerminalIdentity& identity, OfflineConfig config, ContentValidator validate,
                  const base::Clock& clock, base::Random& random);
  ~OfflineServices();
  OfflineServices(const OfflineServices&) = delete;
  OfflineServices& operator=(const OfflineServices&) = delete;

  /// The last good version; none on a terminal that never had any.
  std::optional<ContentVersion> current_content() const;

  /// Starts the threads. `sink` runs on several threads, one call at a time each; it posts to the executor. The
  /// notices kept from before follow at once. Once.
  void start(Sink sink);

  // After `start`; any thread; return at once. See PlatformClient, Outbox and StatusReporter.
  void request(PlatformRequest request);
  void cancel(std::uint64_t ticket);
  void file(std::uint64_t ticket, base::Uuid id, base::Instant filed_at, boost::json::object payload);
  void send_later(std::string kind, std::string path, boost::json::object payload, base::Uuid key);
  void set_devices(std::vector<DeviceStatus> devices);

 private:
  struct Parts;
  std::unique_ptr<Parts> parts_;
};

}  // namespace bianmin::offline
