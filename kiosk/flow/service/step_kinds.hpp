#pragma once

#include "kiosk/flow/service/service_spec.hpp"

namespace bianmin::kiosk {

/// Steps whose page asks the resident for an answer of this service (not who they are, nor to look or to pay).
inline bool gives_answer(const StepSpec& step) {
  return std::holds_alternative<ChooseStep>(step.action) || std::holds_alternative<TickStep>(step.action) ||
         std::holds_alternative<FormStep>(step.action) || std::holds_alternative<DateStep>(step.action) ||
         std::holds_alternative<PhotoStep>(step.action) || std::holds_alternative<SignStep>(step.action);
}

/// Where that answer is kept; empty for steps that give none.
inline std::string answer_field(const StepSpec& step) {
  return std::visit(
      [](const auto& action) -> std::string {
        if constexpr (requires { action.field; })
          return action.field;
        else
          return {};
      },
      step.action);
}

}  // namespace bianmin::kiosk
