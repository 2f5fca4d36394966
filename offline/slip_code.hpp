#pragma once

#include <string>
#include <string_view>

#include "base/clock.hpp"
#include "base/failure.hpp"
#include "base/uuid.hpp"
#include "offline/case_number.hpp"
#include "offline/keys.hpp"

namespace bianmin::offline {

/// What a printed slip's QR code says.
struct Slip {
  CaseNumber number;
  base::Uuid id;           // of the case; also the token that shows it
  base::Instant filed_at;  // whole seconds
};

/// `BM1:<number>:<case uuid>:<filed unix seconds>:<base64url Ed25519 signature of everything before the last colon>`.
/// `filed_at` is cut to the second.
std::string make_slip_code(const Slip& slip, const SigningKey& key);

/// Reads a code without checking the signature: for slips of other terminals, whose keys only the platform knows.
/// CodeUnknown when it isn't a BM1 code at all (no "BM1:" at its start), InputInvalid when it is a wrong one.
base::Result<Slip> parse_slip_code(std::string_view text);

/// As `parse_slip_code`, and SignatureInvalid unless `key` signed it.
base::Result<Slip> verify_slip_code(std::string_view text, const VerifyKey& key);

}  // namespace bianmin::offline
