#pragma once

#include <filesystem>
#include <map>
#include <memory>
#include <mutex>
#include <optional>
#include <string>

#include "base/clock.hpp"
#include "platform/cases/retention.hpp"
#include "platform/http/router.hpp"
#include "platform/notices/poll_board.hpp"
#include "platform/payments/payments.hpp"
#include "platform/payments/sandbox.hpp"
#include "platform/payments/sandbox_meters.hpp"
#include "platform/payments/topups.hpp"
#include "platform/records/reference.hpp"
#include "platform/service/housekeeping.hpp"
#include "platform/service/keys.hpp"
#include "platform/store/writer.hpp"

namespace bianmin::platform {

/// Terminals that were enrolled and not revoked, by id; the serial is their newest certificate's.
class Fleet {
 public:
  base::Result<void> load(Readers& readers);
  bool admits(const std::string& terminal, const std::string& serial) const;
  void set(const std::string& terminal, const std::string& serial);
  void remove(const std::string& terminal);

 private:
  mutable std::mutex mutex_;
  std::map<std::string, std::string> serials_;
};

/// What the handlers share. Members are safe to use from any thread.
struct Core {
  Core(std::filesystem::path data_directory, const base::Clock& the_clock, PlatformKeys the_keys);

  /// The content key is pinned by the first use of one; SignatureInvalid for another afterwards.
  std::optional<std::string> content_key() const;
  base::Result<void> pin_content_key(const std::string& public_half);
  std::string base_url() const;
  void set_base_url(std::string url);
  base::CivilDate today() const { return base::china_date(clock.now()); }
  /// Brings the poll board up to what the store holds.
  base::Result<void> publish_state();

  const std::filesystem::path data;
  const base::Clock& clock;
  const PlatformKeys keys;
  Writer writer;
  Readers readers;
  ReferenceData reference;
  Fleet fleet;
  PollBoard board;

 private:
  mutable std::mutex mutex_;
  std::optional<std::string> content_key_;
  std::string base_url_;
};

struct PlatformOptions {
  bool sandbox_payments = false;              ///< the sandbox takes the payments, and anybody may play its telephone
  std::shared_ptr<PaymentProvider> provider;  ///< who takes them without it; null: nothing can be paid
  PaymentTimes payment_times;
  std::shared_ptr<MeterCompany> meters;  ///< who runs prepaid meters without the sandbox; null: none can be topped up
  CreditTimes credit_times;
  int keep_attachments = kKeepAttachments;  ///< days after a case is over; 0: for ever
};

/// The platform without a network: its store, its data and the routes that work on them.
class Platform {
 public:
  /// Makes what is missing in DATA. `clock` must outlive it.
  static base::Result<std::unique_ptr<Platform>> open(const std::filesystem::path& data, const base::Clock& clock,
                                                      PlatformOptions options = {});
  ~Platform() {
    topups_->close();
    payments_->close();
  }

  const Router& router() const { return router_; }
  Core& core() { return *core_; }
  /// Looks for changed files; called about twice a second while serving.
  void tick() {
    core_->reference.refresh();
    payments_->tick();
    topups_->tick();
    housekeeping_.tick();
  }
  /// Answers all held polls; call before stopping the server.
  void close() { core_->board.close(); }

 private:
  Platform(std::unique_ptr<Sandbox> sandbox, std::shared_ptr<SandboxMeters> meters, std::unique_ptr<Core> core,
           PlatformOptions options);

  std::unique_ptr<Sandbox> sandbox_;  // outlives the writer's last job, which may still ask it
  std::shared_ptr<SandboxMeters> meters_;
  std::unique_ptr<Core> core_;
  Housekeeping housekeeping_;
  std::shared_ptr<Payments> payments_;  // a writer's job may hold it a little longer
  std::shared_ptr<TopUps> topups_;
  Router router_;
};

}  // namespace bianmin::platform
