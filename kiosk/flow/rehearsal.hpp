#pragma once

#include "kiosk/flow/effect.hpp"
#include "kiosk/flow/service_spec.hpp"

namespace bianmin::kiosk {

/// Which of the made-up people (redaction.hpp) practises; nobody has this number.
inline constexpr int kRehearsalPerson = 850;
/// The member of a service's "rehearsal" that stands for a payment's receipt.
inline constexpr std::string_view kRehearsedPayment = "payment";

/// Steps that a rehearsal does not play: what they would give away or bring out, it only tells of.
inline bool is_only_told_of(const StepSpec& step) {
  return std::holds_alternative<SubmitStep>(step.action) || std::holds_alternative<PrintStep>(step.action) ||
         std::holds_alternative<PayStep>(step.action) || std::holds_alternative<PhotoStep>(step.action);
}

/// What may not happen while somebody only practises.
inline bool leaves_the_terminal(const Effect& effect) {
  if (const auto* ask = std::get_if<Ask>(&effect)) return !ask->operation.starts_with("help.");
  return std::holds_alternative<FileCase>(effect) || std::holds_alternative<Rate>(effect) ||
         std::holds_alternative<Print>(effect) || std::holds_alternative<Park>(effect) ||
         std::holds_alternative<ArmCard>(effect) || std::holds_alternative<ArmScanner>(effect) ||
         std::holds_alternative<OpenCamera>(effect) || std::holds_alternative<TakePhoto>(effect);
}

}  // namespace bianmin::kiosk
