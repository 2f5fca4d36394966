// Paying: the order's life as the resident meets it. Two rules stand above all: no second order for the same bills
// while the first one may still take money, and nobody is told to pay again while it is not known whether they have.
#include <algorithm>
#include <array>

#include <boost/json.hpp>

#include "kiosk/flow/papers/payment_slip.hpp"
#include "kiosk/flow/service/bills.hpp"
#include "kiosk/flow/service/who.hpp"
#include "kiosk/flow/turn/turn.hpp"
#include "kiosk/flow/visit/payment_code.hpp"

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

bool may_take_money(Pay state) { return state == Pay::Waiting || state == Pay::Paying; }
// The end, as far as this order goes: no question is asked any more.
bool is_over(Pay state) { return state == Pay::Failed || state == Pay::Refunded; }

json::object about(const Payment& payment) { return {{"order", payment.order}}; }

}  // namespace

void Turn::begin_payment(const PayStep& step) {
  if (bill_ids(s.session->values, step).empty()) {
    s.session->phase = Empty{};
    return;
  }
  create_order(step);
}

void Turn::create_order(const PayStep& step) {
  Session& session = *s.session;
  session.payment.emplace();
  session.showing_code = false;
  start_work();
  json::array bills;
  for (const auto& id : bill_ids(session.values, step)) bills.emplace_back(id);
  base::Secret body =
      secret_json({{"resident", resident_of(session.values)}, {"kind", step.bill_kind}, {"bills", std::move(bills)}});
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
  emit(Ask{session.ticket, kOperations[std::size_t(request)], std::move(body), key});
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
  if (payment.order.empty() || is_over(payment.state) || s.now < payment.ask_next) return;
  ask_payment(Request::State, secret_json(about(payment)), std::nullopt);
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
    for (const char* name : {"paid_at", "receipt"}) paid.set(name, text_of(order, name));
    session.values.set(step.into, std::move(paid));
    emit(DisarmScanner{});
    session.payment.reset();
    session.committed = true;
    session.trail.clear();
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
  if (payment.leaving && may_take_money(state)) {  // not cancelled yet: asked again until it is
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

void Turn::payment_code(std::string_view payload) {
  if (step_as<PayStep>() == nullptr || !s.session->payment) return;
  Payment& payment = *s.session->payment;
  if (payment.state != Pay::Waiting || payment.lost() || payment.leaving) return;
  s.question.reset();
  s.helping = false;
  if (!is_payment_code(payload)) {
    payment.wrong_code = true;
    return arrived(true);
  }
  json::object body = about(payment);
  body["auth_code"] = payload;
  payment.charged = true;
  ask_payment(Request::Scan, secret_json(body), new_uuid());
  payment_state(Pay::Paying);
}

void Turn::press_payment(const PayStep& step, const std::string& id) {
  Session& session = *s.session;
  if (!session.payment) return;
  const Payment& payment = *session.payment;
  const Pay state = payment.state;
  const bool unknown = payment.lost() || state == Pay::Uncertain;
  if ((id == "pay:mine" || id == "pay:theirs") && state == Pay::Waiting && !payment.lost() && !payment.leaving) {
    session.showing_code = id == "pay:mine";
    return arrived();
  }
  if (id == "retry" && !payment.lost() &&
      (state == Pay::Failed || state == Pay::Expired || state == Pay::Cancelled || state == Pay::Refunded)) {
    leave_step();
    session.keys.erase(step.into);  // that order is over: this is another try
    create_order(step);
    return arrived();
  }
  if (id == "slip" && unknown) return print_payment_slip();
  if (id == "finish" && (unknown || state == Pay::Refunding || state == Pay::Refunded)) end_session(Visitor::Leaves);
}

bool Turn::payment_holds_back() {
  if (step_as<PayStep>() == nullptr || !s.session->payment) return false;
  Payment& payment = *s.session->payment;
  if (payment.order.empty() || !may_take_money(payment.state)) return false;
  payment.leaving = true;
  ask_payment(Request::Cancel, secret_json(about(payment)), new_uuid());
  emit(DisarmScanner{});
  start_work();
  arrived();
  return true;
}

// The resident goes, or the visit ends: an order that could still take money is cancelled. Not one that nobody knows
// the end of: the money may be there, and then it shall settle the bill.
void Turn::leave_payment() {
  if (!s.session->payment) return;
  const Payment& payment = *s.session->payment;
  emit(DisarmScanner{});
  if (payment.request != Request::None && payment.request != Request::Cancel) emit(CancelAsk{s.session->ticket});
  if (!payment.order.empty()) {
    if (may_take_money(payment.state) && !payment.lost() && payment.request != Request::Cancel)
      emit(Ask{new_ticket(), "payment.cancel", secret_json(about(payment)), new_uuid()});
    if (const auto* step = step_as<PayStep>()) s.session->keys.erase(step->into);
  }
  s.session->payment.reset();
}

void Turn::print_payment_slip() {
  Session& session = *s.session;
  Payment& payment = *session.payment;
  if (payment.slip == Payment::Slip::Printing || payment.slip == Payment::Slip::Printed || payment.order.empty())
    return;
  const auto printer = s.printers.find("slip");
  if (printer == s.printers.end() || !devices::can_print(printer->second)) {
    payment.slip = Payment::Slip::Failed;
    return arrived(true);
  }
  const std::string& step_id = current_step(s)->id;
  const int copy = ++session.copies[step_id];
  session.print_job = session.id.to_string() + "." + step_id + "." + std::to_string(copy);
  session.printer = "slip";
  payment.slip = Payment::Slip::Printing;
  emit(Print{"slip", session.print_job, build_payment_slip(s)});
  arrived();
}

void Turn::payment_slip_event(const devices::PrintEvent& event) {
  Session& session = *s.session;
  const auto* done = std::get_if<devices::PrintFinished>(&event);
  const auto* failed = std::get_if<devices::PrintFailed>(&event);
  const bool ours =
      (done != nullptr && done->job == session.print_job) || (failed != nullptr && failed->job == session.print_job);
  if (!ours) return;
  session.print_job.clear();
  if (!session.payment) return;
  session.payment->slip = done != nullptr ? Payment::Slip::Printed : Payment::Slip::Failed;
  arrived(true);
}

}  // namespace bianmin::kiosk
