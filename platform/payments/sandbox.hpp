#pragma once

#include <filesystem>
#include <functional>
#include <memory>
#include <mutex>
#include <optional>
#include <string>
#include <string_view>

#include <boost/json/value.hpp>

#include "base/clock.hpp"
#include "base/working_days.hpp"
#include "platform/payments/provider.hpp"

namespace bianmin::platform {

class Database;

/// The other side of the sandbox: a payment institution of its own, whose book is a database of its own, so that money
/// that was paid stays paid however the platform dies. No real money anywhere. Members are safe to use from any thread.
///
/// How a payment goes is chosen by the payment code's last digit (5 slow, 6 refuse, 7 insufficient, 8 silent, 9
/// paid-but-late, else ok) or, before that, by behave():
/// - ok: paid at once. - slow: the resident enters a password for 6 s, then it is paid.
/// - refuse, insufficient: no money moves.
/// - silent: the request is lost and nothing about the order is answered for 20 s; no money moves.
/// - paid-but-late: it is paid, and nothing about the order is answered for 15 s.
class Sandbox {
 public:
  /// Opens or makes the book. `clock` must outlive it. StoreUnavailable.
  static base::Result<std::unique_ptr<Sandbox>> open(const std::filesystem::path& book, const base::Clock& clock);
  ~Sandbox();

  /// What goes over the wire back to the platform, as read_provider_reply() takes it; nothing when it stays silent.
  /// StoreUnavailable.
  base::Result<std::optional<std::string>> answer(const ProviderRequest& request);
  /// The telephone pays an order of which it scanned the code. CaseNotFound for an order unknown here, RequestRefused
  /// for one that can't be paid any more. Tells what answer() would, whatever it would be silent about.
  base::Result<boost::json::object> pay(const std::string& order);
  /// The next payment goes this way. InputInvalid for an unknown one.
  base::Result<void> behave(std::string_view behaviour);
  /// The institution gives money back of its own accord, as when a resident complains to it: so much in all, 0 for all.
  /// CaseNotFound; RequestRefused when it was not paid or not so much.
  base::Result<boost::json::object> give_back(const std::string& order, Fen amount);
  /// What a day (in China) brought, as read_statement() takes it. StoreUnavailable.
  base::Result<std::string> statement(base::CivilDate day);
  /// The order in the book. CaseNotFound.
  base::Result<boost::json::object> show(const std::string& order);
  /// Called after a telephone paid, unless that is to be found out late.
  void listen(std::function<void(const std::string& order)> hint);

 private:
  struct Entry;

  Sandbox(const std::filesystem::path& book, const base::Clock& clock);
  std::optional<Entry> load(const std::string& order);
  void save(const Entry& entry);
  Entry load_or_make(const ProviderRequest& request, std::string_view state);
  void act(Entry& entry, std::string_view behaviour);
  void take_back(Entry& entry, Fen total);
  std::string take_next(std::string_view otherwise);

  const base::Clock& clock_;
  std::mutex mutex_;
  std::unique_ptr<Database> book_;
  std::function<void(const std::string&)> hint_;
};

/// The sandbox as the platform sees it. A code is "https://pay.invalid/s/<order>": .invalid leads nowhere (RFC 6761).
class SandboxProvider final : public PaymentProvider {
 public:
  /// `sandbox` must outlive it.
  explicit SandboxProvider(Sandbox& sandbox) : sandbox_(sandbox) {}
  ~SandboxProvider() override { sandbox_.listen({}); }

  void ask(const ProviderRequest& request, Reply reply) override;
  std::string code(const std::string& order) const override;
  std::string order_of(std::string_view code) const override { return order_in(code); }
  static std::string order_in(std::string_view code);
  void listen(std::function<void(const std::string& order)> hint) override { sandbox_.listen(std::move(hint)); }

 private:
  Sandbox& sandbox_;
};

}  // namespace bianmin::platform
