#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <variant>

#include "base/clock.hpp"
#include "platform/payments/provider.hpp"

// The life of a payment as a pure function: no clock, no thread, no store. `advance` is called with what the store
// holds, and what it makes is stored in the same transaction, before anything is asked of the provider.
namespace bianmin::platform {

enum class OrderState {
  Waiting,    ///< the code is shown
  Paying,     ///< a payment code was scanned, or the resident is asked for a password
  Uncertain,  ///< the provider does not answer: nobody knows whether money moved
  Paid,       ///< the money is there and the bills are settled
  Failed,     ///< refused; no money moved
  Expired,
  Cancelled,
  Refunding,  ///< money is there that settles nothing: it goes back
  Refunded,
};
std::string_view to_string(OrderState state);
std::optional<OrderState> order_state_from(std::string_view name);
/// The resident is still at it: another order for the same bills must not be begun beside it.
inline bool is_open(OrderState state) {
  return state == OrderState::Waiting || state == OrderState::Paying || state == OrderState::Uncertain;
}

/// Why an order failed; None where it did not.
enum class Refusal { None, Refused, Insufficient };
std::string_view to_string(Refusal refusal);  ///< "", "refused", "insufficient": the `message` of an answer

/// How long things take.
struct PaymentTimes {
  base::Milliseconds silence{4'000};     ///< the provider may take so long for an answer
  base::Milliseconds expiry{300'000};    ///< an order is waiting so long
  base::Milliseconds in_flight{10'000};  ///< a charge may be under way so long before the provider has heard of it
};

/// An order as it is stored. `next` is when something is to be done about it, nothing for never.
struct Order {
  OrderState state = OrderState::Waiting;
  Refusal refusal = Refusal::None;
  Fen amount = 0;
  base::Instant created, expires;
  std::optional<base::Instant> scanned, paid_at;
  std::string transaction;  ///< the provider's number of the payment
  bool closing = false;     ///< it is over here, and the provider has not confirmed that no money will come
  bool known = false;       ///< the provider knows it
  bool asked = false;       ///< a question is out; `next` is when it counts as unanswered
  int silent = 0;           ///< questions in a row that got no answer
  int tries = 0;            ///< questions since the state last changed
  Fen refund = 0;           ///< to be given back in all; a paid order may give back a part and stay paid
  Fen refunded = 0;         ///< has gone back
  std::optional<base::Instant> next;

  friend bool operator==(const Order&, const Order&) = default;
};

/// No question waits longer: what is due later than that was planned by a clock that has been set back since.
inline constexpr base::Milliseconds kLongestWait = std::chrono::minutes{10};
/// Something is to be done about it now.
bool is_due(const Order& order, base::Instant now);

Order new_order(Fen amount, base::Instant now, const PaymentTimes& times);

struct Due {};          ///< `next` has come
struct Hinted {};       ///< the provider may have news
struct Scanned {};      ///< a payment code was scanned
struct CancelAsked {};  ///< by the resident
/// By an administrator. What would go beyond the order's amount means nothing.
struct RefundAsked {
  Fen amount = 0;  ///< 0: all that is left
};
struct Replied {
  ProviderReply reply;
  bool bills_free = false;  ///< none of the order's bills is settled
};
using OrderEvent = std::variant<Due, Hinted, Scanned, CancelAsked, RefundAsked, Replied>;

/// What has to be done besides storing the order: settle and unsettle in the same transaction, ask after it.
struct OrderEffects {
  bool settle = false;
  bool unsettle = false;
  bool returned = false;  ///< money went back that nobody here sent back: somebody has to look at it
  std::optional<ProviderRequest::Kind> ask;
};

/// An event that means nothing in this state changes nothing (a second scan, a cancel after the money, an old answer).
OrderEffects advance(Order& order, const OrderEvent& event, base::Instant now, const PaymentTimes& times);

}  // namespace bianmin::platform
