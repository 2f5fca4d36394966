#include "offline/slip_code.hpp"

#include <algorithm>
#include <charconv>

#include "base/base64.hpp"

namespace bianmin::offline {
namespace {

using base::fail;
using base::FailureCode;
using base::Result;

constexpr std::size_t kMaxCode = 256;
constexpr std::string_view kPrefix = "BM1:";

struct ParsedCode {
  Slip slip;
  std::string_view signed_part;
  std::array<char, 64> signature;
};

Result<ParsedCode> parse(std::string_view text) {
  if (!text.starts_with(kPrefix)) return fail(FailureCode::CodeUnknown, "slip code: doesn't begin with BM1:");
  const auto bad = [](std::string_view why) {
    return fail(FailureCode::InputInvalid, "slip code: " + std::string(why));
  };
  if (text.size() > kMaxCode) return bad("longer than 256 bytes");
  std::array<std::string_view, 4> parts;  // number, id, seconds, signature
  std::string_view rest = text.substr(kPrefix.size());
  for (std::size_t i = 0; i < 3; ++i) {
    const std::size_t colon = rest.find(':');
    if (colon == std::string_view::npos) return bad("has fewer than five parts");
    parts[i] = rest.substr(0, colon);
    rest = rest.substr(colon + 1);
  }
  parts[3] = rest;

  auto number = CaseNumber::parse(parts[0]);
  if (!number) return bad(number.error().detail);
  const auto id = base::Uuid::parse(parts[1]);
  if (!id || id->to_string() != parts[1]) return bad("the case id is no lower-case UUID");
  long long seconds = 0;
  const auto [end, error] = std::from_chars(parts[2].data(), parts[2].data() + parts[2].size(), seconds);
  constexpr long long kYear2100 = 4102444800;
  if (error != std::errc{} || end != parts[2].data() + parts[2].size() || seconds < 0 || seconds >= kYear2100 ||
      std::to_string(seconds) != parts[2])
    return bad("the time is no count of seconds before 2100");
  auto signature = base::decode_base64url(parts[3]);
  if (!signature || signature->size() != 64) return bad("the signature is no base64url of 64 bytes");
  ParsedCode code{{std::move(*number), *id, base::Instant{std::chrono::seconds{seconds}}},
                  text.substr(0, text.size() - parts[3].size() - 1),
                  {}};
  std::copy(signature->begin(), signature->end(), code.signature.begin());
  return code;
}

}  // namespace

std::string make_slip_code(const Slip& slip, const SigningKey& key) {
  const auto seconds = std::chrono::floor<std::chrono::seconds>(slip.filed_at).time_since_epoch().count();
  std::string code(kPrefix);
  code.append(slip.number.text()).append(":").append(slip.id.to_string()).append(":");
  code.append(std::to_string(seconds));
  const auto signature = key.sign(code);
  const std::string_view bytes(reinterpret_cast<const char*>(signature.data()), signature.size());
  return code + ":" + base::encode_base64url(bytes);
}

Result<Slip> parse_slip_code(std::string_view text) {
  auto code = parse(text);
  if (!code) return tl::unexpected(code.error());
  return std::move(code->slip);
}

Result<Slip> verify_slip_code(std::string_view text, const VerifyKey& key) {
  auto code = parse(text);
  if (!code) return tl::unexpected(code.error());
  if (!verify(key, code->signed_part, {code->signature.data(), code->signature.size()}))
    return fail(FailureCode::SignatureInvalid, "slip code: not signed by this terminal's key");
  return std::move(code->slip);
}

}  // namespace bianmin::offline
