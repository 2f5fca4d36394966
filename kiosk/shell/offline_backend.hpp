#pragma once

#include <functional>
#include <memory>

#include "kiosk/shell/backend.hpp"
#include "kiosk/shell/content_loader.hpp"
#include "offline/offline_services.hpp"
#include "offline/parked_keeper.hpp"

namespace bianmin::kiosk {

/// The platform over the network, with outbox and content store between. Ports must outlive it.
class OfflineBackend final : public Backend {
 public:
  /// Called with each content version that passed; on a backend thread.
  using ContentSink = std::function<void(LoadedContent)>;

  OfflineBackend(const offline::TerminalIdentity& identity, offline::OfflineConfig config, ContentLoader loader,
                 const base::Clock& clock, base::Random& random,
                 base::Milliseconds keep_parked = offline::ParkedConfig{}.keep);

  /// The content to start with: the last good version, else what is installed. Needs no network.
  base::Result<LoadedContent> first_content() const;
  void on_content(ContentSink sink) { content_sink_ = std::move(sink); }

  void start(Sink sink) override;
  void ask(const Ask& question) override;
  void cancel(const CancelAsk& question) override;
  void file(const FileCase& filing) override;
  void rate(const Rate& rating) override;
  void park(const Park& visit) override;
  void find_parked(const FindParked& visit) override;
  void drop_parked(const DropParked& visit) override;
  void report(std::vector<PartStatus> parts) override;

 private:
  void hear(offline::OfflineEvent event);
  void hear_parked(offline::ParkedEvent event);

  ContentLoader loader_;
  offline::ParkedConfig parked_config_;
  const base::Clock& clock_;
  base::Random& random_;
  offline::OfflineServices services_;
  Sink sink_;
  ContentSink content_sink_;
  std::unique_ptr<offline::ParkedKeeper> parked_;  // last: its thread stops before what it tells
};

}  // namespace bianmin::kiosk
