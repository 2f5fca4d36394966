#include "platform/cases/case_number.hpp"

#include <algorithm>

namespace bianmin::platform {
namespace {

bool is_digit(char c) { return c >= '0' && c <= '9'; }

}  // namespace

char luhn_digit(std::string_view digits) {
  int sum = 0;
  bool doubled = true;
  for (auto digit = digits.rbegin(); digit != digits.rend(); ++digit, doubled = !doubled) {
    const int value = (*digit - '0') * (doubled ? 2 : 1);
    sum += value > 9 ? value - 9 : value;
  }
  return static_cast<char>('0' + (10 - sum % 10) % 10);
}

bool is_case_number(std::string_view number, std::string_view terminal) {
  if (!number.starts_with(terminal)) return false;
  const std::string_view rest = number.substr(terminal.size());
  if (rest.size() != 13 || rest[0] != '-' || rest[5] != '-' || rest[11] != '-') return false;
  const std::string digits = std::string(rest.substr(1, 4)) + std::string(rest.substr(6, 5));
  if (!std::all_of(digits.begin(), digits.end(), is_digit)) return false;
  const int month = (digits[2] - '0') * 10 + digits[3] - '0';
  return month >= 1 && month <= 12 && rest[12] == luhn_digit(digits);
}

bool is_terminal_id(std::string_view id) {
  const auto capital = [](char c) { return c >= 'A' && c <= 'Z'; };
  return id.size() >= 2 && id.size() <= 8 && capital(id[0]) &&
         std::all_of(id.begin(), id.end(), [&](char c) { return capital(c) || is_digit(c); });
}

}  // namespace bianmin::platform
