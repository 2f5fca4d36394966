#pragma once

#include "kiosk/flow/visit/state.hpp"

namespace bianmin::kiosk {

/// Whether a paper is near: the resident has come to the review before the first one. For those on a last page nothing
/// is made ready: who takes another sheet does not see the sixth of a second. It decides when the typesetter gets
/// ready, and nothing else.
bool paper_ahead(const State& state);

}  // namespace bianmin::kiosk
