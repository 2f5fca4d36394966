#include "kiosk/flow/papers/paper_ahead.hpp"

#include <algorithm>

namespace bianmin::kiosk {

bool paper_ahead(const State& state) {
  const ServiceSpec* service = current_service(state);
  const StepSpec* here = current_step(state);
  if (service == nullptr || here == nullptr || state.session->rehearsal) return false;
  const auto begin = service->steps.begin(), at = begin + std::ptrdiff_t(state.session->step);
  const bool reviewed =
      std::any_of(begin, at + 1, [](const StepSpec& step) { return std::holds_alternative<ReviewStep>(step.action); });
  return reviewed && std::any_of(at, service->steps.end(), [&](const StepSpec& step) {
           return std::holds_alternative<PrintStep>(step.action) && applies(step, state.session->values) &&
                  !state.session->copies.contains(step.id);
         });
}

}  // namespace bianmin::kiosk
