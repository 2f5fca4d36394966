#include "kiosk/flow/state.hpp"

namespace bianmin::kiosk {

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

bool applies(const StepSpec& step, const Values& values) {
  return !step.when || values.text(step.when->field) == step.when->equals;
}

}  // namespace bianmin::kiosk
