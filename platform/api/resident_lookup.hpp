#pragma once

#include <memory>

#include "base/json.hpp"
#include "platform/records/reference.hpp"

namespace bianmin::platform {

/// The resident named by {"id_number","name"} or {"code"}; a name that is given must be theirs. RecordNotFound
/// otherwise, without telling which part was wrong. The reader keeps what was malformed.
base::Result<std::shared_ptr<const Resident>> find_resident(const Reference& reference, base::JsonReader given);

}  // namespace bianmin::platform
