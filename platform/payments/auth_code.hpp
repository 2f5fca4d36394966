#pragma once

#include <string_view>

#include "base/failure.hpp"
#include "base/secret.hpp"

namespace bianmin::platform {

/// A resident's payment code (付款码) as their telephone shows it for a minute: 16 to 24 digits, beginning with 10 to
/// 15 (WeChat Pay, pay.weixin.qq.com: micropay, auth_code) or 25 to 30 (Alipay, opendocs.alipay.com: alipay.trade.pay,
/// auth_code). Who has it can charge them: it lives on the way to the provider only, and is stored nowhere.
class AuthCode {
 public:
  /// Nothing but the digits; InputInvalid otherwise, without them.
  static base::Result<AuthCode> parse(std::string_view text);
  const base::Secret& digits() const { return digits_; }

 private:
  explicit AuthCode(std::string_view digits) : digits_(digits) {}

  base::Secret digits_;
};

}  // namespace bianmin::platform
