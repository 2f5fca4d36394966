#pragma once

#include "kiosk/flow/visit/state.hpp"

namespace bianmin::kiosk {

/// Whether nobody is here and nothing is left of whoever was: the first page, as every visitor finds it.
bool is_as_new(const State& state);

}  // namespace bianmin::kiosk
