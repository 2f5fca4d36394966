#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

#include "base/clock.hpp"
#include "platform/crypto/sodium.hpp"
#include "platform/records/reference.hpp"

namespace bianmin::platform {

/// "SB-2026-000123-3": prefix, year in China, sequence of that year, Luhn digit over year and sequence.
std::string certificate_number(std::string_view prefix, int year, std::int64_t sequence);
bool is_certificate_number(std::string_view number);

/// Eight characters of Crockford's base 32 (40 bits) of an HMAC over the number: short enough to type, found by nobody
/// who lacks the key.
std::string verify_code(const DataKey& key, std::string_view number);
/// Reads I and L as 1, O as 0, small letters as capitals, and drops hyphens and spaces, as people type them.
std::string normal_verify_code(std::string_view typed);

/// "王**": the first character and a star or two, whatever the length.
std::string masked_name(std::string_view name);

/// What the verification page tells of a genuine certificate.
struct VerifiedCertificate {
  std::string number;
  base::Instant issued_at;
  std::string masked_name;
  LocalText title;
};

/// The page in Chinese and English; everything put in is escaped.
std::string verify_page(const std::optional<VerifiedCertificate>& certificate);
/// Its Content-Security-Policy: no scripts, no other origins, exactly its own style.
std::string verify_page_policy();
std::string escape_html(std::string_view text);

}  // namespace bianmin::platform
