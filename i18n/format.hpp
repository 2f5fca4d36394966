#pragma once

#include <string_view>

#include "base/clock.hpp"
#include "base/id_number.hpp"
#include "i18n/language.hpp"
#include "i18n/phrase.hpp"

namespace bianmin::i18n {

// Values as people see and hear them. Chinese, English and Korean have forms of their own; another language sees
// digits and ISO dates. All functions are pure and may be called from any thread.

/// Thousands are grouped from 10,000 on ("12,345"); in Chinese never.
Phrase number(const Language& language, long long value);
/// Fen, the hundredth of a yuan: "380.00 元", said "三百八十元".
Phrase money(const Language& language, long long fen);
/// "2026年11月21日", said year digit by digit.
Phrase date(const Language& language, const base::LocalTime& time);
/// "2026年11月", said year digit by digit.
Phrase month(const Language& language, const base::LocalTime& time);
/// "11月21日".
Phrase short_date(const Language& language, const base::LocalTime& time);
/// "11月21日 星期六", "Sat 21 Nov".
Phrase weekday_date(const Language& language, const base::LocalTime& time);
/// "9:42", 24 hours.
Phrase time_of_day(const Language& language, const base::LocalTime& time);
/// "2026年11月21日 9:42".
Phrase date_time(const Language& language, const base::LocalTime& time);
/// "5 个工作日" from (5, "个工作日"): the unit comes from the catalogue or the service, in the right plural.
Phrase count(const Language& language, long long value, std::string_view unit);
/// Tenths of a percent: 985 → "98.5%".
Phrase percent(const Language& language, long long per_mille);
/// "第 3 步" from (3, "步"); English "step 3" from (3, "step").
Phrase ordinal(const Language& language, long long value, std::string_view unit);
/// Whole seconds, minutes or hours: "2 秒", "1 分 30 秒", "2 小时 5 分".
Phrase duration(const Language& language, base::Milliseconds value);

/// A person's name, said with the readings of surnames.
Phrase person_name(const Language& language, std::string_view name);
/// Shown "370***********1234", said "身份证号，尾号一二三四": what is hidden is not said aloud.
Phrase id_number_masked(const Language& language, const base::IdNumber& number);
/// The whole number, said in groups. Private mode only: the caller sees to it, and wipes it.
Phrase id_number_full(const Language& language, const base::IdNumber& number);
/// Shown "138****5678", said by its tail. A number of fewer than 7 digits is all hidden but its last two.
Phrase phone_masked(const Language& language, std::string_view digits);
/// Shown in groups "138 0000 5678", said digit by digit with pauses.
Phrase phone(const Language& language, std::string_view digits);
/// "LC-2611-00981-7": said letter by letter and digit by digit, with a pause at each hyphen.
Phrase case_number(const Language& language, std::string_view text);

}  // namespace bianmin::i18n
