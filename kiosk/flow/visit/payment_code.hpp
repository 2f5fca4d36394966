#pragma once

#include <string_view>

namespace bianmin::kiosk {

/// Whether a code held to the scanner is somebody's payment code (付款码): 16 to 24 digits that begin with 10 … 15
/// (WeChat Pay, pay.weixin.qq.com: auth_code) or 25 … 30 (Alipay, opendocs.alipay.com: auth_code).
bool is_payment_code(std::string_view payload);

}  // namespace bianmin::kiosk
