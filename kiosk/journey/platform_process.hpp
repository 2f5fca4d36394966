#pragma once

#include <filesystem>
#include <memory>
#include <string>
#include <vector>

#include "base/failure.hpp"
#include "kiosk/journey/case_attachment.hpp"
#include "kiosk/journey/network_switch.hpp"
#include "kiosk/journey/subprocess.hpp"

namespace bianmin::kiosk {

/// A real platform of its own for journeys: `bianmin-platform serve` on a free port with the made-up residents, one
/// enrolled terminal, and a cable between the two that can be pulled.
class PlatformProcess {
 public:
  /// `program`: bianmin-platform. `folder`: private, for data, identity and log. Waits until it answers.
  /// Payments are taken in its sandbox; an order has to be paid within `payment_expiry` seconds, 0: as usual.
  static base::Result<std::unique_ptr<PlatformProcess>> start(const std::filesystem::path& program,
                                                              const std::filesystem::path& folder,
                                                              int payment_expiry = 0);

  const std::filesystem::path& identity() const { return identity_; }
  const std::filesystem::path& data() const { return data_; }
  void set_network(bool up) { cable_->set(up); }
  /// Adds a resident's record from a file (platform/README.md has the format).
  base::Result<void> import_resident(const std::filesystem::path& file);
  /// Publishes service documents to the terminals, as an administrator does: signed, in the next content version. All
  /// that were published before are in it too.
  base::Result<void> publish_services(const std::vector<std::filesystem::path>& files);
  /// What `bianmin-platform case list --json` says: an array, "[]" when there is none.
  std::string cases() const;
  /// The newest of them; "" when there is none.
  std::string newest_case() const;
  /// What came with it, taken out as staff take it out (`case attachment`), in the platform's order.
  std::vector<CaseAttachment> attachments() const;
  /// The state of the newest payment; "" when there is none.
  std::string newest_payment() const;
  /// The resident's telephone pays what a code stands for.
  base::Result<void> pay(const std::string& code);
  /// Staff take the newest open call for help, or, without a name, close it. InputInvalid when nobody called.
  base::Result<void> staff_answer(const std::string& who);
  /// Shows a notice on the terminals for an hour: info, warning or emergency; "withdraw" takes the last one back.
  base::Result<void> show_notice(const std::string& level, const std::string& zh, const std::string& en);
  /// How the next payment goes.
  base::Result<void> set_next_payment(const std::string& behaviour);

 private:
  std::filesystem::path program_, data_, identity_, package_, key_;
  std::string notice_;  // the last one's id
  std::unique_ptr<NetworkSwitch> cable_;
  Subprocess server_;
};

}  // namespace bianmin::kiosk
