#include "platform/certificates/certificate.hpp"

#include <algorithm>
#include <cstdio>

#include "platform/cases/case_number.hpp"

namespace bianmin::platform {
namespace {

constexpr std::string_view kCrockford = "0123456789ABCDEFGHJKMNPQRSTVWXYZ";
constexpr std::size_t kCodeLength = 8;

bool is_digit(char c) { return c >= '0' && c <= '9'; }

}  // namespace

std::string certificate_number(std::string_view prefix, int year, std::int64_t sequence) {
  char digits[40];
  std::snprintf(digits, sizeof digits, "%04d%06lld", year, static_cast<long long>(sequence));
  const std::string_view text(digits);
  return std::string(prefix) + "-" + std::string(text.substr(0, 4)) + "-" + std::string(text.substr(4)) + "-" +
         luhn_digit(text);
}

bool is_certificate_number(std::string_view number) {
  if (number.size() < 16 || number.size() > 24 || number[2] != '-' || number[7] != '-') return false;
  const std::size_t last = number.size() - 1;
  if (number[last - 1] != '-' || number[0] < 'A' || number[0] > 'Z' || number[1] < 'A' || number[1] > 'Z') return false;
  const std::string digits = std::string(number.substr(3, 4)) + std::string(number.substr(8, last - 9));
  return std::all_of(digits.begin(), digits.end(), is_digit) && number[last] == luhn_digit(digits);
}

std::string verify_code(const DataKey& key, std::string_view number) {
  const std::string mac = key.verification_mac(number);
  std::uint64_t bits = 0;
  for (std::size_t i = 0; i < 5; ++i) bits = bits << 8 | static_cast<unsigned char>(mac[i]);
  std::string code;
  for (std::size_t i = 0; i < kCodeLength; ++i) code += kCrockford[(bits >> (35 - 5 * i)) & 31U];
  return code;
}

std::string normal_verify_code(std::string_view typed) {
  std::string code;
  for (char c : typed.substr(0, 64)) {
    if (c == '-' || c == ' ') continue;
    if (c >= 'a' && c <= 'z') c = static_cast<char>(c - 'a' + 'A');
    if (c == 'I' || c == 'L') c = '1';
    if (c == 'O') c = '0';
    code += c;
  }
  return code;
}

std::string masked_name(std::string_view name) {
  std::size_t characters = 0, first = 0;
  for (std::size_t i = 0; i < name.size(); ++i)
    if ((static_cast<unsigned char>(name[i]) & 0xC0U) != 0x80U && ++characters == 2) first = i;
  if (characters < 2) first = name.size();
  const std::size_t stars = std::clamp<std::size_t>(characters > 0 ? characters - 1 : 0, 1, 2);
  return std::string(name.substr(0, first)) + std::string(stars, '*');
}

}  // namespace bianmin::platform
