#pragma once

#include <memory>

#include "base/secret.hpp"
#include "kiosk/flow/visit/effect.hpp"
#include "kiosk/flow/visit/state.hpp"

namespace bianmin::kiosk {

/// The slip that brings a parked visit back: its code, what it is about, how long it is kept. Nobody's name stands on
/// it.
std::shared_ptr<const PrintedDocument> build_parked_slip(const State& state, const base::Secret& code);

}  // namespace bianmin::kiosk
