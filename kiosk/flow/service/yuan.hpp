#pragma once

#include <optional>
#include <string>
#include <string_view>

namespace bianmin::kiosk {

/// The fen in an amount as the platform writes it, "380.00": up to nine digits, a point, two digits. Nothing otherwise.
std::optional<long long> fen_from_yuan(std::string_view text);
/// 38000 as "380.00"; `fen` is not negative.
std::string yuan_from_fen(long long fen);
/// 19655 as "壹佰玖拾陆元伍角伍分", as amounts stand on receipts (正确填写票据和结算凭证的基本规定). 0 … 999,999,999.99
/// yuan.
std::string capital_from_fen(long long fen);

}  // namespace bianmin::kiosk
