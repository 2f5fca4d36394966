#include "platform/payments/auth_code.hpp"

#include <algorithm>

namespace bianmin::platform {

base::Result<AuthCode> AuthCode::parse(std::string_view text) {
  using base::FailureCode;
  if (text.size() < 16 || text.size() > 24)
    return base::fail(FailureCode::InputInvalid, "a payment code has 16 to 24 digits");
  if (!std::all_of(text.begin(), text.end(), [](char c) { return c >= '0' && c <= '9'; }))
    return base::fail(FailureCode::InputInvalid, "a payment code is of digits only");
  const int head = (text[0] - '0') * 10 + (text[1] - '0');
  if (!((head >= 10 && head <= 15) || (head >= 25 && head <= 30)))
    return base::fail(FailureCode::InputInvalid, "a payment code begins with 10 to 15 or 25 to 30");
  return AuthCode(text);
}

}  // namespace bianmin::platform
