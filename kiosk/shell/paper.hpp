#pragma once

#include <string>

#include "base/failure.hpp"
#include "kiosk/flow/visit/effect.hpp"

namespace bianmin::kiosk {

/// The document as PDF. DocumentInvalid when it can't be laid out. Takes 10 to 60 ms.
base::Result<std::string> render_paper(const PrintedDocument& document);

}  // namespace bianmin::kiosk
