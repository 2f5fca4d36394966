#pragma once

#include <functional>
#include <optional>
#include <string>

#include "base/clock.hpp"
#include "platform/payments/auth_code.hpp"
#include "platform/payments/money.hpp"

namespace bianmin::platform {

/// What the provider knows of an order.
enum class ProviderState {
  Unknown,  ///< it has never heard of it
  Unpaid,   ///< it may be paid
  Paying,   ///< the resident is asked for a password, or the bank is at work: it may still become anything
  Paid,
  Refused,       ///< this try was refused; no money moved
  Insufficient,  ///< refused, because there is not enough money
  Closed,        ///< no money moved and none will
  Refunding,     ///< the money is on its way back
  Refunded,
};

struct ProviderReply {
  ProviderState state{};
  Fen amount = 0;                        ///< what was paid; 0 before
  std::string transaction;               ///< the provider's own number; empty before it was paid
  std::optional<base::Instant> paid_at;  ///< by the provider's clock; there when it was paid
  Fen refunded = 0;                      ///< how much of it has gone back; a part leaves it Paid
};

struct ProviderRequest {
  enum class Kind { Create, Charge, Query, Close, Refund };
  Kind kind{};
  std::string order;
  Fen amount = 0;  ///< of a Refund: how much is to be back in all
  base::Instant expires_at;
  std::optional<AuthCode> auth_code;  ///< for Charge
};

/// Somebody who takes money: WeChat Pay, Alipay, a bank, the sandbox. What a provider must promise (a back end makes it
/// so where the service itself does not):
/// - An order is paid once at most, whichever way and however often it is asked for.
/// - Charge on an order that was charged, paid or closed does nothing and tells its state.
/// - After Closed was answered no money moves for this order, even when an earlier Create or Charge arrives afterwards.
/// - Refund has so much of the order's money go back in all, and no more however often it is asked for. When all of it
///   has, the state is Refunded; before that Paid with `refunded`.
class PaymentProvider {
 public:
  using Reply = std::function<void(const base::Result<ProviderReply>&)>;

  /// Ends its threads; no reply and no hint comes afterwards.
  virtual ~PaymentProvider() = default;
  /// Any thread; does not block for long. `reply` is called once at most, on any thread, at once or much later; never
  /// means no answer. A failure (no connection, an answer that can't be read) counts as none.
  virtual void ask(const ProviderRequest& request, Reply reply) = 0;
  /// What the QR code of an order says.
  virtual std::string code(const std::string& order) const = 0;
  /// The order such a code stands for; empty when it is none of this provider's.
  virtual std::string order_of(std::string_view code) const = 0;
  /// `hint` is called with an order of which the provider may have news. It is asked then; a hint is believed nothing.
  virtual void listen(std::function<void(const std::string& order)> hint) = 0;
};

}  // namespace bianmin::platform
