#include "platform/payments/order.hpp"

#include <algorithm>
#include <array>

namespace bianmin::platform {
namespace {

using base::Instant;
using base::Milliseconds;
using Kind = ProviderRequest::Kind;
using namespace std::chrono_literals;

constexpr std::array<std::string_view, 9> kNames{"waiting", "paying",    "uncertain", "paid",    "failed",
                                                 "expired", "cancelled", "refunding", "refunded"};

// 1 s, 2 s, 4 s, … one minute; after a hundred tries every five minutes, for ever.
Milliseconds backoff(int tries) {
  if (tries > 100) return 5min;
  return std::min<Milliseconds>(1s * (1 << std::min(tries, 6)), 1min);
}

class Turn {
 public:
  Turn(Order& order, Instant now, const PaymentTimes& times) : o_(order), now_(now), times_(times) {}

  void operator()(const Due&) {
    if (!is_due(o_, now_)) return;
    if (o_.asked) {
      ++o_.silent;
      // A waiting order has lost nothing by one lost question; one under way has somebody standing there.
      if (o_.state == OrderState::Paying || (o_.state == OrderState::Waiting && o_.silent >= 2))
        become(OrderState::Uncertain);
    }
    if (o_.state == OrderState::Waiting && now_ >= o_.expires) end(OrderState::Expired);
    ask_next();
  }

  void operator()(const Hinted&) { ask(o_.state == OrderState::Refunding ? Kind::Refund : Kind::Query); }

  void operator()(const Scanned&) {
    if (o_.state != OrderState::Waiting || o_.scanned) return;
    if (now_ >= o_.expires) {
      end(OrderState::Expired);
      return ask(Kind::Close);
    }
    o_.scanned = now_;
    become(OrderState::Paying);
    ask(Kind::Charge);
  }

  void operator()(const CancelAsked&) {
    if (!is_open(o_.state)) return;
    end(OrderState::Cancelled);
    ask(Kind::Close);
  }

  void operator()(const RefundAsked& event) {
    if (o_.state != OrderState::Paid) return;
    const Fen left = o_.amount - o_.refund, asked = event.amount == 0 ? left : event.amount;
    if (asked <= 0 || asked > left) return;
    if (asked == left) {
      effects_.unsettle = true;
      return give_back(o_.amount);
    }
    o_.refund += asked;
    o_.tries = 0;
    ask(Kind::Refund);
  }

  void operator()(const Replied& event) {
    const ProviderReply& reply = event.reply;
    o_.asked = false;
    o_.silent = 0;
    if (reply.state != ProviderState::Unknown) o_.known = true;
    switch (reply.state) {
      case ProviderState::Paid: return paid(reply, event.bills_free);
      case ProviderState::Refunding:
      case ProviderState::Refunded: return gone_back(reply);
      case ProviderState::Paying:
        if (o_.state == OrderState::Waiting || o_.state == OrderState::Uncertain) become(OrderState::Paying);
        break;
      case ProviderState::Unknown: o_.known = false; [[fallthrough]];
      case ProviderState::Unpaid: return nobody_paid();
      case ProviderState::Refused:
      case ProviderState::Insufficient:
        if (is_open(o_.state)) {
          o_.refusal = reply.state == ProviderState::Refused ? Refusal::Refused : Refusal::Insufficient;
          end(OrderState::Failed);
          return ask(Kind::Close);
        }
        break;
      case ProviderState::Closed: return closed();
    }
    later();
  }

  OrderEffects effects() const { return effects_; }

 private:
  void become(OrderState state) {
    if (o_.state == state) return;
    o_.state = state;
    o_.tries = 0;
  }

  // It is over for the resident, and the provider must make sure that it stays so.
  void end(OrderState state) {
    become(state);
    o_.closing = true;
  }

  void settled() {
    become(OrderState::Paid);
    o_.refusal = Refusal::None;
    o_.closing = false;
    o_.next.reset();
    effects_.settle = true;
  }

  void give_back(Fen all) {
    o_.refund = all;
    become(OrderState::Refunding);
    o_.refusal = Refusal::None;
    o_.closing = false;
    ask(Kind::Refund);
  }

  void paid(const ProviderReply& reply, bool bills_free) {
    if (o_.state == OrderState::Paid) {
      part_gone_back(reply.refunded);
      return later();
    }
    if (o_.state == OrderState::Refunded || o_.state == OrderState::Refunding) return later();
    o_.transaction = reply.transaction;
    o_.paid_at = reply.paid_at;
    // Money that came in time for an order that expired before its news came is the resident's will all the same.
    const bool in_time =
        is_open(o_.state) || (o_.state == OrderState::Expired && reply.paid_at && *reply.paid_at <= o_.expires);
    if (in_time && bills_free && reply.amount == o_.amount)
      settled();
    else
      give_back(reply.amount);
  }

  void part_gone_back(Fen all) {
    o_.refunded = std::max(o_.refunded, all);
    if (o_.refunded <= o_.refund) return;
    o_.refund = o_.refunded;
    effects_.returned = true;
  }

  // All of it. A paid order whose money went back without us is to be paid again, and somebody has to know.
  void gone_back(const ProviderReply& reply) {
    if (o_.state == OrderState::Refunded) return later();
    if (o_.state == OrderState::Paid) effects_.unsettle = effects_.returned = true;
    if (o_.state != OrderState::Refunding) o_.refund = reply.amount;
    if (reply.state == ProviderState::Refunded) o_.refunded = o_.refund;
    if (o_.transaction.empty()) {
      o_.transaction = reply.transaction;
      o_.paid_at = reply.paid_at;
    }
    o_.refusal = Refusal::None;
    o_.closing = false;
    become(reply.state == ProviderState::Refunded ? OrderState::Refunded : OrderState::Refunding);
    later();
  }

  void nobody_paid() {
    if (o_.state == OrderState::Refunding) return later();
    if (o_.closing) return later();
    if (o_.scanned && is_open(o_.state)) {
      // The charge is still on its way, or lost: it is closed, so that it can't arrive when nobody waits for it.
      if (now_ >= *o_.scanned + times_.in_flight || now_ >= o_.expires) return ask(Kind::Close);
    } else if (is_open(o_.state)) {
      become(OrderState::Waiting);
      if (!o_.known) return ask(Kind::Create);
    }
    later();
  }

  void closed() {
    if (is_open(o_.state)) {
      if (now_ < o_.expires) o_.refusal = Refusal::Refused;
      become(now_ < o_.expires ? OrderState::Failed : OrderState::Expired);
    }
    o_.closing = false;
    later();
  }

  void ask(Kind kind) {
    effects_.ask = kind;
    o_.asked = true;
    ++o_.tries;
    o_.next = now_ + std::max(times_.silence, o_.silent > 1 ? backoff(o_.silent) : 0ms);
  }

  void ask_next() {
    if (o_.state == OrderState::Refunding) return ask(Kind::Refund);
    if (o_.closing) return ask(Kind::Close);
    if (part_is_due()) return ask(Kind::Refund);
    switch (o_.state) {
      case OrderState::Waiting: return ask(o_.known ? Kind::Query : Kind::Create);
      case OrderState::Paying:
      case OrderState::Uncertain: return ask(now_ >= o_.expires ? Kind::Close : Kind::Query);
      default: o_.next.reset(); o_.asked = false;
    }
  }

  bool part_is_due() const { return o_.state == OrderState::Paid && o_.refunded < o_.refund; }

  // When to ask again, now that an answer is there.
  void later() {
    if (o_.closing || o_.state == OrderState::Refunding || part_is_due()) {
      o_.next = now_ + backoff(o_.tries);
    } else if (o_.state == OrderState::Waiting) {
      o_.next = std::max(now_, std::min(now_ + (now_ - o_.created < 1min ? 2s : 5s), o_.expires));
    } else if (is_open(o_.state)) {
      o_.next = now_ + (o_.tries < 30 ? 1s : 5s);
    } else {
      o_.next.reset();
    }
  }

  Order& o_;
  Instant now_;
  const PaymentTimes& times_;
  OrderEffects effects_;
};

}  // namespace

bool is_due(const Order& order, Instant now) {
  return order.next && (*order.next <= now || *order.next > now + kLongestWait);
}

std::string_view to_string(OrderState state) { return kNames[static_cast<std::size_t>(state)]; }

std::optional<OrderState> order_state_from(std::string_view name) {
  const auto found = std::find(kNames.begin(), kNames.end(), name);
  if (found == kNames.end()) return std::nullopt;
  return static_cast<OrderState>(found - kNames.begin());
}

std::string_view to_string(Refusal refusal) {
  switch (refusal) {
    case Refusal::Refused: return "refused";
    case Refusal::Insufficient: return "insufficient";
    case Refusal::None: break;
  }
  return "";
}

Order new_order(Fen amount, Instant now, const PaymentTimes& times) {
  Order order;
  order.amount = amount;
  order.created = now;
  order.expires = now + times.expiry;
  order.next = now;
  return order;
}

OrderEffects advance(Order& order, const OrderEvent& event, Instant now, const PaymentTimes& times) {
  Turn turn(order, now, times);
  std::visit(turn, event);
  return turn.effects();
}

}  // namespace bianmin::platform
