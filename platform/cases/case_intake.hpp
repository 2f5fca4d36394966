#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "base/clock.hpp"
#include "base/failure.hpp"
#include "base/secret.hpp"
#include "base/uuid.hpp"
#include "platform/cases/attachment.hpp"
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
  std::string area;  ///< empty: no place in particular
  base::Instant filed_at;
  base::Secret resident;           ///< identity number; empty when none was given or found, or the case is anonymous
  std::vector<std::string> items;  ///< the parts of a bundle, in the bundle's order; empty for every other service
  std::vector<Attachment> attachments;
  /// JSON {"text","anonymous","contact","resident","extra","answers","helper"}; a resident is {"id_number","name"}, or
  /// {"code"} when no resident of that code was known.
  base::Secret private_part;
  /// All of it as it was given, in a fixed order: what a repetition is compared by, whoever the code stands for then.
  base::Secret canonical;
};

/// The largest body of POST /v1/cases: three photos and a voice memo, in base64 inside a sealed box in base64.
inline constexpr std::size_t kMostCaseBody = 4560 << 10;
/// The largest case inside the box.
inline constexpr std::size_t kMostCasePlain = 3400 << 10;

/// Reads the body of POST /v1/cases: {"sealed": base64 of a sealed box} or the plain object. InputInvalid or
/// RequestRefused name the place, never a value. A case without a category is of its service's own name. A resident
/// given as {"code"} alone is looked up; a code that nobody is known by is kept and the case taken.
base::Result<NewCase> read_new_case(std::string_view body, const SealKey& key, const Reference& reference);
/// The same for the sealed box itself, as it comes in pieces.
base::Result<NewCase> read_sealed_case(std::string_view box, const SealKey& key, const Reference& reference);
/// The name of the body that came in pieces, {"upload": SHA-256}; nothing when the body is a case of its own.
std::optional<std::string> uploaded_case(std::string_view body);

}  // namespace bianmin::platform
