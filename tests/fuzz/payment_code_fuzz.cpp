// What a scanner read as a payment code, and amounts in files and replies: read exactly or refused with a reason, which
// never repeats the code. Links bianmin_platform_parsers.

#include <cstddef>
#include <cstdint>
#include <cstdlib>
#include <string>
#include <string_view>

#include "platform/payments/auth_code.hpp"
#include "platform/payments/money.hpp"

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  using namespace bianmin::platform;
  const std::string_view text(reinterpret_cast<const char*>(data), size);
  if (const auto code = AuthCode::parse(text); !code) {
    const bool digits = text.find_first_not_of("0123456789") == std::string_view::npos;
    if (code.error().detail.empty()) std::abort();
    if (digits && size > 2 && code.error().detail.find(text) != std::string::npos) std::abort();
  } else {
    if (code->digits().reveal() != text || size < 16 || size > 24) std::abort();
    if (text.find_first_not_of("0123456789") != std::string_view::npos) std::abort();
  }
  if (const auto fen = parse_yuan(text); !fen) {
    if (fen.error().detail.empty()) std::abort();
  } else if (*fen < 0 || *fen > kMostFen || format_yuan(*fen) != text) {
    std::abort();
  }
  return 0;
}
