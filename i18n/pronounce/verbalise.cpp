#include "i18n/pronounce/verbalise.hpp"

#include "i18n/numerals.hpp"
#include "i18n/text.hpp"

namespace bianmin::i18n {
namespace {

using View = std::u32string_view;

std::u32string wide(std::string_view text) {
  std::u32string out;
  for (std::size_t offset = 0; offset < text.size();) out += next_code_point(text, offset);
  return out;
}

bool one_of(View set, char32_t c) { return set.find(c) != View::npos; }
bool is_space(char32_t c) { return c == U' ' || c == U'\t' || c == 0x00A0 || c == 0x3000 || c == 0x2009 || c == 0x202F; }
bool is_word(char32_t c) { return is_ascii_letter(c) || is_ascii_digit(c); }
constexpr View kDashes = U"-‐‑–—－−~～〜";

// Before a number these say that its digits are read one by one.
constexpr auto kDigitWords = std::to_array<View>({
    U"电话", U"热线", U"手机", U"手机号", U"拨打", U"致电", U"号码", U"编号", U"尾号", U"身份证", U"证号", U"卡号",
    U"账号", U"帐号", U"验证码", U"密码", U"工号", U"单号", U"邮编", U"代码", U"编码", U"回执号", U"流水号", U"房号",
    U"车牌", U"车牌号", U"传真", U"专线", U"拨", U"打",
});
constexpr auto kTelephoneWords = std::to_array<View>(
    {U"电话", U"热线", U"手机", U"手机号", U"拨打", U"致电", U"传真", U"专线", U"拨", U"打"});
constexpr auto kRoomWords = std::to_array<View>({U"单元", U"号楼", U"栋", U"幢"});

class Verbaliser {
 public:
  Verbaliser(View in, const Lexicon& lexicon) : in_(in), lexicon_(lexicon) { out_.reserve(in.size() * 2); }

  std::u32string run() {
    while (at_ < in_.size()) step();
    return std::move(out_);
  }

 private:
  char32_t peek(std::size_t ahead = 0) const { return at_ + ahead < in_.size() ? in_[at_ + ahead] : 0; }
  char32_t before() const { return at_ > 0 ? in_[at_ - 1] : 0; }
  void say(View words) { out_ += words; }
  void say(std::string_view words) { out_ += wide(words); }
  void pause(char32_t sign = U'，') { out_ += sign; }

  // The digits from `from` on, at most `most`; "" when another digit follows.
  std::string digits_at(std::size_t from, std::size_t most = View::npos) const {
    std::string out;
    while (from < in_.size() && is_ascii_digit(in_[from])) {
      if (out.size() == most) return {};
      out += static_cast<char>(in_[from++]);
    }
    return out;
  }
  char32_t char_at(std::size_t i) const { return i < in_.size() ? in_[i] : 0; }
  static long long value(const std::string& digits) { return digits.empty() || digits.size() > 18 ? -1 : std::stoll(digits); }

  // Digits one by one, groups parted by a pause; 1 is 幺 in a telephone number and 壹, which keeps its tone, elsewhere.
  void say_digits(std::string_view digits, std::initializer_list<std::size_t> groups, bool telephone) {
    auto group = groups.begin();
    std::size_t left = groups.size() == 0 ? digits.size() : *group;
    for (std::size_t i = 0; i < digits.size(); ++i) {
      if (left == 0) {
        pause();
        if (group + 1 != groups.end()) ++group;
        left = *group;
      }
      --left;
      if (digits[i] == '1')
        say(telephone ? U"幺" : U"壹");
      else if (is_ascii_digit(digits[i]))
        say(chinese_digits(digits.substr(i, 1)));
      else
        say(std::string(" ") + digits[i] + " ");
    }
  }
  void say_signs(std::string_view digits, bool telephone) {
    if (digits.size() == 11 && digits[0] == '1' && digits[1] != '0') return say_digits(digits, {3, 4, 4}, true);
    if (digits.size() == 18) return say_digits(digits, {6, 4, 4, 4}, false);
    if (digits.size() > 8) return say_digits(digits, {4}, telephone);
    say_digits(digits, {}, telephone);
  }
  void say_number(long long number) {
    std::u32string words = wide(chinese_number(number));
    if (words == U"一") words = U"壹";
    say(words);
  }

  template <class Words>
  bool after_words(const Words& words) const {
    std::size_t end = at_;
    while (end > 0 && (is_space(in_[end - 1]) || one_of(U":：是为", in_[end - 1]))) --end;
    const View text = in_.substr(0, end);
    return std::any_of(words.begin(), words.end(), [&](View word) { return text.ends_with(word); });
  }

  const Lexicon::Entry* entry_at(Lexicon::Kind kind, std::size_t from) const {
    return from < in_.size() ? lexicon_.longest_at(kind, std::span(in_).subspan(from)) : nullptr;
  }
  std::size_t skip_spaces(std::size_t from) const {
    while (from < in_.size() && is_space(in_[from])) ++from;
    return from;
  }
  // A unit of the lexicon right after a number; a Latin one must end there.
  const Lexicon::Entry* unit_at(std::size_t from) const {
    const auto* unit = entry_at(Lexicon::Kind::Unit, from);
    if (unit == nullptr) return nullptr;
    const bool letters = is_ascii_letter(unit->word.back());
    return letters && is_ascii_letter(char_at(from + unit->word.size())) ? nullptr : unit;
  }
  bool measure_at(std::size_t from) const {
    const auto* entry = entry_at(Lexicon::Kind::Measure, from);
    return entry != nullptr && entry->replacement.empty();
  }

  void step() {
    const char32_t c = peek();
    if (is_ascii_digit(c)) return number();
    if (is_ascii_letter(c)) return letters();
    if (is_space(c)) return space();
    if (one_of(U"¥￥", c) && is_ascii_digit(char_at(skip_spaces(at_ + 1)))) {
      at_ = skip_spaces(at_ + 1);
      currency_ = true;
      return number();
    }
    if (one_of(U"-−", c) && is_ascii_digit(peek(1)) && !is_word(before()) && !is_han(before())) {
      ++at_;
      std::size_t end = at_;
      while (is_ascii_digit(char_at(end)) || char_at(end) == U'.') ++end;
      const char32_t unit = char_at(skip_spaces(end));
      say(unit == U'℃' || unit == U'°' || unit == U'度' ? U"零下" : U"负");
      return number();
    }
    if (c >= U'①' && c <= U'⑳') {
      ++at_;
      return say_number(static_cast<long long>(c - U'①') + 1);
    }
    if (c >= U'Ⅰ' && c <= U'Ⅻ') {
      ++at_;
      return say_number(static_cast<long long>(c - U'Ⅰ') + 1);
    }
    if (is_han(c)) return replace_or(Lexicon::Kind::Word);
    sign(c);
  }

  void replace_or(Lexicon::Kind kind) {
    const auto* entry = entry_at(kind, at_);
    if (entry != nullptr && !entry->replacement.empty()) {
      say(entry->replacement);
      at_ += entry->word.size();
    } else {
      out_ += in_[at_++];
    }
  }

  // Blanks part Latin words; between a Chinese word and a number they mean nothing; elsewhere they are a short rest.
  void space() {
    const char32_t left = before();
    const std::size_t next = skip_spaces(at_);
    const char32_t right = char_at(next);
    at_ = next;
    if (is_word(left) || is_word(right) || right == 0 || left == 0) {
      if (is_ascii_letter(left) && is_ascii_letter(right)) out_ += U' ';
      return;
    }
    if (is_han(left) && is_han(right)) pause();
  }

  void number() {
    const bool currency = std::exchange(currency_, false);
    if (!currency && (masked() || date() || clock() || coded() || telephone())) return;
    if (!currency && listed()) return;
    plain_number(currency);
  }

  bool listed() {
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

  // 120 alone may be an amount: it is a telephone's where the words around it say so.
  bool short_call(std::size_t end) const {
    static constexpr auto kBefore = std::to_array<View>(
        {U"打", U"拨", U"拨打", U"电话", U"热线", U"致电", U"呼叫", U"急救", U"报警", U"火警", U"匪警", U"救护"});
    static constexpr auto kAfter = std::to_array<View>(
        {U"报警", U"急救", U"火警", U"电话", U"热线", U"平台", U"指挥", U"救护", U"接警", U"查号"});
    const View after = in_.substr(std::min(in_.size(), skip_spaces(end)));
    return after_words(kBefore) ||
           std::any_of(kAfter.begin(), kAfter.end(), [&](View word) { return after.starts_with(word); });
  }

  // 370***********1234, 138****5678: what is hidden is not spelled out.
  bool masked() {
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

  bool date() {
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

  bool clock() {
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

  // A dash between two numbers or times.
  void range_sign() {
    const std::size_t sign = skip_spaces(at_);
    std::size_t next = sign;
    while (one_of(kDashes, char_at(next)) && char_at(next) != 0) ++next;
    if (next == sign || next > sign + 2) return;
    next = skip_spaces(next);
    if (!is_ascii_digit(char_at(next))) return;
    say(U"到");
    at_ = next;
  }

  // 2611-00981-7, 37010219900307123X, 3D: digits that a letter or several hyphens make a code.
  bool coded() {
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

  // From here to `end`: letters one by one, digits one by one, a pause at each hyphen.
  void say_code(std::size_t end) {
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

  // 0531-12345678, 400-123-4567 (two hyphens: a code), 010 12345678.
  bool telephone() {
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

  void plain_number(bool currency) {
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

  void say_amount(const std::string& whole, const std::string& decimals, bool counted) {
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

  void say_money(const std::string& whole, const std::string& decimals) {
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

  bool fraction(const std::string& whole) {
    const std::string below = peek() == U'/' ? digits_at(at_ + 1, 2) : std::string();
    if (below.empty() || whole.size() > 2 || value(below) < 2 || value(whole) >= value(below)) return false;
    if (peek(1 + below.size()) == U'/') return false;
    say(chinese_number(value(below)));
    say(U"分之");
    say_number(value(whole));
    at_ += 1 + below.size();
    return true;
  }

  // 1.2.0, 192.168.1.1: part by part.
  void version(const std::string& first, const std::string& second) {
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

  void letters() {
    if (const auto* entry = entry_at(Lexicon::Kind::Word, at_);
        entry != nullptr && !entry->replacement.empty() && !is_word(before()) &&
        !is_ascii_letter(char_at(at_ + entry->word.size()))) {
      say(entry->replacement);
      at_ += entry->word.size();
      return;
    }
    std::size_t end = at_;
    bool capitals = true;
    while (is_ascii_letter(char_at(end)) || (one_of(U"'’", char_at(end)) && is_ascii_letter(char_at(end + 1)))) {
      capitals = capitals && char_at(end) >= U'A' && char_at(end) <= U'Z';
      ++end;
    }
    std::size_t code_end = end;
    constexpr std::size_t kMostInCode = 64;
    while (code_end < at_ + kMostInCode &&
           (is_word(char_at(code_end)) || (char_at(code_end) == U'-' && is_word(char_at(code_end + 1)))))
      ++code_end;
    code_end = std::max(code_end, end);
    const View code = in_.substr(at_, code_end - at_);
    const bool digits = std::any_of(code.begin(), code.end(), [](char32_t c) { return is_ascii_digit(c); });
    const bool hyphen = code.find(U'-') != View::npos;
    if (digits && (hyphen || code.size() - (end - at_) > 2 || in_[code_end - 1] > U'9') && (capitals || hyphen))
      return say_code(code_end);
    const std::size_t length = end - at_;
    if (capitals && length <= 5) {
      say_code(end);
    } else {
      out_ += in_.substr(at_, length);
      at_ = end;
    }
    if (peek() == U'.' && is_word(peek(1))) {
      say(U"点");
      ++at_;
    }
  }

  void sign(char32_t c) {
    ++at_;
    switch (c) {
      case U'(': case U'（':
        // 27日（星期五）前 is said in one breath.
        weekday_ = in_.substr(at_).starts_with(U"星期") || in_.substr(at_).starts_with(U"周");
        return weekday_ ? void() : pause();
      case U')': case U'）': return std::exchange(weekday_, false) ? void() : pause();
      case U'，': case U',': case U'、': case U':': case U'：': case U'[': case U']': case U'【': case U'】': case U'〔': case U'〕': case U'|': case U'｜': case U'→': case U'—': case U'–':
      case U'…': case U'⋯': case U'•': case U'-': case U'/': case U'／': case U'~': case U'～':
        return pause();
      case U'；': case U';': return pause(U'；');
      case U'。': case U'\n': case U'．': return pause(U'。');
      case U'.': return pause(U'。');
      case U'？': case U'?': return pause(U'？');
      case U'！': case U'!': return pause(U'！');
      case U'·': case U'‧': case U'・':
        // Inside a name of two parts it is silent.
        if (!is_han(at_ >= 2 ? in_[at_ - 2] : 0) || !is_han(peek())) pause();
        return;
      case U'%': case U'％': return say(U"百分号");
      case U'+': case U'＋': return say(U"加");
      case U'=': case U'＝': return say(U"等于");
      case U'×': return say(U"乘");
      case U'÷': return say(U"除以");
      case U'>': case U'＞': return say(U"大于");
      case U'<': case U'＜': return say(U"小于");
      case U'≥': return say(U"大于等于");
      case U'≤': return say(U"小于等于");
      case U'&': case U'＆': return say(U"和");
      case U'@': case U'＠': return say(U"艾特");
      case U'#': case U'＃': return say(U"井号");
      case U'*': case U'＊':
        if (peek() == U'*' || before_star()) return;
        return say(U"星号");
      default: break;
    }
    if (const auto* unit = entry_at(Lexicon::Kind::Unit, at_ - 1); unit != nullptr) {
      say(unit->replacement);
      at_ += unit->word.size() - 1;
    } else if ((c >= 0xAC00 && c <= 0xD7A3) || c == 0x2063) {
      out_ += c;
    }
  }
  bool before_star() const { return at_ >= 2 && in_[at_ - 2] == U'*'; }

  View in_;
  const Lexicon& lexicon_;
  std::size_t at_ = 0;
  bool currency_ = false;
  bool weekday_ = false;  // inside brackets that hold a day of the week
  std::u32string out_;
};

}  // namespace

std::u32string verbalise(std::span<const char32_t> text, const Lexicon& lexicon) {
  std::u32string narrowed;
  narrowed.reserve(text.size());
  for (const char32_t c : text) narrowed += is_word(narrow(c)) ? narrow(c) : c;
  return Verbaliser(narrowed, lexicon).run();
}

}  // namespace bianmin::i18n
