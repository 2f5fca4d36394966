// 先让后面的人: the visit is put away under lock, and its slip or its resident's card brings it back.
#include "kiosk/flow/papers/parked_slip.hpp"
#include "kiosk/flow/turn/turn.hpp"
#include "kiosk/flow/visit/parked_visit.hpp"

namespace bianmin::kiosk {
namespace {

constexpr std::string_view kSlip = "slip";
constexpr std::string_view kParkedCode = "BMP1:";

base::Secret number_of(const Session& session) { return base::Secret(session.values.text("holder.id_number")); }

bool slip_can_be_printed(const State& s) {
  const auto printer = s.printers.find(kSlip);
  return printer != s.printers.end() && devices::can_print(printer->second);
}

}  // namespace

void Turn::park() {
  if (!can_park(s)) return;
  Session& session = *s.session;
  if (!session.print_job.empty()) {  // it waits for paper: who comes back gets a sheet then
    emit(CancelPrints{});
    session.print_job.clear();
  }
  leave_step();
  session.phase = Asking{};
  auto visit = write_visit(session, *current_service(s));
  if (!visit) return not_parked("park.full");
  session.parking = Parking{new_ticket(), {}};
  emit(Park{session.parking->ticket, std::move(*visit), number_of(session), session.fetched});
  arrived();
}

void Turn::on(const VisitParked& e) {
  if (!s.session || !s.session->parking || s.session->parking->ticket != e.ticket)
    return emit(DropParked{e.id});              // nobody waits for it
  if (!s.session->parking->id.empty()) return;  // told twice: one slip is enough
  s.session->parking->id = e.id;
  if (!slip_can_be_printed(s)) return number_of(*s.session).empty() ? not_parked("park.no_slip") : parked(false);
  Session& session = *s.session;
  const int sheet = ++session.copies["park"];
  session.print_job = session.id.to_string() + ".park." + std::to_string(sheet);
  session.printer = kSlip;
  emit(Print{session.printer, session.print_job, build_parked_slip(s, e.code)});
}

void Turn::on(const VisitNotParked& e) {
  if (!s.session || !s.session->parking || s.session->parking->ticket != e.ticket || !s.session->parking->id.empty())
    return;  // nobody waits for it, or it lies there already
  not_parked(e.why.code == base::FailureCode::StoreFull ? "park.full" : "park.failed");
}

bool Turn::parked_slip_event(const devices::PrintEvent& event) {
  if (!s.session || !s.session->parking) return false;
  const std::string& job = s.session->print_job;
  if (const auto* done = std::get_if<devices::PrintFinished>(&event); done && done->job == job) {
    parked(true);
    return true;
  }
  const auto* waits = std::get_if<devices::PrintWaiting>(&event);
  const auto* failed = std::get_if<devices::PrintFailed>(&event);
  if ((waits == nullptr || waits->job != job) && (failed == nullptr || failed->job != job)) return true;
  emit(CancelPrints{});
  s.session->print_job.clear();
  if (number_of(*s.session).empty())
    not_parked("park.no_slip");
  else
    parked(false);
  return true;
}

void Turn::parked(bool slip) {
  no_paper_comes();
  const bool card = !number_of(*s.session).empty();
  s.session->print_job.clear();
  s.session->parking.reset();
  end_session(Visitor::Stays);
  s.where = Parked{slip, card};
  arrived(true);
}

// Who would not wait for the slip comes back with their card. False when there is no such visit.
bool Turn::left_while_parking() {
  if (!s.session || !s.session->parking || s.session->parking->id.empty() || number_of(*s.session).empty())
    return false;
  emit(CancelPrints{});
  parked(false);
  s.where = AtHome{};  // they are not held up by another page
  return true;
}

// The visit stays where it is, and its resident is told why.
void Turn::not_parked(const char* greeting) {
  no_paper_comes();
  Session& session = *s.session;
  if (session.parking && !session.parking->id.empty()) emit(DropParked{session.parking->id});
  session.parking.reset();
  begin_step();
  if (s.session) s.session->greeting = greeting;
  arrived(true);
}

// The copy this visit was fetched from: it lies there for a power cut until the visit is over, or lies there anew.
void Turn::drop_fetched() {
  if (!s.session->fetched.empty()) emit(DropParked{std::exchange(s.session->fetched, {})});
}

void Turn::on(const ParkedChanged& e) { s.parked = e.waiting; }

void Turn::start_resuming() {
  s.where = Resuming{};
  if (!s.card_left) emit(ArmCard{});
  emit(ArmScanner{});
  arrived();
}

void Turn::leave_resuming() {
  const auto* resuming = std::get_if<Resuming>(&s.where);
  if (resuming == nullptr) return;
  emit(DisarmCard{});
  emit(DisarmScanner{});
  emit(WipeSession{});  // a card may have been read
  s.card_left = s.card_there;
  s.where = AtHome{};
}

bool Turn::resume_scanned(const devices::CodeScanned& e) {
  const bool slip = e.payload.reveal().starts_with(kParkedCode);
  if (auto* resuming = std::get_if<Resuming>(&s.where); resuming && !s.session) {
    if (!slip) {
      resuming->why = base::Failure{base::FailureCode::CodeUnknown, "no parked visit's code"};
      arrived(true);
      return true;
    }
    resuming->ticket = new_ticket();
    resuming->why.reset();
    emit(FindParked{resuming->ticket, e.payload, {}});
    return true;
  }
  if (!slip) return false;
  if (step_as<IdentifyStep>() == nullptr || s.session->rehearsal || s.session->companion || s.session->parking)
    return true;
  s.session->looking = new_ticket();
  emit(FindParked{s.session->looking, e.payload, {}});
  return true;
}

bool Turn::resume_card(const devices::CardRead& e) {
  auto* resuming = std::get_if<Resuming>(&s.where);
  if (resuming == nullptr || s.session) return false;
  resuming->ticket = new_ticket();
  resuming->why.reset();
  emit(FindParked{resuming->ticket, {}, base::Secret(e.holder.id_number.secret().reveal())});
  return true;
}

// Whoever put their card there may have left something here: it is looked for while they go on.
void Turn::look_for_parked() {
  if (s.parked == 0 || !s.session || s.session->rehearsal || s.session->committed || s.session->looking != 0) return;
  const base::Secret number = number_of(*s.session);
  if (number.empty()) return;
  s.session->looking = new_ticket();
  emit(FindParked{s.session->looking, {}, number});
}

void Turn::on(const VisitFound& e) {
  if (auto* resuming = std::get_if<Resuming>(&s.where); resuming && !s.session) {
    if (resuming->ticket == e.ticket) resume(e.id, e.visit);
    return;
  }
  if (!s.session || s.session->looking != e.ticket || e.ticket == 0 || s.session->committed || s.session->parking)
    return;
  s.session->looking = 0;
  if (e.id == s.session->fetched) {  // it is this one
    if (step_as<IdentifyStep>() == nullptr || !at_work()) return;
    s.session->greeting = "park.welcome_back";
    return arrived(true);
  }
  const auto visit = read_visit(e.visit.reveal());
  if (!visit || s.content->service(visit->service) == nullptr) return;
  if (standing_emergency(s) != nullptr || s.trouble || (s.question && !std::holds_alternative<StillThere>(*s.question)))
    return;
  // Not while something is being sent or printed: that is theirs as well, and nearer its end.
  const StepSpec* step = current_step(s);
  if (at_work() && step != nullptr && !std::holds_alternative<IdentifyStep>(step->action) &&
      !std::holds_alternative<QueryStep>(step->action))
    return;
  s.question = WelcomeBack{e.id, e.visit, visit->service};
  s.helping = false;
  arrived(true);
}

void Turn::on(const VisitNotFound& e) {
  if (auto* resuming = std::get_if<Resuming>(&s.where); resuming && !s.session) {
    if (resuming->ticket != e.ticket) return;
    resuming->ticket = 0;
    resuming->why = e.why;
    return arrived(true);
  }
  if (!s.session || s.session->looking != e.ticket || e.ticket == 0) return;
  s.session->looking = 0;
  if (step_as<IdentifyStep>() == nullptr || at_work() == false) return;  // a card's: most people have left nothing
  s.session->greeting = "park.not_found";
  arrived(true);
}

void Turn::resume(const std::string& id, const base::Secret& visit_text) {
  const auto visit = read_visit(visit_text.reveal());
  const ServiceSpec* service = visit ? s.content->service(visit->service) : nullptr;
  if (service == nullptr) {
    auto* resuming = std::get_if<Resuming>(&s.where);
    if (resuming == nullptr) return;
    resuming->ticket = 0;
    resuming->why =
        visit ? base::Failure{base::FailureCode::ServiceInvalid, "the visit's service is not offered any more"}
              : visit.error();
    return arrived(true);
  }
  if (auto why = why_not(s, *service)) {  // it stays where it is until it can be done
    if (s.session) end_session(Visitor::Stays);
    leave_resuming();
    s.where = CannotStart{service->id, std::move(*why)};
    return arrived(true);
  }
  if (s.session) end_session(Visitor::Stays);
  leave_resuming();
  s.card_left = false;                           // the card that lies there is theirs
  service = s.content->service(visit->service);  // the end of the other visit may have brought new content
  if (service == nullptr) return;
  open_session(*service);
  if (auto same = same_visit(*visit, *service)) {
    same->id = s.session->id;
    if (const Record* terminal = s.session->values.record("terminal")) same->values.set("terminal", *terminal);
    const auto correcting = same->correcting;
    s.session = std::move(*same);
    s.session->correcting = correcting;
    s.session->fetched = id;
    begin_step();
    if (s.session) s.session->greeting = "park.welcome_back";
  } else {
    s.session->fetched = id;
    Values fit = fitting_answers(*visit, *service);
    for (const auto& [name, value] : fit.answers()) s.session->values.set(name, value);
    enter(0);
    if (s.session) s.session->greeting = "park.changed";
  }
}

}  // namespace bianmin::kiosk
