// Going back, and correcting what was said before.
#include "kiosk/flow/service/amount.hpp"
#include "kiosk/flow/service/step_kinds.hpp"
#include "kiosk/flow/turn/turn.hpp"

namespace bianmin::kiosk {

void Turn::back() {
  Session& session = *s.session;
  if (!can_go_back(s) || payment_holds_back()) return;
  if (session.correcting && session.answered.contains(session.step)) {
    // A correction that was not wanted after all: back to where it was asked for, unless the answer is broken now.
    const auto* form = step_as<FormStep>();
    const bool spoken = form != nullptr && session.memos.contains(form->field);
    if (form != nullptr && !spoken && form_error(*form, session.values.text(form->field)) != nullptr) {
      session.phase = Asking{.missing = true};
      return arrived(true);
    }
    if (const auto* amount = step_as<AmountStep>()) {
      if (amount_error(*amount, session.values) != nullptr) {
        session.phase = Asking{.missing = true};
        return arrived(true);
      }
      // For another account what stands on the page may be less than what was kept.
      keep_amount(*amount, session.values, *shown_amount(*amount, session.values));
    }
    const auto* ticks = step_as<TickStep>();
    if (ticks != nullptr && ticks->least > 0 && session.values.text(ticks->field).empty()) {
      session.phase = Asking{.missing = true};
      return arrived(true);
    }
    if (gives_answer(*current_step(s))) {
      leave_step();
      session.trail.push_back(session.step);
      return void(return_to_review());
    }
  }
  if (session.trail.empty()) return go_home();  // which asks before answers are dropped
  leave_step();
  const std::size_t index = session.trail.back();
  session.trail.pop_back();
  session.correcting.reset();
  session.step = index;
  trim_undo();
  begin_step();
}

void Turn::edit(const std::string& step_id) {
  const ServiceSpec& service = *current_service(s);
  Session& session = *s.session;
  if (session.committed) return;
  for (std::size_t i = 0; i < session.step; ++i) {
    if (service.steps[i].id != step_id) continue;
    leave_step();
    while (!session.trail.empty() && session.trail.back() >= i) session.trail.pop_back();
    session.correcting = session.step;
    session.step = i;
    // What was signed is not what will be sent.
    for (const StepSpec& step : service.steps)
      if (std::holds_alternative<SignStep>(step.action)) forget(step);
    return begin_step();
  }
}

// After a correction the resident is not asked again what they answered already; only what asks the platform, and what
// the correction made necessary, comes in between.
bool Turn::return_to_review() {
  Session& session = *s.session;
  if (!session.correcting) return false;
  const ServiceSpec& service = *current_service(s);
  for (std::size_t i = session.step + 1; i < *session.correcting; ++i) {
    const StepSpec& step = service.steps[i];
    if (!applies(step, session.values)) {
      forget(step);
      session.answered.erase(i);
      continue;
    }
    // An amount fits the account it was chosen for; another one may take less.
    const auto* amount = std::get_if<AmountStep>(&step.action);
    const bool fits = amount == nullptr || fits_still(*amount, session.values);
    const bool kept = std::holds_alternative<IdentifyStep>(step.action) || (gives_answer(step) && fits);
    if (!kept || !session.answered.contains(i)) {
      enter(i);
      return true;
    }
    session.trail.push_back(i);
  }
  enter(*std::exchange(session.correcting, std::nullopt));
  return true;
}

// Somebody else was faster: back to where it is chosen, without what was chosen.
void Turn::choose_again(const std::string& step_id) {
  const ServiceSpec& service = *current_service(s);
  Session& session = *s.session;
  for (std::size_t i = 0; i < session.step; ++i) {
    if (service.steps[i].id != step_id) continue;
    leave_step();
    session.correcting.reset();
    for (std::size_t later = i; later < session.step; ++later) {
      forget(service.steps[later]);
      session.answered.erase(later);
    }
    while (!session.trail.empty() && session.trail.back() >= i) session.trail.pop_back();
    return enter(i);
  }
}

}  // namespace bianmin::kiosk
