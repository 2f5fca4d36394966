#include "platform/payments/payments.hpp"

#include <algorithm>
#include <cstdio>
#include <future>

#include <boost/json.hpp>

#include "base/log.hpp"
#include "platform/api/idempotency.hpp"
#include "platform/payments/topup_store.hpp"
#include "platform/store/staff_task.hpp"

namespace bianmin::platform {
namespace {

using base::FailureCode;
namespace json = boost::json;

constexpr int kMostAtOnce = 256;

// "261122-7K2M9QX4TB": the day, so that people can file it, and 50 random bits, so that no number ever comes again, not
// even after a restored backup: a provider would say "paid" of a number it knows.
std::string new_number(base::Instant now) {
  constexpr char kDigits[] = "0123456789ABCDEFGHJKMNPQRSTVWXYZ";
  const base::LocalTime day = base::to_china_time(now);
  char head[16];
  std::snprintf(head, sizeof head, "%02d%02d%02d-", day.year % 100, day.month, day.day);
  std::string number = head;
  for (const char byte : random_bytes(10)) number += kDigits[static_cast<unsigned char>(byte) & 31U];
  return number;
}

base::Result<Fen> amount_for_meter(const PaymentWish& wish) {
  for (const Meter& meter : wish.resident->meters)
    if (wish.bills.size() == 1 && meter.id == wish.bills[0]) {
      if (const auto reason = why_not(meter, *wish.top_up))
        return base::fail(FailureCode::InputInvalid, "topup: /amount: " + *reason);
      return *wish.top_up;
    }
  return base::fail(FailureCode::InputInvalid, "topup: /meter: is not this resident's");
}

base::Result<Fen> sum_of(const PaymentWish& wish) {
  if (wish.top_up) return amount_for_meter(wish);
  const auto kind = wish.resident->bills.find(wish.kind);
  Fen sum = 0;
  for (const std::string& id : wish.bills) {
    const Bill* bill = nullptr;
    if (kind != wish.resident->bills.end())
      for (const Bill& known : kind->second)
        if (known.id == id) bill = &known;
    if (bill == nullptr) return base::fail(FailureCode::InputInvalid, "payment: /bills: one is not this resident's");
    sum += bill->amount;
  }
  if (sum > kMostFen) return base::fail(FailureCode::InputInvalid, "payment: /bills: more than 1000000.00 together");
  return sum;
}

}  // namespace

std::shared_ptr<Payments> Payments::make(PaymentGround ground, std::shared_ptr<PaymentProvider> provider,
                                         PaymentTimes times) {
  const std::shared_ptr<Payments> made(new Payments(ground, std::move(provider), times));
  if (made->provider_)
    made->provider_->listen([weak = made->weak_from_this()](const std::string& number) {
      if (const auto self = weak.lock()) self->happen(number, Hinted{}, std::nullopt, {});
    });
  return made;
}

base::Result<void> Payments::resume() {
  std::promise<base::Result<void>> promise;
  auto outcome = promise.get_future();
  ground_.writer.submit(
      [this](Database& database) -> base::Result<void> {
        ask_all_again(database, ground_.clock.now());
        return {};
      },
      [&promise](const base::Result<void>& result) { promise.set_value(result); });
  return outcome.get();
}

void Payments::tick() {
  if (under_way_ > 0 || !provider()) return;
  const base::Instant now = ground_.clock.now();
  const auto due =
      ground_.readers.read<std::vector<std::string>>([&](Database& database) -> base::Result<std::vector<std::string>> {
        return due_orders(database, now, kMostAtOnce);
      });
  if (!due) return base::log_failure("payments-unread", due.error(), "payments");
  under_way_ += static_cast<int>(due->size());
  for (const std::string& number : *due)
    happen(number, Due{}, std::nullopt,
           [self = shared_from_this()](const base::Result<StoredOrder>&) { --self->under_way_; });
}

void Payments::close() {
  std::shared_ptr<PaymentProvider> leaving;
  {
    std::lock_guard lock(mutex_);
    leaving.swap(provider_);
  }
}

std::shared_ptr<PaymentProvider> Payments::provider() const {
  std::lock_guard lock(mutex_);
  return provider_;
}

std::string Payments::code(const std::string& number) const {
  const auto provider = this->provider();
  return provider ? provider->code(number) : std::string();
}

std::string Payments::bill_key(const DataKey& key, std::string_view kind, std::string_view id) {
  return key.index("bill\n" + std::string(kind) + "\n" + std::string(id));
}

std::string Payments::meter_key(const DataKey& key, std::string_view id) {
  return key.index("meter\n" + std::string(id));
}

OrderEffects Payments::apply(Database& database, StoredOrder& stored, OrderEvent event) const {
  if (auto* replied = std::get_if<Replied>(&event); replied && replied->reply.state == ProviderState::Paid)
    replied->bills_free = bills_free(database, stored.number);
  const Order before = stored.order;
  const base::Instant now = ground_.clock.now();
  const OrderEffects effects = advance(stored.order, event, now, times_);
  if (effects.settle) stored.receipt = settle(database, stored.number, now);
  if (effects.settle && stored.credit) {
    money_came(database, stored.number, now);
    stored.credit = load_credit(database, stored.number);
  }
  if (effects.unsettle) unsettle(database, stored.number);
  if (effects.returned)
    add_task(database, "payment-returned", stored.number,
             "the provider gave back " + format_yuan(stored.order.refund) + " without being asked", now);
  if (before != stored.order) update_order(database, stored, before.state, now);
  return effects;
}

void Payments::happen(const std::string& number, OrderEvent event, std::optional<AuthCode> code, Done done) {
  const auto asked = std::make_shared<Asked>();
  ground_.writer.submit(
      [self = shared_from_this(), number, event = std::move(event), asked](Database& database) -> base::Result<void> {
        auto stored = load_order(database, number);
        if (!stored) return base::fail(FailureCode::CaseNotFound, "no payment has this number");
        asked->effects = self->apply(database, *stored, event);
        asked->stored = std::move(*stored);
        return {};
      },
      [self = shared_from_this(), asked, code = std::move(code),
       done = std::move(done)](const base::Result<void>& outcome) {
        if (outcome) self->carry_out(*asked, code);
        if (!done) return;
        if (outcome)
          done(asked->stored);
        else
          done(tl::unexpected(outcome.error()));
      });
}

void Payments::carry_out(const Asked& asked, std::optional<AuthCode> code) {
  const auto provider = this->provider();
  if (!asked.effects.ask || !provider) return;
  const std::string& number = asked.stored.number;
  const Order& order = asked.stored.order;
  const bool back = *asked.effects.ask == ProviderRequest::Kind::Refund && order.refund > 0;
  provider->ask({*asked.effects.ask, number, back ? order.refund : order.amount, order.expires, std::move(code)},
                [weak = weak_from_this(), number](const base::Result<ProviderReply>& reply) {
                  if (!reply) return base::log_failure("provider-silent", reply.error(), "payments");
                  if (const auto self = weak.lock()) self->happen(number, Replied{*reply, false}, std::nullopt, {});
                });
}

base::Result<Payments::Begun> Payments::begin_in(Database& database, const PaymentWish& wish, Fen amount,
                                                 std::vector<Asked>& asked) const {
  const base::Instant now = ground_.clock.now();
  const std::string_view scope = wish.top_up ? "topup" : "payment";
  const auto earlier = earlier_answer(database, scope, wish.key, wish.fingerprint);
  if (!earlier) return tl::unexpected(earlier.error());
  if (*earlier) {
    auto stored = load_order(database, **earlier);
    if (!stored) return base::fail(FailureCode::Internal, "the order of this Idempotency-Key is gone");
    if (stored->terminal != wish.terminal)
      return base::fail(FailureCode::RequestRefused, "this Idempotency-Key came from another terminal before");
    return Begun{std::move(*stored), false};
  }
  const auto remember = [&](const std::string& number) {
    remember_answer(database, scope, wish.key, wish.fingerprint, number, now.time_since_epoch().count());
  };

  // A top-up has no bill before: the platform makes one, which its order alone pays.
  const std::string made = new_number(now);
  const std::string meter = wish.top_up ? meter_key(ground_.key, wish.bills.front()) : std::string();
  std::vector<std::string> bills;
  if (wish.top_up) bills.push_back(bill_key(ground_.key, wish.kind, made));
  if (!wish.top_up)
    for (const std::string& id : wish.bills) bills.push_back(bill_key(ground_.key, wish.kind, id));
  std::sort(bills.begin(), bills.end());
  for (const std::string& bill : bills)
    if (settlement_of(database, bill))
      return base::fail(FailureCode::BillPaid, "BillPaid: one of these bills is paid already");
  for (const std::string& bill : bills)
    for (const std::string& number : wish.top_up ? open_topups_for(database, meter) : open_orders_for(database, bill)) {
      auto other = load_order(database, number);
      if (!other) continue;
      const bool over = other->order.state == OrderState::Waiting && now >= other->order.expires;
      const bool same = other->terminal == wish.terminal &&
                        other->resident == ground_.key.index(wish.resident->id_number) &&
                        other->order.amount == amount && (wish.top_up || bills_of(database, number) == bills);
      if (same && !over) {
        remember(number);
        return Begun{std::move(*other), false};
      }
      if (other->order.state != OrderState::Waiting)
        return base::fail(FailureCode::PaymentUnderWay,
                          "one of these bills is being paid; its result is not known yet");
      // Nobody has begun to pay that one; should somebody still, the money goes back.
      const OrderEffects effects = apply(database, *other, CancelAsked{});
      asked.push_back({std::move(*other), effects});
    }

  StoredOrder stored{
      made, wish.terminal, ground_.key.index(wish.resident->id_number), wish.kind, {}, new_order(amount, now, times_)};
  json::array ids;
  for (const std::string& id : wish.bills) ids.emplace_back(id);
  insert_order(database, stored, bills, ground_.key.encrypt(json::serialize(ids), stored.number));
  if (wish.top_up) {
    insert_topup(database, stored.number, meter);
    stored.credit = Credit{};
  }
  remember(stored.number);
  const OrderEffects effects = apply(database, stored, Due{});
  asked.push_back({stored, effects});
  return Begun{std::move(stored), true};
}

void Payments::begin(PaymentWish wish, std::function<void(base::Result<Begun>)> done) {
  if (!provider()) return done(base::fail(FailureCode::PaymentUnavailable, "no payment provider is set up"));
  const auto amount = sum_of(wish);
  if (!amount) return done(tl::unexpected(amount.error()));
  const auto asked = std::make_shared<std::vector<Asked>>();
  const auto begun = std::make_shared<Begun>();
  ground_.writer.submit(
      [self = shared_from_this(), wish = std::move(wish), amount = *amount, asked,
       begun](Database& database) -> base::Result<void> {
        auto made = self->begin_in(database, wish, amount, *asked);
        if (!made) return tl::unexpected(made.error());
        *begun = std::move(*made);
        return {};
      },
      [self = shared_from_this(), asked, begun, done = std::move(done)](const base::Result<void>& outcome) {
        if (!outcome) return done(tl::unexpected(outcome.error()));
        for (const Asked& one : *asked) self->carry_out(one, std::nullopt);
        done(*begun);
      });
}

void Payments::scan(const std::string& number, AuthCode code, Done done) {
  happen(number, Scanned{}, std::move(code), std::move(done));
}

void Payments::cancel(const std::string& number, Done done) {
  happen(number, CancelAsked{}, std::nullopt, std::move(done));
}

void Payments::refund(const std::string& number, Fen amount, const std::string& who, Done done) {
  const auto asked = std::make_shared<Asked>();
  ground_.writer.submit(
      [self = shared_from_this(), number, amount, who, asked](Database& database) -> base::Result<void> {
        auto stored = load_order(database, number);
        if (!stored) return base::fail(FailureCode::CaseNotFound, "no payment has this number");
        if (stored->credit)
          return base::fail(FailureCode::RequestRefused,
                            "the money was put on a meter: only the meter's company can take it off again");
        if (stored->order.state != OrderState::Paid)
          return base::fail(FailureCode::RequestRefused, "only a paid order can be refunded; this one is " +
                                                             std::string(to_string(stored->order.state)));
        if (const Fen left = stored->order.amount - stored->order.refund; amount > left)
          return base::fail(FailureCode::RequestRefused,
                            "no more than " + format_yuan(left) + " can still be given back");
        asked->effects = self->apply(database, *stored, RefundAsked{amount});
        asked->stored = std::move(*stored);
        Statement audit =
            database.prepare("INSERT INTO audit(at, action, subject, who) VALUES(?, 'payment-refund', ?, ?)");
        audit.number(self->ground_.clock.now().time_since_epoch().count()).text(number);
        if (who.empty())
          audit.null();
        else
          audit.text(who);
        audit.run();
        return {};
      },
      [self = shared_from_this(), asked, done = std::move(done)](const base::Result<void>& outcome) {
        if (!outcome) return done(tl::unexpected(outcome.error()));
        self->carry_out(*asked, std::nullopt);
        done(asked->stored);
      });
}

base::Result<StoredOrder> Payments::find_for(const std::string& number, std::string_view terminal) const {
  auto stored = find(number);
  if (stored && stored->terminal != terminal)
    return base::fail(FailureCode::CaseNotFound, "no payment has this number");
  return stored;
}

base::Result<StoredOrder> Payments::find(const std::string& number) const {
  return ground_.readers.read<StoredOrder>([&](Database& database) -> base::Result<StoredOrder> {
    auto stored = load_order(database, number);
    if (!stored) return base::fail(FailureCode::CaseNotFound, "no payment has this number");
    return std::move(*stored);
  });
}

}  // namespace bianmin::platform
