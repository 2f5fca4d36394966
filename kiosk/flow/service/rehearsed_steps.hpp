#pragma once

#include "kiosk/flow/service/step_kinds.hpp"

namespace bianmin::kiosk {

/// The member of a service's "rehearsal" that stands for a payment's receipt.
inline constexpr std::string_view kRehearsedPayment = "payment";

/// Steps that a rehearsal does not play: what they would give away or bring out, it only tells of.
inline bool is_only_told_of(const StepSpec& step) { return kind_of(step).only_told_of; }

}  // namespace bianmin::kiosk
