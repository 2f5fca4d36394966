#pragma once

#include "kiosk/documents/document.hpp"
#include "kiosk/flow/visit/effect.hpp"

namespace bianmin::kiosk {

/// What the flow wants printed, as the typesetter takes it. `roll` is the slip printer's paper.
documents::Document document_of(const PrintedDocument& document, documents::Media roll);

}  // namespace bianmin::kiosk
