#include "offline/case_number.hpp"

#include <cstdio>

namespace bianmin::offline {
namespace {

using base::fail;
using base::FailureCode;

// ISO/IEC 7812-1 annex B: every second digit from the right, the check digit not counted, is doubled.
int luhn_check_digit(std::string_view digits) {
  int sum = 0;
  bool doubled = true;
  for (std::size_t i = digits.size(); i-- > 0; doubled = !doubled) {
    const int digit = (digits[i] - '0') * (doubled ? 2 : 1);
    sum += digit > 9 ? digit - 9 : digit;
  }
  return (10 - sum % 10) % 10;
}

bool all_digits(std::string_view text) {
  for (const char c : text)
    if (c < '0' || c > '9') return false;
  return true;
}

int to_int(std::string_view digits) {
  int value = 0;
  for (const char c : digits) value = value * 10 + (c - '0');
  return value;
}

}  // namespace

bool is_terminal_id(std::string_view text) {
  if (text.size() < 2 || text.size() > 12) return false;
  for (const char c : text)
    if (!((c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9'))) return false;
  return true;
}

CaseNumber CaseNumber::make(std::string_view terminal, int month, int sequence) {
  char digits[32];
  std::snprintf(digits, sizeof digits, "%04d%05d", month, sequence);
  const std::string_view d(digits);
  std::string text(terminal);
  text.append("-").append(d.substr(0, 4)).append("-").append(d.substr(4, 5)).append("-");
  text += static_cast<char>('0' + luhn_check_digit(d.substr(0, 9)));
  return {std::move(text), month, sequence};
}

base::Result<CaseNumber> CaseNumber::parse(std::string_view text) {
  const auto bad = [](const char* why) { return fail(FailureCode::InputInvalid, std::string("case number: ") + why); };
  const std::size_t end = text.find('-');
  if (end == std::string_view::npos || !is_terminal_id(text.substr(0, end))) return bad("no terminal id before \"-\"");
  const std::string_view rest = text.substr(end + 1);
  if (rest.size() != 12 || rest[4] != '-' || rest[10] != '-') return bad("must be TERMINAL-YYMM-NNNNN-C");
  const std::string digits = std::string(rest.substr(0, 4)).append(rest.substr(5, 5));
  if (!all_digits(digits) || !all_digits(rest.substr(11))) return bad("holds something that is no digit");
  const int month = to_int(rest.substr(0, 4)), sequence = to_int(rest.substr(5, 5));
  if (month % 100 < 1 || month % 100 > 12) return bad("no such month");
  if (sequence < 1) return bad("sequences begin at 00001");
  if (rest[11] - '0' != luhn_check_digit(digits)) return bad("the check digit is wrong");
  return CaseNumber(std::string(text), month, sequence);
}

int CaseNumber::month_of(base::Instant instant) {
  const base::LocalTime t = base::to_china_time(instant);
  return t.year % 100 * 100 + t.month;
}

}  // namespace bianmin::offline
