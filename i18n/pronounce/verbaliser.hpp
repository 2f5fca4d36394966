#pragma once

#include <array>
#include <span>
#include <string>
#include <string_view>
#include <utility>

#include "i18n/numerals.hpp"
#include "i18n/pronounce/lexicon.hpp"
#include "i18n/text.hpp"

// Private to this folder: the state of verbalise() (verbalise.hpp). verbalise.cpp follows the text and its signs,
// verbalise_numbers.cpp reads numbers.
namespace bianmin::i18n::verbalising {

using View = std::u32string_view;

inline std::u32string wide(std::string_view text) {
  std::u32string out;
  for (std::size_t offset = 0; offset < text.size();) out += next_code_point(text, offset);
  return out;
}

inline bool one_of(View set, char32_t c) { return set.find(c) != View::npos; }
inline bool is_space(char32_t c) {
  return c == U' ' || c == U'\t' || c == 0x00A0 || c == 0x3000 || c == 0x2009 || c == 0x202F;
}
inline bool is_word(char32_t c) { return is_ascii_letter(c) || is_ascii_digit(c); }

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
  static long long value(const std::string& digits) {
    return digits.empty() || digits.size() > 18 ? -1 : std::stoll(digits);
  }

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

  // verbalise.cpp
  void step();
  void replace_or(Lexicon::Kind kind);
  // Blanks part Latin words; between a Chinese word and a number they mean nothing; elsewhere they are a short rest.
  void space();
  void letters();
  void sign(char32_t c);
  bool before_star() const;

  // verbalise_numbers.cpp
  void number();
  bool listed();
  // 120 alone may be an amount: it is a telephone's where the words around it say so.
  bool short_call(std::size_t end) const;
  // 370***********1234, 138****5678: what is hidden is not spelled out.
  bool masked();
  bool date();
  bool clock();
  // A dash between two numbers or times.
  void range_sign();
  // 2611-00981-7, 37010219900307123X, 3D: digits that a letter or several hyphens make a code.
  bool coded();
  // From here to `end`: letters one by one, digits one by one, a pause at each hyphen.
  void say_code(std::size_t end);
  // 0531-12345678, 400-123-4567 (two hyphens: a code), 010 12345678.
  bool telephone();
  void plain_number(bool currency);
  void say_amount(const std::string& whole, const std::string& decimals, bool counted);
  void say_money(const std::string& whole, const std::string& decimals);
  bool fraction(const std::string& whole);
  // 1.2.0, 192.168.1.1: part by part.
  void version(const std::string& first, const std::string& second);

  View in_;
  const Lexicon& lexicon_;
  std::size_t at_ = 0;
  bool currency_ = false;
  bool weekday_ = false;  // inside brackets that hold a day of the week
  std::u32string out_;
};

}  // namespace bianmin::i18n::verbalising
