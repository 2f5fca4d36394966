#pragma once

#include <memory>
#include <optional>
#include <string>

#include "base/id_number.hpp"
#include "base/json.hpp"
#include "base/secret.hpp"
#include "platform/records/reference.hpp"

namespace bianmin::platform {

/// Who is at the terminal, known to the platform or not.
struct Person {
  std::optional<base::IdNumber> id;          ///< none: a code that nobody is known by
  base::Secret name;                         ///< as given, or the record's
  std::shared_ptr<const Resident> resident;  ///< null: not known
};

/// Reads {"id_number","name"?} or {"code"}, the number where both are there; nothing when it is absent or null. The
/// reader keeps what was wrong.
std::optional<Person> read_person(const Reference& reference, base::JsonReader given);

}  // namespace bianmin::platform
