#include "kiosk/flow/service/amount.hpp"

#include <algorithm>

#include "i18n/format.hpp"
#include "kiosk/flow/service/yuan.hpp"

namespace bianmin::kiosk {
namespace {

constexpr std::size_t kMostYuanDigits = 6;
constexpr std::size_t kMostFenDigits = 2;

bool is_digit(char c) { return c >= '0' && c <= '9'; }

}  // namespace

AmountLimits amount_limits(const AmountStep& step, const Values& values) {
  const AmountLimits own{step.least, step.most};
  if (step.limits.empty()) return own;
  AmountLimits limits = own;
  if (const auto least = fen_from_yuan(values.text(step.limits + ".least")))
    limits.least = std::max(own.least, (*least + step.unit - 1) / step.unit * step.unit);
  if (const auto most = fen_from_yuan(values.text(step.limits + ".most")))
    limits.most = std::min(own.most, *most / step.unit * step.unit);
  return limits.least <= limits.most ? limits : own;
}

std::string written_name(const AmountStep& step) { return step.field + "/written"; }

bool is_written(const AmountStep& step, const Values& values) { return values.answers().contains(written_name(step)); }

std::optional<long long> fen_from_written(std::string_view written) {
  const auto point = std::min(written.find('.'), written.size());
  const std::string_view yuan = written.substr(0, point);
  const std::string_view rest = point == written.size() ? std::string_view() : written.substr(point + 1);
  if (yuan.empty() || yuan.size() > kMostYuanDigits || rest.size() > kMostFenDigits) return std::nullopt;
  if (!std::all_of(yuan.begin(), yuan.end(), is_digit) || !std::all_of(rest.begin(), rest.end(), is_digit))
    return std::nullopt;
  long long fen = 0;
  for (const char c : yuan) fen = fen * 10 + (c - '0');
  for (std::size_t i = 0; i < kMostFenDigits; ++i) fen = fen * 10 + (i < rest.size() ? rest[i] - '0' : 0);
  return fen;
}

std::string after_key(const AmountStep& step, std::string_view written, std::string_view key) {
  std::string text(written);
  if (key == "erase") {
    if (!text.empty()) text.pop_back();
    return text;
  }
  if (key == "point" && step.unit % 100 != 0)
    text += '.';
  else if (key.size() == 1 && is_digit(key[0]))
    text = text == "0" ? std::string(key) : text + key[0];
  return fen_from_written(text) ? text : std::string(written);
}

std::optional<long long> shown_amount(const AmountStep& step, const Values& values) {
  if (is_written(step, values)) return fen_from_written(values.text(written_name(step)));
  const AmountLimits limits = amount_limits(step, values);
  return std::clamp(fen_from_yuan(values.text(step.field)).value_or(step.start), limits.least, limits.most);
}

const char* amount_error(const AmountStep& step, const Values& values) {
  const auto fen = shown_amount(step, values);
  if (!fen) return "amount.empty";
  const AmountLimits limits = amount_limits(step, values);
  if (*fen < limits.least) return "amount.too_little";
  if (*fen > limits.most) return "amount.too_much";
  if (*fen % step.unit != 0) return "amount.not_whole";
  return nullptr;
}

bool fits_still(const AmountStep& step, const Values& values) {
  const auto fen = fen_from_yuan(values.text(step.field));
  const AmountLimits limits = amount_limits(step, values);
  return fen && *fen >= limits.least && *fen <= limits.most && *fen % step.unit == 0;
}

void keep_amount(const AmountStep& step, Values& values, long long fen) {
  values.set(step.field, Value{base::Secret(yuan_from_fen(fen)), {}});
}

i18n::Phrase amount_words(const i18n::Language& language, long long fen) {
  i18n::Phrase words = i18n::money(language, fen);
  if (fen % 100 == 0)
    if (const auto at = words.shown.find(".00"); at != std::string::npos) words.shown.erase(at, 3);
  return words;
}

}  // namespace bianmin::kiosk
