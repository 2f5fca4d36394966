// What devices and the platform report.
#include "base/overloaded.hpp"
#include "kiosk/flow/turn/turn.hpp"
#include "offline/slip_code.hpp"

namespace bianmin::kiosk {
namespace {

bool takes(const IdentifyStep& step, IdentifyMethod method) {
  return std::find(step.methods.begin(), step.methods.end(), method) != step.methods.end();
}

}  // namespace

void Turn::on(const devices::CardEvent& event) {
  const auto* identify = step_as<IdentifyStep>();
  // A visit that is being put away waits for nobody: the card may be the next one's.
  const bool waiting = identify != nullptr && takes(*identify, IdentifyMethod::Card) && !s.session->parking;
  const bool card_wanted = waiting && !s.session->showing_code && !std::holds_alternative<Stuck>(s.session->phase);
  std::visit(base::Overloaded{
                 [&](const devices::ReaderReady&) {
                   if (std::exchange(s.reader_failure, std::nullopt) && card_wanted) arrived();
                 },
                 [&](const devices::ReaderLost& e) {
                   const bool news = !s.reader_failure || s.reader_failure->code != e.why.code;
                   s.reader_failure = e.why;
                   s.card_there = s.card_left = false;
                   // Who can't see the page would wait for a reader that is not there.
                   if (news && card_wanted) arrived(true);
                 },
                 [&](const devices::CardPresented&) {
                   somebody_there();
                   s.card_there = true;
                   if (waiting) s.session->phase = Reading{};
                 },
                 [&](const devices::CardRead& e) {
                   somebody_there();
                   if (resume_card(e)) return;
                   if (!waiting || s.session->rehearsal || companion_card(e)) return;
                   Record holder;
                   holder.set("id_number", e.holder.id_number.secret().reveal());
                   holder.set("name", e.holder.name.reveal());
                   holder.set("method", "card");
                   s.question.reset();
                   identified(std::move(holder));
                   look_for_parked();
                 },
                 [&](const devices::CardFailed& e) {
                   somebody_there();
                   if (!waiting) return;
                   s.session->phase = Stuck{e.why};
                   // The reader stays armed: the next card is read without anybody pressing anything.
                   arrived(true);
                 },
                 [&](const devices::CardRemoved&) {
                   s.card_there = false;
                   if (std::exchange(s.card_left, false) && (waiting || std::holds_alternative<Resuming>(s.where))) {
                     emit(ArmCard{});
                     arrived();
                   }
                   if (waiting && std::holds_alternative<Reading>(s.session->phase)) s.session->phase = AtWork{};
                 },
             },
             event);
}

void Turn::on(const devices::ScanEvent& event) {
  std::visit(base::Overloaded{
                 [&](const devices::ScannerReady&) {
                   s.scanner_ready = true;
                   s.scanner_lost = false;
                 },
                 [&](const devices::ScannerLost&) {
                   s.scanner_ready = false;
                   s.scanner_lost = true;
                 },
                 [&](const devices::CodeScanned& e) {
                   somebody_there();
                   if (step_as<PayStep>() != nullptr && !s.session->rehearsal) return payment_code(e.payload.reveal());
                   if (resume_scanned(e)) return;
                   const auto* identify = step_as<IdentifyStep>();
                   if (s.session && (s.session->rehearsal || s.session->companion || s.session->parking)) return;
                   if (identify == nullptr || !takes(*identify, IdentifyMethod::Code)) return;
                   const auto refuse = [&](base::Failure why) {
                     s.session->phase = Stuck{std::move(why)};
                     arrived(true);
                   };
                   const auto slip = offline::parse_slip_code(e.payload.reveal());
                   if (!slip && slip.error().code != base::FailureCode::CodeUnknown) return refuse(slip.error());
                   if (slip && !identify->accepts_slip)
                     return refuse({base::FailureCode::CodeUnknown, "a slip's code does not say who is here"});
                   Record holder;
                   holder.set("method", slip ? "slip" : "code");
                   if (slip) {
                     holder.set("slip_number", slip->number.text());
                     holder.set("slip_token", slip->id.to_string());
                   } else {
                     holder.set("code", e.payload.reveal());
                   }
                   s.question.reset();
                   identified(std::move(holder));
                 },
             },
             event);
}

void Turn::on(const devices::VoiceEvent& event) {
  if (std::holds_alternative<devices::VoiceLost>(event)) s.voice_works = false;
  if (std::holds_alternative<devices::SpeechStarted>(event)) s.voice_works = true;
}

void Turn::on(const PrinterReported& e) {
  if (const auto* status = std::get_if<devices::PrintStatusChanged>(&e.event)) {
    s.printers.insert_or_assign(e.printer, status->status);
    try_again_to_start();
    if (s.session && std::holds_alternative<Paused>(s.session->phase) && e.printer == s.session->printer &&
        devices::can_print(status->status)) {  // paper is there again: the job goes on by itself
      start_work();
      arrived();
    }
    return;
  }
  print_event(e.event);
}

// A resident looking at "out of paper" or "no network" sees it go away by itself.
void Turn::try_again_to_start() {
  const auto* cannot = std::get_if<CannotStart>(&s.where);
  if (cannot == nullptr || !s.content) return;
  const ServiceSpec* service = s.content->service(cannot->service);
  if (service == nullptr) return;
  auto why = why_not(s, *service);
  if (!why) {
    s.where = AtHome{};
    arrived();
  } else if (why->code != cannot->why.code) {
    s.where = CannotStart{service->id, std::move(*why)};
    arrived();
  }
}

void Turn::on(const LinkChanged& e) {
  s.link_up = e.up;
  if (!e.up && step_as<PayStep>() != nullptr && s.session->payment && !s.session->payment->order.empty())
    payment_unheard();
  try_again_to_start();
}

void Turn::on(const OutboxChanged& e) { s.outbox_waiting = e.waiting; }

}  // namespace bianmin::kiosk
