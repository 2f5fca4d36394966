#pragma once

#include <filesystem>
#include <functional>
#include <memory>
#include <mutex>
#include <optional>
#include <string>
#include <string_view>

#include "base/clock.hpp"
#include "platform/payments/meter_company.hpp"

namespace bianmin::platform {

class Database;

/// A meter company for the demo and the tests, with a book of its own. Members are safe to use from any thread.
///
/// How the next credit goes is chosen by behave():
/// - ok: at once. - refuse: the meter takes nothing.
/// - silent: the request is lost and nothing about the order is answered for 20 s; then it is as if it were new.
/// - late: credited, and nothing about the order is answered for 15 s.
/// - refuse-late: refused, and nothing about the order is answered for 15 s.
class SandboxMeters final : public MeterCompany {
 public:
  /// What was on a meter before anything was put on it here; nothing for a meter that is unknown.
  using Opening = std::function<std::optional<Fen>(const std::string& meter)>;

  /// Opens or makes the book. `clock` must outlive it. StoreUnavailable.
  static base::Result<std::shared_ptr<SandboxMeters>> open(const std::filesystem::path& book, const base::Clock& clock,
                                                           Opening opening);
  ~SandboxMeters() override;

  void ask(const MeterRequest& request, Reply reply) override;
  /// The next credit goes this way. InputInvalid for an unknown one.
  base::Result<void> behave(std::string_view behaviour);
  /// What is on the meter now. CaseNotFound for an unknown one.
  base::Result<Fen> balance(const std::string& meter);

 private:
  struct Entry;

  SandboxMeters(const std::filesystem::path& book, const base::Clock& clock, Opening opening);
  base::Result<std::optional<MeterReply>> answer(const MeterRequest& request);
  std::optional<Entry> load(const std::string& order);
  void save(const Entry& entry);
  std::string take_next();
  Fen credited(const std::string& meter);

  const base::Clock& clock_;
  Opening opening_;
  std::mutex mutex_;
  std::unique_ptr<Database> book_;
};

}  // namespace bianmin::platform
