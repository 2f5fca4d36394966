#pragma once

#include "kiosk/flow/service/service_spec.hpp"

namespace bianmin::kiosk {

inline const StepKind& kind_of(const StepSpec& step) {
  return std::visit([](const auto& action) -> const StepKind& { return action.kKind; }, step.action);
}

/// Steps that ask the resident and can be come back to; the others only work.
inline bool is_asked(const StepSpec& step) { return kind_of(step).asks != StepKind::Asks::Nothing; }
/// Steps whose page asks the resident for an answer of this service (not who they are, nor to look or to pay).
inline bool gives_answer(const StepSpec& step) { return kind_of(step).asks == StepKind::Asks::Answer; }

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
