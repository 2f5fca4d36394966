#include "kiosk/flow/visit/payment_code.hpp"

#include <algorithm>

namespace bianmin::kiosk {

bool is_payment_code(std::string_view payload) {
  if (payload.size() < 16 || payload.size() > 24) return false;
  if (!std::all_of(payload.begin(), payload.end(), [](char c) { return c >= '0' && c <= '9'; })) return false;
  const int head = (payload[0] - '0') * 10 + (payload[1] - '0');
  return (head >= 10 && head <= 15) || (head >= 25 && head <= 30);
}

}  // namespace bianmin::kiosk
