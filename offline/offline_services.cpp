#include "offline/offline_services.hpp"

#include "base/log.hpp"
#include "offline/content_sync.hpp"
#include "offline/notice_board.hpp"
#include "offline/poller.hpp"

namespace bianmin::offline {

struct OfflineServices::Parts {
  TerminalIdentity identity;
  OfflineConfig config;
  ContentValidator validate;
  const base::Clock& clock;
  base::Random& random;
  ContentStore store;
  Sink sink;
  // Destroyed from the last to the first: each stops before what it uses.
  std::unique_ptr<PlatformClient> client;
  std::unique_ptr<StatusReporter> status;
  std::unique_ptr<Outbox> outbox;
  std::unique_ptr<ContentSync> sync;
  std::unique_ptr<Poller> poller;
};

OfflineServices::OfflineServices(const TerminalIdentity& identity, OfflineConfig config, ContentValidator validate,
                                 const base::Clock& clock, base::Random& random) {
  parts_.reset(new Parts{identity,
                         config,
                         std::move(validate),
                         clock,
                         random,
                         {config.data / "content", identity.content_key, config.content}});
  ContentStore& content = parts_->store;
  if (auto opened = content.open(); !opened) {
    base::log_failure("content-open", opened.error(), "content");
    return;
  }
  const auto current = content.current();
  if (!current) return;
  const auto valid = parts_->validate(current->directory);
  if (valid) return;
  base::log_failure("content-not-usable", valid.error(), "content");
  if (auto back = content.fall_back(valid.error()); !back)
    base::log_failure("content-no-fallback", back.error(), "content");
}

OfflineServices::~OfflineServices() = default;

std::optional<ContentVersion> OfflineServices::current_content() const { return parts_->store.current(); }

void OfflineServices::start(Sink sink) {
  Parts& p = *parts_;
  p.sink = std::move(sink);
  const auto& id = p.identity;
  p.client = std::make_unique<PlatformClient>(
      PlatformClientConfig{
          .platform = id.platform,
          .ca_file = id.ca_file,
          .certificate_file = id.certificate_file,
          .key_file = id.key_file,
          .proxy = p.config.proxy,
      },
      p.clock, p.random);
  StatusReporterConfig status;
  status.software = p.config.software;
  p.status = std::make_unique<StatusReporter>(std::move(status), *p.client, p.clock);
  const auto current = p.store.current();
  const std::uint64_t version = current ? current->version : 0;
  p.status->set_content(version);
  if (const auto damage = p.store.damage()) p.status->set_refused({version, *damage});

  OutboxConfig outbox;
  outbox.directory = p.config.data / "outbox";
  outbox.terminal = id.terminal;
  outbox.seal_key = id.seal_key;
  p.outbox = std::make_unique<Outbox>(std::move(outbox), id.signing_key, *p.client, p.clock, p.random,
                                      [&p](OutboxEvent event) {
                                        if (const auto* depth = std::get_if<OutboxDepth>(&event))
                                          p.status->set_outbox(depth->waiting + depth->refused);
                                        std::visit([&p](auto& each) { p.sink(std::move(each)); }, event);
                                      });
  // What an older platform or terminal could not agree on may go now; else it is refused once more and kept.
  p.outbox->retry_refused();
  p.sync = std::make_unique<ContentSync>(ContentSyncConfig{}, p.store, p.validate, *p.client, p.clock, p.random,
                                         [&p](ContentSync::Event event) {
                                           if (const auto* ready = std::get_if<ContentReady>(&event))
                                             p.status->set_content(ready->version);
                                           if (const auto* refused = std::get_if<ContentRefused>(&event))
                                             p.status->set_refused(*refused);
                                           std::visit([&p](auto& each) { p.sink(std::move(each)); }, event);
                                         });
  NoticeBoard board(p.config.data / "notices.json", id.content_key, id.terminal);
  p.poller = std::make_unique<Poller>(PollTimes{}, version, std::move(board), *p.client, p.clock, p.random,
                                      Poller::Sinks{[&p](NoticesChanged notices) { p.sink(std::move(notices)); },
                                                    [&p](std::uint64_t offered) { p.sync->offer(offered); }});
  // Last: its first event is the state of the link, which all of the above watch.
  p.client->start(
      [&p](PlatformClient::Event event) { std::visit([&p](auto& each) { p.sink(std::move(each)); }, event); });
}

void OfflineServices::request(PlatformRequest request) { parts_->client->request(std::move(request)); }
void OfflineServices::cancel(std::uint64_t ticket) { parts_->client->cancel(ticket); }
void OfflineServices::file(std::uint64_t ticket, base::Uuid id, base::Instant filed_at, boost::json::object payload) {
  parts_->outbox->file(ticket, id, filed_at, std::move(payload));
}
void OfflineServices::send_later(std::string kind, std::string path, boost::json::object payload, base::Uuid key) {
  parts_->outbox->send_later(std::move(kind), std::move(path), std::move(payload), key);
}
void OfflineServices::set_devices(std::vector<DeviceStatus> devices) {
  parts_->status->set_devices(std::move(devices));
}

}  // namespace bianmin::offline
