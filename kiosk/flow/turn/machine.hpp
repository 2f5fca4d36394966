#pragma once

#include "kiosk/flow/visit/effect.hpp"
#include "kiosk/flow/visit/event.hpp"
#include "kiosk/flow/visit/state.hpp"

namespace bianmin::kiosk {

/// A terminal that has just been switched on.
State initial_state(Rules rules);

/// The whole behaviour of the terminal: what `event`, heard at `now`, makes of `state`, and what is to be done about
/// it. Pure: no clock, file, thread or chance of its own; the same events give the same states and effects.
Effects advance(State& state, const Event& event, base::Instant now);

}  // namespace bianmin::kiosk
