#pragma once

#include <string_view>

#include "base/failure.hpp"
#include "base/secret.hpp"

namespace bianmin::devices {

/// A code's bytes as UTF-8: as they are when they are UTF-8, else taken for GB18030; CodeUnreadable when neither.
base::Result<base::Secret> payload_text(std::string_view bytes);

}  // namespace bianmin::devices
