#include "base/id_number.hpp"

#include <chrono>

namespace bianmin::base {
namespace {

// Full-width digits and letters (U+FF10…) come from Chinese keyboards; they are three UTF-8 bytes each.
std::string half_width(std::string_view text) {
  std::string out;
  out.reserve(text.size());  // no copy of the number stays behind in memory that was outgrown
  for (std::size_t i = 0; i < text.size(); ++i) {
    const auto byte = [&](std::size_t k) { return static_cast<unsigned char>(text[k]); };
    if (byte(i) == 0xEF && i + 2 < text.size() && (byte(i + 1) == 0xBC || byte(i + 1) == 0xBD)) {
      const unsigned code = byte(i + 2) - 0x80U + (byte(i + 1) == 0xBC ? 0x20U : 0x60U);
      out += static_cast<char>(code);
      i += 2;
    } else if (text[i] != ' ') {
      out += text[i];
    }
  }
  return out;
}

int digits(std::string_view text, std::size_t at, std::size_t length) {
  int value = 0;
  for (std::size_t i = at; i < at + length; ++i) value = value * 10 + (text[i] - '0');
  return value;
}

}  // namespace

char id_check_character(std::string_view number) {
  static constexpr int kWeights[17] = {7, 9, 10, 5, 8, 4, 2, 1, 6, 3, 7, 9, 10, 5, 8, 4, 2};
  int sum = 0;
  for (std::size_t i = 0; i < 17; ++i) sum += kWeights[i] * (number[i] - '0');
  return "10X98765432"[sum % 11];
}

Result<IdNumber> IdNumber::parse(std::string_view given) {
  std::string text = half_width(given);
  const auto refuse = [&](const char* why) {
    wipe(text);
    return fail(FailureCode::InputInvalid, why);
  };
  if (text.size() != 18) return refuse("an identity number has 18 characters");
  if (text[17] == 'x') text[17] = 'X';
  for (std::size_t i = 0; i < 17; ++i)
    if (text[i] < '0' || text[i] > '9') return refuse("an identity number's first 17 characters are digits");
  using namespace std::chrono;
  const year_month_day birth{year{digits(text, 6, 4)}, month{unsigned(digits(text, 10, 2))},
                             day{unsigned(digits(text, 12, 2))}};
  if (!birth.ok() || int(birth.year()) < 1850) return refuse("the birth date in the identity number does not exist");
  if (text[17] != id_check_character(text)) return refuse("the identity number's check character is wrong");
  IdNumber number{Secret(text)};
  wipe(text);
  return number;
}

std::string IdNumber::masked() const {
  const auto text = value_.reveal();
  return std::string(text.substr(0, 3)) + "***********" + std::string(text.substr(14));
}

std::string IdNumber::tail() const { return std::string(value_.reveal().substr(14)); }

int IdNumber::birth_date() const { return digits(value_.reveal(), 6, 8); }

bool IdNumber::male() const { return (value_.reveal()[16] - '0') % 2 == 1; }

}  // namespace bianmin::base
