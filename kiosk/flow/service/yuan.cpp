#include "kiosk/flow/service/yuan.hpp"

#include <algorithm>

namespace bianmin::kiosk {
namespace {

constexpr std::size_t kMostDigits = 9;

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

}  // namespace bianmin::kiosk
