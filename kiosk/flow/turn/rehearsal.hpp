#pragma once

#include "kiosk/flow/visit/effect.hpp"

namespace bianmin::kiosk {

/// Which of the made-up people (redaction.hpp) practises; nobody has this number.
inline constexpr int kRehearsalPerson = 850;

/// What may not happen while somebody only practises.
inline bool leaves_the_terminal(const Effect& effect) {
  if (const auto* ask = std::get_if<Ask>(&effect)) return !ask->operation.starts_with("help.");
  return std::holds_alternative<FileCase>(effect) || std::holds_alternative<Rate>(effect) ||
         std::holds_alternative<Print>(effect) || std::holds_alternative<Park>(effect) ||
         std::holds_alternative<ArmCard>(effect) || std::holds_alternative<ArmScanner>(effect) ||
         std::holds_alternative<OpenCamera>(effect) || std::holds_alternative<TakePhoto>(effect);
}

}  // namespace bianmin::kiosk
