#include "i18n/format.hpp"
#include "i18n/numerals.hpp"
#include "i18n/text.hpp"

// Numbers that name a person, a telephone or a case: said sign by sign, never as an amount.
namespace bianmin::i18n {
namespace {

bool chinese(const Language& language) { return language.primary() == "zh"; }
bool korean(const Language& language) { return language.primary() == "ko"; }

std::string said(const Language& language, std::string_view signs, bool telephone_one = false) {
  return chinese(language) ? chinese_digits(signs, telephone_one) : spaced(signs);
}

std::string pause(const Language& language) { return chinese(language) ? "，" : ", "; }

// Cuts into groups of the given sizes; the last size repeats.
std::vector<std::string_view> cut(std::string_view text, std::initializer_list<std::size_t> sizes) {
  std::vector<std::string_view> out;
  auto size = sizes.begin();
  while (!text.empty()) {
    const std::size_t take = std::min(*size, text.size());
    out.push_back(text.substr(0, take));
    text.remove_prefix(take);
    if (size + 1 != sizes.end()) ++size;
  }
  return out;
}

Phrase in_groups(const Language& language, const std::vector<std::string_view>& groups, bool telephone_one) {
  Phrase out;
  for (const std::string_view group : groups) {
    if (!out.shown.empty()) {
      out.shown += ' ';
      out.spoken += pause(language);
    }
    out.shown += group;
    out.spoken += said(language, group, telephone_one);
  }
  return out;
}

bool is_mobile(std::string_view digits) { return digits.size() == 11 && digits[0] == '1' && digits[1] != '0'; }

}  // namespace

Phrase person_name(const Language&, std::string_view name) {
  return {std::string(name), std::string(kNameMark) + std::string(name)};
}

Phrase id_number_masked(const Language& language, const base::IdNumber& number) {
  const std::string tail = said(language, number.tail());
  if (chinese(language)) return {number.masked(), "身份证号，尾号" + tail};
  if (korean(language)) return {number.masked(), "신분증 번호 끝자리 " + tail};
  return {number.masked(), "ID number ending in " + tail};
}

Phrase id_number_full(const Language& language, const base::IdNumber& number) {
  const std::string_view text = number.secret().reveal();
  Phrase out = in_groups(language, cut(text, {6, 4, 4, 4}), false);
  out.shown = text;
  return out;
}

Phrase phone_masked(const Language& language, std::string_view digits) {
  const std::size_t tail_size = digits.size() >= 7 ? 4 : std::min<std::size_t>(2, digits.size());
  const std::size_t head_size = digits.size() >= 11 ? 3 : 0;
  const std::string_view tail = digits.substr(digits.size() - tail_size);
  std::string shown(digits.substr(0, head_size));
  shown.append(digits.size() - head_size - tail_size, '*').append(tail);
  const std::string spoken = said(language, tail, true);
  if (chinese(language)) return {shown, "电话，尾号" + spoken};
  if (korean(language)) return {shown, "전화번호 끝자리 " + spoken};
  return {shown, "telephone number ending in " + spoken};
}

Phrase phone(const Language& language, std::string_view digits) {
  if (is_mobile(digits)) return in_groups(language, cut(digits, {3, 4, 4}), true);
  if (digits.size() <= 6) return {std::string(digits), said(language, digits, digits != "12345")};
  if (digits.size() <= 8) return in_groups(language, cut(digits, {4, 4}), true);
  // A Chinese land line is an area code of 4 digits (3 for Beijing and the 02x cities), then 7 or 8.
  const bool short_area = digits.starts_with("010") || digits.starts_with("02");
  return in_groups(language, cut(digits, {short_area ? std::size_t{3} : std::size_t{4}, 4}), true);
}

Phrase case_number(const Language& language, std::string_view text) {
  std::string spoken;
  std::size_t start = 0;
  while (start <= text.size()) {
    const std::size_t end = std::min(text.find('-', start), text.size());
    std::string part;
    for (const char c : text.substr(start, end - start)) {
      const bool blank = !part.empty() && (!chinese(language) || is_ascii_letter(c) || is_ascii_letter(part.back()));
      if (blank) part += ' ';
      part += chinese(language) ? chinese_digits(std::string_view(&c, 1)) : std::string(1, c);
    }
    if (!spoken.empty() && !part.empty()) spoken += pause(language);
    spoken += part;
    start = end + 1;
  }
  return {std::string(text), spoken};
}

}  // namespace bianmin::i18n
