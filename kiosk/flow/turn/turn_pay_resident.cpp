// Paying: what the resident does about an order, and how they leave it.
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

}  // namespace

void Turn::begin(const PayStep& step) {
  if (bill_ids(s.session->values, step).empty()) {
    s.session->phase = Empty{};
    return;
  }
  create_order(step);
}

void Turn::press(const PayStep& step, const std::string& id) {
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
  json::object body{{"order", payment.order}, {"auth_code", payload}};
  payment.charged = true;
  ask_payment(Request::Scan, secret_json(body), new_uuid());
  payment_state(Pay::Paying);
}

bool Turn::payment_holds_back() {
  if (step_as<PayStep>() == nullptr || !s.session->payment) return false;
  Payment& payment = *s.session->payment;
  if (payment.order.empty() || !payment.may_take_money()) return false;
  payment.leaving = true;
  ask_payment(Request::Cancel, secret_json({{"order", payment.order}}), new_uuid());
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
    if (payment.may_take_money() && !payment.lost() && payment.request != Request::Cancel)
      emit(Ask{new_ticket(), "payment.cancel", secret_json({{"order", payment.order}}), new_uuid()});
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
