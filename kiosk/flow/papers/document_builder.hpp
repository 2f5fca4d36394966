#pragma once

#include <memory>

#include "kiosk/flow/visit/effect.hpp"
#include "kiosk/flow/visit/state.hpp"

namespace bianmin::kiosk {

/// What a print step puts on paper, from the session's values. Identity numbers are whole where the service says so.
std::shared_ptr<const PrintedDocument> build_document(const State& state, const PrintStep& step);

}  // namespace bianmin::kiosk
