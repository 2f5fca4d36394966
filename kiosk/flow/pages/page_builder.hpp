#pragma once

#include "kiosk/flow/visit/state.hpp"
#include "ui/model/page.hpp"

namespace bianmin::kiosk {

/// What the resident meets now. Pure; the same state gives the same page.
ui::Page build_page(const State& state);

}  // namespace bianmin::kiosk
