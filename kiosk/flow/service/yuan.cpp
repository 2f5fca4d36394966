#include "kiosk/flow/service/yuan.hpp"

#include <algorithm>
#include <array>

namespace bianmin::kiosk {
namespace {

constexpr std::size_t kMostDigits = 9;

constexpr std::array<const char*, 10> kDigits{"零", "壹", "贰", "叁", "肆", "伍", "陆", "柒", "捌", "玖"};

}  // namespace

std::optional<long long> fen_from_yuan(std::string_view text) {
  if (text.size() < 4 || text[text.size() - 3] != '.' || text.size() > kMostDigits + 3) return std::nullopt;
  long long fen = 0;
  for (std::size_t i = 0; i < text.size(); ++i) {
    if (i == text.size() - 3) continue;
    if (text[i] < '0' || text[i] > '9') return std::nullopt;
    fen = fen * 10 + (text[i] - '0');
  }
  return fen;
}

std::string yuan_from_fen(long long fen) {
  const std::string cents = std::to_string(fen % 100);
  return std::to_string(fen / 100) + (cents.size() < 2 ? ".0" : ".") + cents;
}

std::string capital_from_fen(long long fen) {
  constexpr std::array<const char*, 4> kPlaces{"", "拾", "佰", "仟"};
  constexpr std::array<const char*, 4> kGroups{"", "万", "亿", "万亿"};
  if (fen == 0) return "零元整";
  const auto digit = [](long long value) { return std::string(kDigits[static_cast<std::size_t>(value)]); };
  std::string out;
  const std::string whole = std::to_string(fen / 100);
  bool zero = false, group = false;  // a zero stands before the next digit; this group of four has a digit
  for (std::size_t i = 0; i < whole.size() && fen >= 100; ++i) {
    const std::size_t place = whole.size() - 1 - i;
    if (whole[i] == '0') {
      zero = true;
    } else {
      if (zero) out += "零";
      zero = false;
      group = true;
      out += digit(whole[i] - '0') + kPlaces[place % 4];
    }
    if (place % 4 == 0) {
      if (group) {
        out += kGroups[place / 4];
        zero = zero && place == 0;  // 万 parts the groups well enough
      }
      group = false;
    }
  }
  if (!out.empty()) out += "元";
  const long long jiao = fen / 10 % 10, cent = fen % 10;
  if (jiao == 0 && cent == 0) return out + "整";
  if (jiao != 0) out += (zero && !out.empty() ? "零" : "") + digit(jiao) + "角";
  if (jiao == 0 && !out.empty()) out += "零";
  return out + (cent != 0 ? digit(cent) + "分" : "整");
}

}  // namespace bianmin::kiosk
