// Paper: a step that prints, further sheets of it, and what a printer says.
#include "kiosk/flow/papers/document_builder.hpp"
#include "kiosk/flow/turn/turn.hpp"

namespace bianmin::kiosk {

void Turn::begin(const PrintStep& step) { print(step, current_step(s)->id); }

void Turn::press(const PrintStep& step, const std::string& id) {
  Session& session = *s.session;
  const bool stuck = std::holds_alternative<Stuck>(session.phase) || std::holds_alternative<Paused>(session.phase);
  if (id == "skip" && stuck && step.optional) {
    emit(CancelPrints{});
    if (!session.print_job.empty()) given();  // the sheet may have begun: another must be asked for in so many words
    session.print_job.clear();
    next();
  }
}

void Turn::print(const PrintStep& step, const std::string& step_id) {
  Session& session = *s.session;
  const auto printer = s.printers.find(step.printer);
  const auto refuse = [&](base::Failure why) {
    session.phase = Stuck{std::move(why)};
    arrived(true);
  };
  if (printer == s.printers.end()) return refuse({base::FailureCode::PrinterMissing, "no printer configured"});
  if (const auto* gone = std::get_if<devices::PrinterGone>(&printer->second)) return refuse(gone->why);
  if (const auto* stopped = std::get_if<devices::PrinterStopped>(&printer->second)) return refuse(stopped->why);
  const int copy = ++session.copies[step_id];
  session.print_job = session.id.to_string() + "." + step_id + "." + std::to_string(copy);
  session.printer = step.printer;
  start_work();
  emit(Print{step.printer, session.print_job, build_document(s, step)});
}

void Turn::reprint(const std::string& step_id) {
  const StepSpec* target = current_service(s)->step(step_id);
  const auto* paper = target == nullptr ? nullptr : std::get_if<PrintStep>(&target->action);
  if (paper == nullptr || !s.session->print_job.empty()) return;
  // Only of what was printed once: a step that was passed over has nothing to print again.
  if (paper->offer.empty() && !s.session->copies.contains(target->id)) return;
  s.session->reprinting = target->id;
  print(*paper, target->id);
  arrived();
}

// A further paper that the done page offers.
bool Turn::press_paper(const std::string& id) {
  const StepSpec* paper = id.starts_with("paper:") ? current_service(s)->step(id.substr(6)) : nullptr;
  if (paper == nullptr || !offers_paper(s, *paper)) return false;
  reprint(paper->id);
  return true;
}

// Nobody has to decide about paper that is out, or that will not come.
void Turn::no_paper_comes() {
  if (s.question && std::holds_alternative<PaperComing>(*s.question)) s.question.reset();
}

void Turn::print_event(const devices::PrintEvent& event) {
  if (!s.session || s.session->print_job.empty()) return;
  if (parked_slip_event(event)) return;
  if (step_as<PayStep>() != nullptr) return payment_slip_event(event);
  Session& session = *s.session;
  const bool printing = step_as<PrintStep>() != nullptr;  // else a reprint on the last page
  if (const auto* waits = std::get_if<devices::PrintWaiting>(&event); waits && waits->job == session.print_job) {
    session.phase = Paused{waits->why};
    arrived(true);
  } else if (const auto* done = std::get_if<devices::PrintFinished>(&event); done && done->job == session.print_job) {
    session.print_job.clear();
    given();
    no_paper_comes();
    if (printing) return next();
    session.phase = Asking{};
    arrived();
  } else if (const auto* failed = std::get_if<devices::PrintFailed>(&event);
             failed && failed->job == session.print_job) {
    session.print_job.clear();
    no_paper_comes();
    session.phase = Stuck{failed->why};
    arrived(true);
  }
}

void Turn::on(const PrintNotPossible& e) { print_event(devices::PrintFailed{e.job, e.why}); }

}  // namespace bianmin::kiosk
