#pragma once

#include <atomic>
#include <functional>
#include <memory>
#include <mutex>
#include <optional>
#include <string>
#include <vector>

#include "base/uuid.hpp"
#include "platform/crypto/sodium.hpp"
#include "platform/payments/order_store.hpp"
#include "platform/payments/provider.hpp"
#include "platform/records/reference.hpp"
#include "platform/store/writer.hpp"

namespace bianmin::platform {

/// What payments need of the platform; all of it outlives the last of the writer's jobs.
struct PaymentGround {
  const base::Clock& clock;
  Writer& writer;
  Readers& readers;
  const DataKey& key;
};

/// What a resident wants to pay.
struct PaymentWish {
  std::shared_ptr<const Resident> resident;
  std::string kind;
  std::vector<std::string> bills;  ///< ids, each once; of a top-up the meter's id alone
  std::string terminal;
  base::Uuid key;                            ///< the Idempotency-Key
  std::string fingerprint;                   ///< of the request
  std::optional<Fen> top_up = std::nullopt;  ///< put on the meter; none for bills, whose amounts the platform knows
};

/// Takes orders through their lives: every step is one job of the writer (the order, its bills and its history change
/// together or not at all), and the provider is asked after it is on disk. Members are safe to use from any thread;
/// what is handed to a `done` comes on the writer's thread, or on the caller's when the writer is full.
class Payments : public std::enable_shared_from_this<Payments> {
 public:
  using Done = std::function<void(base::Result<StoredOrder>)>;
  struct Begun {
    StoredOrder stored;
    bool made = false;  ///< false: it was there already
  };

  /// Without a provider nothing can be paid.
  static std::shared_ptr<Payments> make(PaymentGround ground, std::shared_ptr<PaymentProvider> provider,
                                        PaymentTimes times);

  /// Has everything that is unfinished asked again at once; call before serving.
  base::Result<void> resume();
  /// Does what is due; call a few times a second.
  void tick();
  /// Ends the conversation with the provider.
  void close();

  /// Makes an order, or finds the one that is open for the same bills. BillPaid; PaymentUnderWay when one of the bills
  /// is being paid by another order; PaymentUnavailable without a provider; InputInvalid for a bill that is not there.
  void begin(PaymentWish wish, std::function<void(base::Result<Begun>)> done);
  void scan(const std::string& number, AuthCode code, Done done);
  void cancel(const std::string& number, Done done);
  /// By an administrator: gives back a paid order's money; its bills are to be paid again. RequestRefused when it is
  /// not paid, and for a top-up: what is on a meter only its company can take off again.
  /// `amount` 0: all that is left; a part leaves the order paid and its bills settled.
  void refund(const std::string& number, Fen amount, const std::string& who, Done done);
  /// There may be news of these: the provider is asked.
  void look_again(const std::string& number) { happen(number, Hinted{}, std::nullopt, {}); }
  /// Gives back a paid top-up's money: its meter will not have it. Nothing for an order in any other state.
  void give_back(const std::string& number) { happen(number, RefundAsked{}, std::nullopt, {}); }
  /// CaseNotFound when there is none. One look-up by primary key.
  base::Result<StoredOrder> find(const std::string& number) const;
  /// The same for a terminal, which sees what was begun at it and nothing else.
  base::Result<StoredOrder> find_for(const std::string& number, std::string_view terminal) const;
  /// What the QR code says; empty without a provider.
  std::string code(const std::string& number) const;
  std::shared_ptr<PaymentProvider> provider() const;

  /// The key by which a bill's settlement is found: the same bill in two residents' records is one.
  static std::string bill_key(const DataKey& key, std::string_view kind, std::string_view id);
  /// The same of a meter's top-ups.
  static std::string meter_key(const DataKey& key, std::string_view id);

 private:
  struct Asked {
    StoredOrder stored;
    OrderEffects effects;
  };

  Payments(PaymentGround ground, std::shared_ptr<PaymentProvider> provider, PaymentTimes times)
      : ground_(ground), times_(times), provider_(std::move(provider)) {}

  void happen(const std::string& number, OrderEvent event, std::optional<AuthCode> code, Done done);
  OrderEffects apply(Database& database, StoredOrder& stored, OrderEvent event) const;
  void carry_out(const Asked& asked, std::optional<AuthCode> code);
  base::Result<Begun> begin_in(Database& database, const PaymentWish& wish, Fen amount,
                               std::vector<Asked>& asked) const;

  const PaymentGround ground_;
  const PaymentTimes times_;
  mutable std::mutex mutex_;
  std::shared_ptr<PaymentProvider> provider_;
  std::atomic<int> under_way_{0};  // due orders whose job is not done
};

}  // namespace bianmin::platform
