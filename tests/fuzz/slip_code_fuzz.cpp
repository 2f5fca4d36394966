#include <cstddef>
#include <cstdint>
#include <cstdlib>
#include <string>
#include <string_view>

#include "offline/slip_code.hpp"

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  using namespace bianmin;
  const std::string_view text(reinterpret_cast<const char*>(data), size);
  (void)offline::CaseNumber::parse(text);
  const auto slip = offline::parse_slip_code(text);
  if (!slip) return 0;
  // One slip has one spelling: what was read, written again, is the same text up to the signature.
  const std::string again = "BM1:" + slip->number.text() + ":" + slip->id.to_string() + ":" +
                            std::to_string(slip->filed_at.time_since_epoch().count() / 1000) + ":";
  if (!text.starts_with(again)) std::abort();
  if (offline::verify_slip_code(text, offline::VerifyKey{})) std::abort();
  return 0;
}
