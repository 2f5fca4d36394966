#pragma once

#include <algorithm>
#include <map>
#include <random>
#include <set>

#include "tests/kiosk/flow_player.hpp"

namespace bianmin::kiosk::testing {

inline constexpr std::string_view kMarkedPayCode = "134509876543210001";  // made up

/// What a platform would say of payments, and often what it should not. Orders are found again by their key, as there.
class ChaosPayments {
 public:
  Event answer(const State& s, const PayStep& step, std::mt19937_64& random) {
    const auto below = [&](int bound) { return int(random() % std::uint64_t(bound)); };
    const Payment& payment = *s.session->payment;
    const std::uint64_t ticket = s.session->ticket;
    static const std::vector<base::FailureCode> failures{
        base::FailureCode::NetworkDown,  base::FailureCode::NetworkTimeout, base::FailureCode::PlatformError,
        base::FailureCode::InputInvalid, base::FailureCode::BillPaid,       base::FailureCode::PaymentUnderWay};
    if (below(9) == 0) return Answered{ticket, base::fail(failures[std::size_t(below(int(failures.size())))])};
    if (below(30) == 0) return Answered{ticket, json(R"({"order":"../x","state":"bought"})")};
    std::string order = payment.order;
    if (payment.request == Payment::Request::Create)
      if (const auto key = s.session->keys.find(step.into); key != s.session->keys.end())
        order = "P-" + key->second.to_string();
    static const std::vector<const char*> states{"waiting",   "waiting",   "waiting",   "waiting",   "waiting",
                                                 "paying",    "paying",    "paid",      "failed",    "expired",
                                                 "cancelled", "uncertain", "uncertain", "refunding", "refunded"};
    const char* state = states[std::size_t(below(int(states.size())))];
    if (payment.request == Payment::Request::Cancel && below(3) > 0) state = "cancelled";
    boost::json::object view{{"order", order}, {"amount", "24.00"}, {"state", state}};
    if (below(2) == 0) view["message"] = below(2) == 0 ? "insufficient" : "refused";
    if (below(3) > 0) view["expires_at"] = "2026-11-20T02:05:00Z";
    if (below(3) > 0) view["code"] = "https://pay.invalid/s/" + order;
    if (std::string_view(state) == "paid") view["receipt"] = "SB-MARKED-9";
    return Answered{ticket, std::move(view)};
  }

  static const boost::json::value& bills() {
    static const boost::json::value rows = json(
        R"({"fields":{"name":"马试一"},"rows":[{"id":"B-1","title":"标记甲乙丙丁","amount":"12.00","state":"unpaid"},
            {"id":"B-2","title":"标记甲乙丙丁","amount":"12.00"},{"id":"B-3","amount":"half"},{"id":"B-4","title":"x","amount":"9.00","state":"paid"}]})");
    return rows;
  }
};

/// Nobody pays twice: while an order may still take money no other is begun in the visit, and a try whose answer was
/// lost is repeated with its key.
class PaymentWatch {
 public:
  /// `before` is the payment as it stood before the event; `after` the state after it.
  std::string see(const State& after, const Event& event, const Effects& effects, std::uint64_t ticket_before,
                  const std::optional<Payment>& before) {
    const auto request_before = before ? before->request : Payment::Request::None;
    if (const auto fault = left(before, event, effects); !fault.empty()) return fault;
    if (const auto* answered = std::get_if<Answered>(&event);
        answered != nullptr && answered->ticket == ticket_before && ticket_before != 0)
      if (const auto fault = heard(*answered, request_before); !fault.empty()) return fault;
    for (const auto& effect : effects) {
      if (std::holds_alternative<WipeSession>(effect)) ended_ = true;
      const auto* ask = std::get_if<Ask>(&effect);
      if (ask == nullptr || !ask->operation.starts_with("payment.")) continue;
      const auto body = json(std::string(ask->body.reveal()).c_str()).as_object();
      if (ask->operation == "payment.create" || ask->operation == "payment.topup") {
        ++created;
        if (!ask->key) return "an order is begun without a key";
        if (!open_.empty()) return "another order is begun while " + *open_.begin() + " may still take money";
        const std::string wish(ask->body.reveal());
        if (unanswered_ && unanswered_->first == wish && unanswered_->second != *ask->key)
          return "a try whose answer was lost is repeated with another key";
        unanswered_ = {wish, *ask->key};
      } else {
        const std::string order(body.at("order").as_string());
        if (!orders_.contains(order)) return "it is asked for an order that never was: " + order;
        if (ask->operation == "payment.cancel") open_.erase(order);
        if (ask->operation == "payment.scan" && !open_.contains(order))
          return "a code is charged to an order that is over";
      }
    }
    const StepSpec* step = current_step(after);
    // Somebody else may stand here: their bills are others.
    if (step != nullptr && std::holds_alternative<IdentifyStep>(step->action)) unanswered_.reset();
    if (std::exchange(ended_, false)) {
      open_.clear();  // cancelled, or for the platform to settle
      unanswered_.reset();
    }
    return {};
  }
  int created = 0, paid = 0;

 private:
  // Who goes leaves no order behind that could still take money, unless nobody knows whether it has.
  static std::string left(const std::optional<Payment>& before, const Event& event, const Effects& effects) {
    const bool ended = std::any_of(effects.begin(), effects.end(),
                                   [](const Effect& e) { return std::holds_alternative<WipeSession>(e); });
    if (!ended || !before || before->order.empty() || before->lost() || before->leaving) return {};
    if (before->state != Payment::State::Waiting && before->state != Payment::State::Paying) return {};
    if (!std::holds_alternative<ui::ActionPressed>(event) && !std::holds_alternative<devices::KeypadEvent>(event))
      return {};
    for (const auto& effect : effects)
      if (const auto* ask = std::get_if<Ask>(&effect); ask != nullptr && ask->operation == "payment.cancel") return {};
    return "the order " + before->order + " is left behind and could still take money";
  }

  std::string heard(const Answered& answered, Payment::Request request) {
    if (request == Payment::Request::None) return {};
    if (!answered.answer) {
      const auto code = answered.answer.error().code;
      const bool lost = code == base::FailureCode::NetworkDown || code == base::FailureCode::NetworkTimeout ||
                        code == base::FailureCode::PlatformError;
      if (request == Payment::Request::Create && !lost) unanswered_.reset();
      return {};
    }
    const auto* view = answered.answer->if_object();
    if (view == nullptr || !view->contains("amount")) return {};
    const std::string order(view->at("order").as_string()), state(view->at("state").as_string());
    if (request == Payment::Request::Create) unanswered_.reset();
    orders_.insert(order);
    paid += state == "paid" ? 1 : 0;
    const bool over =
        state == "failed" || state == "expired" || state == "cancelled" || state == "refunded" || state == "paid";
    if (over)
      open_.erase(order);
    else
      open_.insert(order);
    return {};
  }

  std::set<std::string> orders_, open_;
  std::optional<std::pair<std::string, base::Uuid>> unanswered_;
  bool ended_ = false;
};

}  // namespace bianmin::kiosk::testing
