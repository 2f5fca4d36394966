#include "platform/payments/money.hpp"

namespace bianmin::platform {

base::Result<Fen> parse_yuan(std::string_view text) {
  const auto refuse = [] {
    return base::fail(base::FailureCode::InputInvalid, "must be yuan with two decimals, such as 380.00");
  };
  if (text.size() < 4 || text.size() > 10 || text[text.size() - 3] != '.') return refuse();
  if (text.front() == '0' && text.size() > 4) return refuse();
  Fen amount = 0;
  for (std::size_t i = 0; i < text.size(); ++i) {
    if (i == text.size() - 3) continue;
    if (text[i] < '0' || text[i] > '9') return refuse();
    amount = amount * 10 + (text[i] - '0');
  }
  if (amount > kMostFen) return base::fail(base::FailureCode::InputInvalid, "must be 1000000.00 at most");
  return amount;
}

std::string format_yuan(Fen amount) {
  const std::string cents = std::to_string(amount % 100);
  return std::to_string(amount / 100) + (cents.size() == 1 ? ".0" : ".") + cents;
}

}  // namespace bianmin::platform
