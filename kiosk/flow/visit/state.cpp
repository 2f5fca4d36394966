#include "kiosk/flow/visit/state.hpp"

#include <algorithm>

#include "base/id_number.hpp"
#include "kiosk/flow/service/step_kinds.hpp"

namespace bianmin::kiosk {
namespace {

bool is_digit(char c) { return c >= '0' && c <= '9'; }

// Characters that are no blanks: an answer of blanks alone says nothing.
std::size_t written(std::string_view text) {
  return std::size_t(std::count_if(text.begin(), text.end(),
                                   [](char c) { return (c & 0xC0) != 0x80 && c != ' ' && c != '\n' && c != '\t'; }));
}

bool is_amount(std::string_view text) {
  const auto point = text.find('.');
  const std::string_view whole = text.substr(0, point);
  const std::string_view cents = point == std::string_view::npos ? std::string_view{} : text.substr(point + 1);
  return !whole.empty() && std::all_of(whole.begin(), whole.end(), is_digit) && cents.size() <= 2 &&
         std::all_of(cents.begin(), cents.end(), is_digit);
}

// Nothing is under way at this step that would be lost by putting the visit away now.
bool rests(const Session& session, const StepSpec& step) {
  using Asks = StepKind::Asks;
  const bool stuck = std::holds_alternative<Stuck>(session.phase);
  const bool asking = std::holds_alternative<Asking>(session.phase);
  switch (kind_of(step).asks) {
    case Asks::Who: return !std::holds_alternative<Reading>(session.phase);
    case Asks::Answer:
    case Asks::Row:
    case Asks::Look: return asking && session.camera != CameraUse::Taking;
    case Asks::Nothing: break;
  }
  if (std::holds_alternative<DoneStep>(step.action)) return asking && session.print_job.empty();
  if (std::holds_alternative<RateStep>(step.action)) return false;
  if (session.payment) return session.payment->may_be_left();
  // A sheet that waits for paper has not begun to come out.
  const auto* paused = std::get_if<Paused>(&session.phase);
  return stuck || (paused != nullptr && paused->why.code == base::FailureCode::PrinterOutOfPaper);
}

// Something of the resident's leaves the terminal for good.
bool gives_something_away(const StepSpec& step) {
  const auto* query = std::get_if<QueryStep>(&step.action);
  return std::holds_alternative<SubmitStep>(step.action) || std::holds_alternative<PayStep>(step.action) ||
         (query != nullptr && query->operation.starts_with("reserve."));
}

}  // namespace

const ServiceSpec* current_service(const State& state) {
  if (!state.session || !state.content) return nullptr;
  return state.content->service(state.session->service);
}

const StepSpec* current_step(const State& state) {
  const ServiceSpec* service = current_service(state);
  if (service == nullptr || state.session->step >= service->steps.size()) return nullptr;
  return &service->steps[state.session->step];
}

const Notice* standing_emergency(const State& state) {
  for (const auto& notice : state.notices)
    if (notice.level == NoticeLevel::Emergency && notice.from <= state.now && state.now < notice.until &&
        !state.seen_emergencies.contains(notice.id))
      return &notice;
  return nullptr;
}

std::optional<base::Failure> why_not(const State& state, const ServiceSpec& service) {
  using base::Failure;
  using base::FailureCode;
  for (const Need need : service.needs) {
    if (need == Need::Platform && !state.link_up) return Failure{FailureCode::NetworkDown, "platform not reachable"};
    if (need != Need::PrinterA4 && need != Need::PrinterSlip) continue;
    const auto printer = state.printers.find(need == Need::PrinterA4 ? "a4" : "slip");
    if (printer == state.printers.end()) return Failure{FailureCode::PrinterMissing, "no printer configured"};
    if (const auto* stopped = std::get_if<devices::PrinterStopped>(&printer->second)) return stopped->why;
    if (const auto* gone = std::get_if<devices::PrinterGone>(&printer->second)) return gone->why;
  }
  return std::nullopt;
}

bool offers_paper(const State& state, const StepSpec& step) {
  const auto* paper = std::get_if<PrintStep>(&step.action);
  if (paper == nullptr || paper->offer.empty() || !state.session || state.session->rehearsal) return false;
  const auto printer = state.printers.find(paper->printer);
  return printer != state.printers.end() && devices::can_print(printer->second);
}

bool applies(const StepSpec& step, const Values& values) {
  if (const auto* paper = std::get_if<PrintStep>(&step.action); paper && !paper->offer.empty()) return false;
  if (!step.when) return true;
  const std::string_view value = values.text(step.when->field);
  const auto& wanted = step.when->values;
  switch (step.when->test) {
    case When::Test::Filled: return !value.empty();
    case When::Test::Has: return !wanted.empty() && is_ticked(value, wanted.front());
    case When::Test::OneOf: break;
  }
  return std::find(wanted.begin(), wanted.end(), value) != wanted.end();
}

bool can_go_back(const State& state) {
  const StepSpec* step = current_step(state);
  if (step == nullptr || state.session->committed) return false;
  const Session& session = *state.session;
  if (session.parking) return false;
  if (session.rehearsal) return true;
  const bool stuck = std::holds_alternative<Stuck>(session.phase);
  if (std::holds_alternative<PayStep>(step->action) && session.payment) {
    // Nobody goes back to pay again while it is not known whether they have.
    using Pay = Payment::State;
    const auto& payment = *session.payment;
    return !payment.lost() && !payment.leaving && payment.state != Pay::Uncertain && payment.state != Pay::Refunding;
  }
  if (std::holds_alternative<SubmitStep>(step->action) || std::holds_alternative<PrintStep>(step->action)) return stuck;
  if (std::holds_alternative<DoneStep>(step->action))
    return !session.trail.empty() && !stuck && session.print_job.empty();
  return !std::holds_alternative<RateStep>(step->action);
}

bool can_undo(const State& state) {
  return current_step(state) != nullptr && !state.session->undo.empty() && can_go_back(state) &&
         !state.session->companion && !state.session->payment;
}

bool can_park(const State& state) {
  const StepSpec* step = current_step(state);
  if (step == nullptr) return false;
  const Session& session = *state.session;
  if (session.rehearsal || session.parking || session.companion || !rests(session, *step)) return false;
  // Of a case that was filed only the paper can still be missing.
  if (session.committed && !std::holds_alternative<PrintStep>(step->action)) return false;
  const bool known = !session.values.text("holder.id_number").empty();
  if (session.trail.empty() && session.values.answers().empty() && !known && !session.committed) return false;
  if (known) return true;
  const auto printer = state.printers.find("slip");
  return printer != state.printers.end() && devices::can_print(printer->second);
}

bool would_lose(const State& state) {
  const ServiceSpec* service = current_service(state);
  const StepSpec* step = current_step(state);
  if (step == nullptr) return false;
  const Session& session = *state.session;
  const bool over = std::holds_alternative<DoneStep>(step->action) || std::holds_alternative<RateStep>(step->action);
  if (session.rehearsal || session.committed || over) return false;
  if (!session.photos.empty() || !session.memos.empty() || !session.strokes.empty()) return true;
  // Where nothing is sent, what was chosen is chosen again in a touch.
  const auto& answers = session.values.answers();
  const bool sends = std::any_of(service->steps.begin(), service->steps.end(), &gives_something_away);
  return std::any_of(service->steps.begin(), service->steps.end(), [&](const StepSpec& asked) {
    const bool touched =
        std::holds_alternative<ChooseStep>(asked.action) || std::holds_alternative<ReviewStep>(asked.action);
    return (sends || !touched) && answers.contains(answer_field(asked));
  });
}

const char* form_error(const FormStep& step, std::string_view value) {
  const std::size_t count = written(value);
  if (count == 0) return step.required ? "form.required" : nullptr;
  const auto digits_and = [&](std::string_view others) {
    return std::all_of(value.begin(), value.end(),
                       [&](char c) { return is_digit(c) || others.find(c) != std::string_view::npos; });
  };
  switch (step.input) {
    case ui::FieldKind::Digits:
      if (!digits_and("")) return "form.number.invalid";
      break;
    case ui::FieldKind::Phone:
      if (!digits_and("+- ")) return "form.phone.invalid";
      break;
    case ui::FieldKind::IdNumber:
      if (!base::IdNumber::parse(value)) return "form.id_number.invalid";
      break;
    case ui::FieldKind::Amount:
      if (!is_amount(value)) return "form.number.invalid";
      break;
    case ui::FieldKind::Chinese:
    case ui::FieldKind::English: break;
  }
  return count < step.min_characters ? "form.too_short" : nullptr;
}

}  // namespace bianmin::kiosk
