#include "platform/payments/topups.hpp"

#include <future>

#include <boost/json.hpp>

#include "base/json.hpp"
#include "base/log.hpp"

namespace bianmin::platform {
namespace {

constexpr int kMostAtOnce = 256;

// The meter's id, from what is encrypted beside the order.
base::Result<std::string> meter_of(const DataKey& key, Database& database, const std::string& number) {
  const auto hidden = key.decrypt(hidden_bills(database, number), number);
  if (!hidden) return tl::unexpected(hidden.error());
  const auto ids = base::parse_json(hidden->reveal());
  if (!ids) return tl::unexpected(ids.error());
  if (!ids->is_array() || ids->as_array().size() != 1 || !ids->as_array()[0].is_string())
    return base::fail(base::FailureCode::Internal, "top-up " + number + " names no meter");
  return std::string(ids->as_array()[0].as_string());
}

}  // namespace

struct TopUps::Asked {
  CreditEffects effects;
  MeterRequest request;
};

std::shared_ptr<TopUps> TopUps::make(PaymentGround ground, std::shared_ptr<Payments> payments,
                                     std::shared_ptr<MeterCompany> company, CreditTimes times) {
  return std::shared_ptr<TopUps>(new TopUps(ground, std::move(payments), std::move(company), times));
}

base::Result<void> TopUps::resume() {
  std::promise<base::Result<void>> promise;
  auto outcome = promise.get_future();
  ground_.writer.submit(
      [this](Database& database) -> base::Result<void> {
        ask_all_credits_again(database, ground_.clock.now());
        return {};
      },
      [&promise](const base::Result<void>& result) { promise.set_value(result); });
  return outcome.get();
}

void TopUps::tick() {
  if (under_way_ > 0 || !open()) return;
  const base::Instant now = ground_.clock.now();
  const auto due =
      ground_.readers.read<std::vector<std::string>>([&](Database& database) -> base::Result<std::vector<std::string>> {
        return due_credits(database, now, kMostAtOnce);
      });
  if (!due) return base::log_failure("credits-unread", due.error(), "payments");
  under_way_ += static_cast<int>(due->size());
  for (const std::string& number : *due)
    happen(number, CreditDue{}, [self = shared_from_this()] { --self->under_way_; });
}

void TopUps::close() {
  std::shared_ptr<MeterCompany> leaving;
  {
    std::lock_guard lock(mutex_);
    leaving.swap(company_);
  }
  std::lock_guard lock(asking_);
}

std::shared_ptr<MeterCompany> TopUps::company() const {
  std::lock_guard lock(mutex_);
  return company_;
}

void TopUps::happen(const std::string& number, CreditEvent event, std::function<void()> done) {
  const auto asked = std::make_shared<Asked>();
  ground_.writer.submit(
      [self = shared_from_this(), number, event = std::move(event), asked](Database& database) -> base::Result<void> {
        auto credit = load_credit(database, number);
        const auto stored = load_order(database, number);
        if (!credit || !stored) return base::fail(base::FailureCode::CaseNotFound, "no top-up has this number");
        const Credit before = *credit;
        const base::Instant now = self->ground_.clock.now();
        // The refund began: that is the order's matter from now on.
        if (credit->state == CreditState::Refused && stored->order.state != OrderState::Paid)
          asked->effects = advance(*credit, MoneyGoesBack{}, now, self->times_);
        else
          asked->effects = advance(*credit, event, now, self->times_);
        if (*credit != before) update_credit(database, number, *credit);
        asked->request.order = number;
        if (!asked->effects.ask) return {};
        auto meter = meter_of(self->ground_.key, database, number);
        if (!meter) return tl::unexpected(meter.error());
        asked->request = {*asked->effects.ask, number, std::move(*meter), stored->order.amount};
        return {};
      },
      [self = shared_from_this(), asked, done = std::move(done)](const base::Result<void>& outcome) {
        if (outcome)
          self->carry_out(*asked);
        else
          base::log_failure("credit-undone", outcome.error(), "payments");
        if (done) done();
      });
}

void TopUps::carry_out(const Asked& asked) {
  const std::string number = asked.request.order;
  if (asked.effects.give_back) payments_->give_back(number);
  if (!asked.effects.ask) return;
  // close() waits for it: what the company looks into is gone soon afterwards.
  std::lock_guard lock(asking_);
  const auto company = this->company();
  if (!company) return;
  company->ask(asked.request, [weak = weak_from_this(), number](const base::Result<MeterReply>& reply) {
    if (!reply) return base::log_failure("meter-company-silent", reply.error(), "payments");
    if (const auto self = weak.lock()) self->happen(number, CompanySaid{*reply}, {});
  });
}

}  // namespace bianmin::platform
