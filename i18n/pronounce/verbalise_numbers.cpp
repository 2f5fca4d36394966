#include "i18n/pronounce/verbaliser.hpp"

namespace bianmin::i18n::verbalising {
namespace {

constexpr View kDashes = U"-‐‑–—－−~～〜";

// Before a number these say that its digits are read one by one.
constexpr auto kDigitWords = std::to_array<View>({
    U"电话", U"热线",   U"手机",   U"手机号", U"拨打",   U"致电",   U"号码", U"编号", U"尾号", U"身份证",
    U"证号", U"卡号",   U"账号",   U"帐号",   U"验证码", U"密码",   U"工号", U"单号", U"邮编", U"代码",
    U"编码", U"回执号", U"流水号", U"房号",   U"车牌",   U"车牌号", U"传真", U"专线", U"拨",   U"打",
});
constexpr auto kTelephoneWords =
    std::to_array<View>({U"电话", U"热线", U"手机", U"手机号", U"拨打", U"致电", U"传真", U"专线", U"拨", U"打"});
constexpr auto kRoomWords = std::to_array<View>({U"单元", U"号楼", U"栋", U"幢"});

}  // namespace

void Verbaliser::number() {
  const bool currency = std::exchange(currency_, false);
  if (!currency && (masked() || date() || clock() || coded() || telephone())) return;
  if (!currency && listed()) return;
  plain_number(currency);
}

bool Verbaliser::listed() {
  const auto* entry = entry_at(Lexicon::Kind::Number, at_);
  if (entry == nullptr) return false;
  if (entry->word.size() <= 3 && !short_call(at_ + entry->word.size())) return false;
  const std::size_t end = at_ + entry->word.size();
  if (is_word(char_at(end)) || one_of(U".,%％‰:/", char_at(end))) return false;
  const std::size_t next = skip_spaces(end);
  if (unit_at(next) != nullptr || measure_at(next)) return false;
  for (const char32_t c : entry->replacement) out_ += c == U'一' ? U'壹' : c;
  at_ = end;
  return true;
}

bool Verbaliser::short_call(std::size_t end) const {
  static constexpr auto kBefore = std::to_array<View>(
      {U"打", U"拨", U"拨打", U"电话", U"热线", U"致电", U"呼叫", U"急救", U"报警", U"火警", U"匪警", U"救护"});
  static constexpr auto kAfter =
      std::to_array<View>({U"报警", U"急救", U"火警", U"电话", U"热线", U"平台", U"指挥", U"救护", U"接警", U"查号"});
  const View after = in_.substr(std::min(in_.size(), skip_spaces(end)));
  return after_words(kBefore) ||
         std::any_of(kAfter.begin(), kAfter.end(), [&](View word) { return after.starts_with(word); });
}

bool Verbaliser::masked() {
  const std::size_t stars = at_ + digits_at(at_).size();
  std::size_t tail = stars;
  while (char_at(tail) == U'*') ++tail;
  if (tail < stars + 2) return false;
  std::string last = digits_at(tail);
  std::size_t end = tail + last.size();
  if (one_of(U"Xx", char_at(end)) && !is_word(char_at(end + 1))) {
    last += 'X';
    ++end;
  }
  if (last.empty()) return false;
  say(U"尾号");
  say_digits(last, {}, stars - at_ <= 3 && last.size() == 4 && tail - stars == 4);
  at_ = end;
  return true;
}

bool Verbaliser::date() {
  const std::string year = digits_at(at_, 4);
  if (year.size() != 4 || year < "1900" || year > "2199") return false;
  const char32_t separator = peek(4);
  if (!one_of(U"-/.", separator)) return false;
  const std::string month = digits_at(at_ + 5, 2);
  const std::size_t day_at = at_ + 6 + month.size();
  const std::string day = char_at(day_at - 1) == separator ? digits_at(day_at, 2) : std::string();
  if (month.empty() || day.empty() || value(month) < 1 || value(month) > 12 || value(day) < 1 || value(day) > 31)
    return false;
  if (is_word(char_at(day_at + day.size()))) return false;
  say_digits(year, {}, false);
  say(U"年");
  say(chinese_number(value(month)));
  say(U"月");
  say(chinese_number(value(day)));
  say(U"日");
  at_ = day_at + day.size();
  return true;
}

bool Verbaliser::clock() {
  const std::string hour = digits_at(at_, 2);
  if (hour.empty() || value(hour) > 24) return false;
  std::size_t end = at_ + hour.size();
  if (!one_of(U":：", char_at(end))) return false;
  const std::string minute = digits_at(end + 1, 2);
  if (minute.size() != 2 || value(minute) > 59) return false;
  end += 3;
  std::string second;
  if (one_of(U":：", char_at(end)) && digits_at(end + 1, 2).size() == 2) {
    second = digits_at(end + 1, 2);
    end += 3;
  }
  say(chinese_count(value(hour)));
  say(U"点");
  if (value(minute) > 0 || !second.empty()) {
    if (minute[0] == '0') say(U"零");
    if (value(minute) > 0) say_number(value(minute));
    say(U"分");
  }
  if (!second.empty()) {
    say_number(value(second));
    say(U"秒");
  }
  at_ = end;
  range_sign();
  return true;
}

void Verbaliser::range_sign() {
  const std::size_t sign = skip_spaces(at_);
  std::size_t next = sign;
  while (one_of(kDashes, char_at(next)) && char_at(next) != 0) ++next;
  if (next == sign || next > sign + 2) return;
  next = skip_spaces(next);
  if (!is_ascii_digit(char_at(next))) return;
  say(U"到");
  at_ = next;
}

bool Verbaliser::coded() {
  std::size_t end = at_;
  std::size_t hyphens = 0;
  bool leading_zero = false;
  while (true) {
    const std::string part = digits_at(end);
    if (part.empty()) return false;
    leading_zero = leading_zero || (part.size() > 1 && part[0] == '0');
    end += part.size();
    if (char_at(end) != U'-' || !is_ascii_digit(char_at(end + 1))) break;
    ++end;
    ++hyphens;
  }
  const bool x = one_of(U"Xx", char_at(end)) && char_at(end) != 0 && !is_word(char_at(end + 1)) && end - at_ >= 14;
  if (x) ++end;
  if (!x && hyphens < 2) return false;
  if (hyphens == 0) {
    std::string text;
    for (std::size_t i = at_; i < end; ++i) text += static_cast<char>(in_[i]);
    say_signs(text, false);
    at_ = end;
    return true;
  }
  say_code(end);
  return true;
}

void Verbaliser::say_code(std::size_t end) {
  for (; at_ < end; ++at_) {
    const char32_t c = in_[at_];
    if (is_ascii_digit(c)) {
      const char digit = static_cast<char>(c);
      say_digits(std::string_view(&digit, 1), {}, false);
    } else if (is_ascii_letter(c)) {
      if (!out_.empty() && is_ascii_letter(out_.back())) out_ += U' ';
      out_ += c;
    } else {
      pause();
    }
  }
}

bool Verbaliser::telephone() {
  const std::string area = digits_at(at_, 4);
  if (area.size() < 3 || peek(area.size()) != U'-') return false;
  const std::size_t local_at = at_ + area.size() + 1;
  const std::string local = digits_at(local_at, 8);
  if (local.size() < 7) return false;
  say_digits(area, {}, true);
  pause();
  say_digits(local, {4}, true);
  at_ = local_at + local.size();
  return true;
}

void Verbaliser::plain_number(bool currency) {
  const bool one_by_one = after_words(kDigitWords);
  const bool telephone = after_words(kTelephoneWords);
  std::string whole = digits_at(at_);
  const bool room = (whole.size() == 3 || whole.size() == 4) && after_words(kRoomWords);
  at_ += whole.size();
  while (whole.size() <= 15 && peek() == U',' && digits_at(at_ + 1).size() == 3) {
    whole += digits_at(at_ + 1);
    at_ += 4;
  }
  std::string decimals;
  if (peek() == U'.' && is_ascii_digit(peek(1))) {
    decimals = digits_at(at_ + 1);
    at_ += 1 + decimals.size();
    if (peek() == U'.' && is_ascii_digit(peek(1))) return version(whole, decimals);
  }
  if (decimals.empty() && !currency && fraction(whole)) return;
  const std::size_t next = skip_spaces(at_);
  const char32_t follows = char_at(next);
  if (one_of(U"%％‰", follows) && follows != 0) {
    say(follows == U'‰' ? U"千分之" : U"百分之");
    say_amount(whole, decimals, false);
    at_ = next + 1;
    return range_sign();
  }
  if (currency || follows == U'元') {
    say_money(whole, decimals);
    at_ = follows == U'元' ? next + 1 : at_;
    return;
  }
  if (const auto* unit = unit_at(next); unit != nullptr) {
    say_amount(whole, decimals, true);
    say(unit->replacement);
    at_ = next + unit->word.size();
    return range_sign();
  }
  const bool counted = measure_at(next);
  const bool year = follows == U'年' && decimals.empty() && whole.size() == 4;
  const bool leading_zero = whole.size() > 1 && whole[0] == '0' && decimals.empty();
  if (year) {
    say_digits(whole, {}, false);
  } else if (decimals.empty() && !counted &&
             (leading_zero ? !one_of(U"月日号时分秒点", follows) || follows == 0
                           : whole.size() >= 8 || one_by_one || room ||
                                 ((whole.size() == 3 || whole.size() == 4) && one_of(U"室房", follows)))) {
    say_signs(whole, telephone);
  } else {
    say_amount(whole, decimals, counted);
  }
  if (!year) range_sign();
}

void Verbaliser::say_amount(const std::string& whole, const std::string& decimals, bool counted) {
  const long long number = value(whole);
  if (number < 0) return say_digits(whole, {4}, false);
  if (!decimals.empty()) {
    say_number(number);
    say(U"点");
    return say_digits(decimals, {}, false);
  }
  const bool ordinal = !out_.empty() && out_.back() == U'第';
  if (counted && !ordinal)
    say(chinese_count(number));
  else if (ordinal || number == 1)
    say_number(number);
  else
    say(chinese_number(number));
}

void Verbaliser::say_money(const std::string& whole, const std::string& decimals) {
  const long long yuan = value(whole);
  if (yuan < 0 || decimals.size() > 2) {
    say_amount(whole, decimals, true);
    return say(U"元");
  }
  const int jiao = decimals.empty() ? 0 : decimals[0] - '0';
  const int fen = decimals.size() < 2 ? 0 : decimals[1] - '0';
  if (yuan != 0 || (jiao == 0 && fen == 0)) {
    say(chinese_count(yuan));
    say(U"元");
  }
  if (jiao != 0) say(chinese_number(jiao) + "角");
  if (fen != 0) {
    if (yuan != 0 && jiao == 0) say(U"零");
    say(chinese_number(fen) + "分");
  }
}

bool Verbaliser::fraction(const std::string& whole) {
  const std::string below = peek() == U'/' ? digits_at(at_ + 1, 2) : std::string();
  if (below.empty() || whole.size() > 2 || value(below) < 2 || value(whole) >= value(below)) return false;
  if (peek(1 + below.size()) == U'/') return false;
  say(chinese_number(value(below)));
  say(U"分之");
  say_number(value(whole));
  at_ += 1 + below.size();
  return true;
}

void Verbaliser::version(const std::string& first, const std::string& second) {
  say_number(std::max(0LL, value(first)));
  say(U"点");
  say_number(std::max(0LL, value(second)));
  while (peek() == U'.' && is_ascii_digit(peek(1))) {
    const std::string part = digits_at(at_ + 1);
    at_ += 1 + part.size();
    say(U"点");
    say_number(std::max(0LL, value(part)));
  }
}

}  // namespace bianmin::i18n::verbalising
