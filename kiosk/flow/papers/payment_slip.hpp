#pragma once

#include <memory>

#include "kiosk/flow/visit/effect.hpp"
#include "kiosk/flow/visit/state.hpp"

namespace bianmin::kiosk {

/// What who goes before a payment's end is known takes along: the order's number, what happens now, whom to call.
std::shared_ptr<const PrintedDocument> build_payment_slip(const State& state);

}  // namespace bianmin::kiosk
