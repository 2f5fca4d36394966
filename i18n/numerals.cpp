#include "i18n/numerals.hpp"

#include <algorithm>
#include <array>

#include "i18n/text.hpp"

namespace bianmin::i18n {
namespace {

constexpr std::array<std::string_view, 10> kDigits{"零", "一", "二", "三", "四", "五", "六", "七", "八", "九"};

// 1 to 9999. `leads`: nothing stands before it, so 10 is 十 and a 2 of thousands is 两.
std::string group(unsigned value, bool leads) {
  static constexpr std::array<std::pair<unsigned, std::string_view>, 4> kPlaces{
      {{1000, "千"}, {100, "百"}, {10, "十"}, {1, ""}}};
  std::string out;
  bool gap = false;
  for (const auto& [place, name] : kPlaces) {
    const unsigned digit = value / place % 10;
    if (digit == 0) {
      gap = !out.empty();
      continue;
    }
    if (gap) out += "零";
    gap = false;
    if (digit == 1 && place == 10 && out.empty() && leads)
      out += name;
    else if (digit == 2 && place == 1000 && leads)
      out.append("两").append(name);
    else
      out.append(kDigits[digit]).append(name);
  }
  return out;
}

}  // namespace

std::string chinese_number(long long value) {
  if (value == 0) return "零";
  // The two's complement negation is right for the smallest value too.
  auto rest = value < 0 ? ~static_cast<std::uint64_t>(value) + 1 : static_cast<std::uint64_t>(value);
  static constexpr std::array<std::string_view, 5> kGroups{"", "万", "亿", "万亿", "亿亿"};
  std::array<unsigned, 5> groups{};
  for (unsigned& g : groups) {
    g = static_cast<unsigned>(rest % 10000);
    rest /= 10000;
  }
  std::string out = value < 0 ? "负" : "";
  bool leads = true;
  bool gap = false;
  for (std::size_t i = groups.size(); i-- > 0;) {
    if (groups[i] == 0) {
      gap = !leads;
      continue;
    }
    if (!leads && (gap || groups[i] < 1000)) out += "零";
    gap = false;
    out += leads && groups[i] == 2 && i > 0 ? "两" : group(groups[i], leads);
    out += kGroups[i];
    leads = false;
  }
  return out;
}

std::string chinese_count(long long value) { return value == 2 ? "两" : chinese_number(value); }

std::string chinese_digits(std::string_view digits, bool telephone_one) {
  std::string out;
  for (const char c : digits) {
    if (c == '1' && telephone_one)
      out += "幺";
    else if (is_ascii_digit(c))
      out += kDigits[static_cast<std::size_t>(c - '0')];
    else
      out += c;
  }
  return out;
}

std::string spaced(std::string_view text) {
  std::string out;
  for (const char c : text) {
    if (!out.empty()) out += ' ';
    out += c;
  }
  return out;
}

void say_two_as_counted(std::string& said, std::string_view after) {
  constexpr std::string_view kTwo = "二";
  constexpr std::array<std::string_view, 16> kMeasures{"个", "项", "张", "件", "位", "名",   "人", "户",
                                                       "处", "笔", "次", "遍", "秒", "分钟", "天", "份"};
  constexpr std::array<std::string_view, 7> kNoCount{"第", "十", "百", "千", "万", "点", "期"};
  if (!said.ends_with(kTwo)) return;
  if (after.starts_with(' ')) after.remove_prefix(1);
  const std::string_view before = std::string_view(said).substr(0, said.size() - kTwo.size());
  if (std::any_of(kNoCount.begin(), kNoCount.end(), [&](auto word) { return before.ends_with(word); })) return;
  if (std::any_of(kMeasures.begin(), kMeasures.end(), [&](auto word) { return after.starts_with(word); }))
    said.replace(before.size(), kTwo.size(), "两");
}

}  // namespace bianmin::i18n
