#pragma once

#include <string>
#include <string_view>

#include "base/clock.hpp"
#include "base/failure.hpp"
#include "base/secret.hpp"
#include "base/uuid.hpp"
#include "platform/crypto/sodium.hpp"
#include "platform/records/reference.hpp"

namespace bianmin::platform {

/// A case as a terminal files it, checked.
struct NewCase {
  base::Uuid uuid;
  std::string number;
  std::string terminal;
  std::string service;
  std::string category;
  std::string area;          ///< empty: no place in particular
  base::Instant filed_at;
  base::Secret resident;     ///< identity number, empty when none was given or the case is anonymous
  base::Secret private_part;  ///< JSON {"text","anonymous","contact","resident","extra"}
  base::Secret canonical;    ///< all of it in a fixed order: what a repetition is compared by
};

/// Reads the body of POST /v1/cases: {"sealed": base64 of a sealed box} or the plain object. InputInvalid or
/// RequestRefused name the place, never a value. A case without a category is of its service's own name.
base::Result<NewCase> read_new_case(std::string_view body, const SealKey& key, const Dispatch& dispatch);

}  // namespace bianmin::platform
