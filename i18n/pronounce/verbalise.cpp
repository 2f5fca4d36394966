#include "i18n/pronounce/verbalise.hpp"

#include "i18n/pronounce/verbaliser.hpp"

namespace bianmin::i18n {
namespace verbalising {

void Verbaliser::step() {
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

void Verbaliser::replace_or(Lexicon::Kind kind) {
  const auto* entry = entry_at(kind, at_);
  if (entry != nullptr && !entry->replacement.empty()) {
    say(entry->replacement);
    at_ += entry->word.size();
  } else {
    out_ += in_[at_++];
  }
}

void Verbaliser::space() {
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

void Verbaliser::letters() {
  if (const auto* entry = entry_at(Lexicon::Kind::Word, at_); entry != nullptr && !entry->replacement.empty() &&
                                                              !is_word(before()) &&
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

void Verbaliser::sign(char32_t c) {
  ++at_;
  switch (c) {
    case U'(':
    case U'（':
      // 27日（星期五）前 is said in one breath.
      weekday_ = in_.substr(at_).starts_with(U"星期") || in_.substr(at_).starts_with(U"周");
      return weekday_ ? void() : pause();
    case U')':
    case U'）': return std::exchange(weekday_, false) ? void() : pause();
    case U'，':
    case U',':
    case U'、':
    case U':':
    case U'：':
    case U'[':
    case U']':
    case U'【':
    case U'】':
    case U'〔':
    case U'〕':
    case U'|':
    case U'｜':
    case U'→':
    case U'—':
    case U'–':
    case U'…':
    case U'⋯':
    case U'•':
    case U'-':
    case U'/':
    case U'／':
    case U'~':
    case U'～': return pause();
    case U'；':
    case U';': return pause(U'；');
    case U'。':
    case U'\n':
    case U'．': return pause(U'。');
    case U'.': return pause(U'。');
    case U'？':
    case U'?': return pause(U'？');
    case U'！':
    case U'!': return pause(U'！');
    case U'·':
    case U'‧':
    case U'・':
      // Inside a name of two parts it is silent.
      if (!is_han(at_ >= 2 ? in_[at_ - 2] : 0) || !is_han(peek())) pause();
      return;
    case U'%':
    case U'％': return say(U"百分号");
    case U'+':
    case U'＋': return say(U"加");
    case U'=':
    case U'＝': return say(U"等于");
    case U'×': return say(U"乘");
    case U'÷': return say(U"除以");
    case U'>':
    case U'＞': return say(U"大于");
    case U'<':
    case U'＜': return say(U"小于");
    case U'≥': return say(U"大于等于");
    case U'≤': return say(U"小于等于");
    case U'&':
    case U'＆': return say(U"和");
    case U'@':
    case U'＠': return say(U"艾特");
    case U'#':
    case U'＃': return say(U"井号");
    case U'*':
    case U'＊':
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

bool Verbaliser::before_star() const { return at_ >= 2 && in_[at_ - 2] == U'*'; }

}  // namespace verbalising

std::u32string verbalise(std::span<const char32_t> text, const Lexicon& lexicon) {
  std::u32string narrowed;
  narrowed.reserve(text.size());
  for (const char32_t c : text) narrowed += verbalising::is_word(narrow(c)) ? narrow(c) : c;
  return verbalising::Verbaliser(narrowed, lexicon).run();
}

}  // namespace bianmin::i18n
