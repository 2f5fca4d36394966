// Paying: the order's life at the platform. Two rules stand above all: no second order for the same bills
// while the first one may still take money, and nobody is told to pay again while it is not known whether they have.
#include <algorithm>
#include <array>

#include <boost/json.hpp>

#include "kiosk/flow/service/bills.hpp"
#include "kiosk/flow/service/who.hpp"
#include "kiosk/flow/turn/turn.hpp"

namespace bianmin::kiosk {
namespace json = boost::json;
namespace {

using Pay = Payment::State;
using Request = Payment::Request;
using base::FailureCode;

constexpr base::Milliseconds kAskEvery{2'000};
constexpr base::Milliseconds kPatience{
    25'000};  // the network gives up before; this is for an answer that got lost here
constexpr std::size_t kMostOrderCharacters = 64;

struct StateWord {
  std::string_view word;
  Pay state;
};
constexpr std::array<StateWord, 8> kStateWords{{{"waiting", Pay::Waiting},
                                                {"paying", Pay::Paying},
                                                {"failed", Pay::Failed},
                                                {"expired", Pay::Expired},
                                                {"cancelled", Pay::Cancelled},
                                                {"uncertain", Pay::Uncertain},
                                                {"refunding", Pay::Refunding},
                                                {"refunded", Pay::Refunded}}};

std::string text_of(const json::object& object, std::string_view name) {
  const auto* member = object.if_contains(name);
  return member != nullptr && member->is_string() ? std::string(std::string_view(member->as_string())) : std::string();
}

std::optional<Pay> state_of(const json::object& order) {
  const std::string word = text_of(order, "state");
  for (const auto& known : kStateWords)
    if (known.word == word) return known.state;
  return std::nullopt;
}

// It stands in a path: nothing but what an identifier may hold.
bool is_order(std::string_view order) {
  return !order.empty() && order.size() <= kMostOrderCharacters && std::all_of(order.begin(), order.end(), [](char c) {
    return (c >= '0' && c <= '9') || (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || c == '-' || c == '_';
  });
}

// The platform looked at the question and said no: nothing was done. Anything else leaves open whether it was.
bool is_refusal(FailureCode code) {
  switch (code) {
    case FailureCode::RequestRefused:
    case FailureCode::InputInvalid:
    case FailureCode::RecordNotFound:
    case FailureCode::CaseNotFound:
    case FailureCode::NotEligible:
    case FailureCode::BillPaid:
    case FailureCode::PaymentUnderWay:
    case FailureCode::PaymentUnavailable: return true;
    default: return false;
  }
}

}  // namespace

void Turn::create_order(const PayStep& step) {
  Session& session = *s.session;
  session.payment.emplace();
  session.showing_code = false;
  start_work();
  json::object wish{{"resident", resident_of(session.values)}};
  const std::vector<std::string> ids = bill_ids(session.values, step);
  if (step.amount.empty()) {
    wish["kind"] = step.bill_kind;
    wish["bills"] = json::array(ids.begin(), ids.end());
  } else {  // there is no bill before: the platform makes one
    wish["meter"] = ids.front();
    wish["amount"] = session.values.text(step.amount);
  }
  base::Secret body = secret_json(std::move(wish));
  // A try whose answer was lost is repeated with its key: the order it may have made is found again.
  auto& key = session.keys[step.into];
  auto& asked = session.asked[step.into];
  if (key == base::Uuid{} || !(asked == body)) key = new_uuid();
  asked = body;
  ask_payment(Request::Create, std::move(body), key);
}

void Turn::ask_payment(Request request, base::Secret body, std::optional<base::Uuid> key) {
  static constexpr std::array<const char*, 5> kOperations{"", "payment.create", "payment.scan", "payment.state",
                                                          "payment.cancel"};
  Session& session = *s.session;
  if (session.payment->request != Request::None) emit(CancelAsk{session.ticket});
  session.ticket = new_ticket();
  session.payment->request = request;
  session.payment->asked_at = s.now;
  const auto* step = step_as<PayStep>();
  const bool top_up = request == Request::Create && step != nullptr && !step->amount.empty();
  emit(Ask{session.ticket, top_up ? "payment.topup" : kOperations[std::size_t(request)], std::move(body), key});
}

// Time has passed: is there news of the order?
void Turn::look_after_payment() {
  const auto* step = step_as<PayStep>();
  if (step == nullptr || !s.session->payment) return;
  Payment& payment = *s.session->payment;
  payment.asked_at = std::min(payment.asked_at, s.now);
  payment.ask_next = std::min(payment.ask_next, s.now + kAskEvery);
  if (payment.request != Request::None) {
    if (s.now - payment.asked_at < kPatience) return;
    emit(CancelAsk{s.session->ticket});
    return payment_answered(*step, {s.session->ticket, base::fail(FailureCode::NetworkTimeout, "no answer came")});
  }
  if (payment.order.empty() || payment.over() || s.now < payment.ask_next) return;
  ask_payment(Request::State, secret_json({{"order", payment.order}}), std::nullopt);
}

void Turn::payment_answered(const PayStep& step, const Answered& e) {
  if (!s.session->payment || s.session->ticket == 0 || e.ticket != s.session->ticket) return;  // late
  Payment& payment = *s.session->payment;
  s.session->ticket = 0;
  const Request request = std::exchange(payment.request, Request::None);
  payment.ask_next = s.now + kAskEvery;
  const json::object* order = e.answer && e.answer->is_object() ? &e.answer->as_object() : nullptr;
  const std::string word = order == nullptr ? std::string() : text_of(*order, "state");
  const bool whole = order != nullptr && (word == "paid" || state_of(*order)) &&
                     is_order(request == Request::Create ? text_of(*order, "order") : payment.order);
  if (whole) return payment_is(step, *order);
  const base::Failure why =
      e.answer ? base::Failure{FailureCode::ReplyInvalid, "payment: the answer lacks what it must have"}
               : e.answer.error();
  if (request == Request::Create) {
    if (is_refusal(why.code)) s.session->keys.erase(step.into);
    s.session->payment.reset();
    s.session->phase = Stuck{why};
    return arrived(true);
  }
  if (request == Request::Scan && is_refusal(why.code)) {
    payment.charged = false;
    payment_state(Pay::Waiting);
    payment.wrong_code = true;
    return arrived(true);
  }
  payment_unheard();
}

// An answer did not come. The second time, or when the cable is out, the resident is told: whoever has paid must not
// pay again, whoever has not should wait.
void Turn::payment_unheard() {
  Payment& payment = *s.session->payment;
  const bool was_lost = payment.lost();
  const bool was_leaving = std::exchange(payment.leaving, false);
  payment.unheard = !s.link_up || was_leaving ? 2 : std::min(payment.unheard + 1, 2);
  if (!payment.lost() || was_lost) return;
  emit(DisarmScanner{});
  s.session->phase = Asking{};
  arrived(true);
}

void Turn::payment_is(const PayStep& step, const json::object& order) {
  Session& session = *s.session;
  Payment& payment = *session.payment;
  if (payment.order.empty()) {
    payment.order = text_of(order, "order");
    payment.amount = base::Secret(text_of(order, "amount"));
    payment.code = base::Secret(text_of(order, "code"));
    if (const auto until = base::parse_utc(text_of(order, "expires_at"))) payment.expires_at = *until;
  }
  if (text_of(order, "state") == "paid") {
    Record paid;
    paid.set("order", payment.order);
    paid.set("amount", payment.amount.reveal());
    for (const char* name : {"paid_at", "receipt", "balance"})
      if (std::string text = text_of(order, name); !text.empty()) paid.set(name, text);
    session.values.set(step.into, std::move(paid));
    emit(DisarmScanner{});
    session.payment.reset();
    given();
    s.question.reset();  // whoever was asked whether they are there, or want to leave: this is what they waited for
    s.helping = false;
    s.last_touch = s.now;
    return next();
  }
  payment.reason = text_of(order, "message");
  const bool was_lost = payment.lost();
  payment.unheard = 0;
  const Pay state = *state_of(order);
  const bool ended = state == Pay::Cancelled || state == Pay::Expired || state == Pay::Failed;
  // Once a payment code was taken the money may still move after the cancel; then it comes back, and who stays sees it.
  if (payment.leaving && ended && !payment.charged) {
    session.payment.reset();
    session.keys.erase(step.into);
    emit(DisarmScanner{});
    session.phase = Asking{};
    return back();
  }
  if (payment.leaving &&
      (state == Pay::Waiting || state == Pay::Paying)) {  // not cancelled yet: asked again until it is
    payment.state = state;
    return;
  }
  payment.leaving = false;
  // Found again after the cable was out: everything is as the platform says, also when that is what it was before.
  if (was_lost) payment.state = Pay::Starting;
  payment_state(state);
}

void Turn::payment_state(Pay state) {
  Payment& payment = *s.session->payment;
  if (payment.state == state) return;
  const bool armed = payment.state == Pay::Waiting;
  payment.state = state;
  payment.wrong_code = false;
  if (state == Pay::Waiting)
    emit(ArmScanner{});
  else if (armed)
    emit(DisarmScanner{});
  if (state == Pay::Paying) payment.charged = true;
  if (state == Pay::Paying)
    start_work();
  else
    s.session->phase = Asking{};
  arrived(state != Pay::Waiting && state != Pay::Paying);
}

}  // namespace bianmin::kiosk
