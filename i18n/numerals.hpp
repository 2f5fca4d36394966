#pragma once

#include <cstdint>
#include <string>
#include <string_view>

namespace bianmin::i18n {

/// A whole number in Chinese words: 370000 → 三十七万, 1002 → 一千零二, 12 → 十二. A leading 2 of thousands, 万 or 亿
/// is 两, as people say it: 2000 → 两千, 22000 → 两万二千.
std::string chinese_number(long long value);
/// The same before a measure word: 2 alone is 两.
std::string chinese_count(long long value);
/// Digit by digit: "2026" → 二零二六. Other characters stay. `telephone_one` says 1 as 幺.
std::string chinese_digits(std::string_view digits, bool telephone_one = false);
/// The digits with a blank between each: how English and Korean voices are made to say them one by one.
std::string spaced(std::string_view text);

/// A number that was put in, 二, is 两 before what is counted: "选了二" and "项" are 选了两项, "第二" and "项" stay.
/// `said` ends with the number.
void say_two_as_counted(std::string& said, std::string_view after);

}  // namespace bianmin::i18n
