#include "i18n/format.hpp"

#include <array>

#include "i18n/numerals.hpp"

namespace bianmin::i18n {
namespace {

enum class Kind { Chinese, English, Korean, Other };

Kind kind(const Language& language) {
  const std::string_view primary = language.primary();
  if (primary == "zh") return Kind::Chinese;
  if (primary == "en") return Kind::English;
  if (primary == "ko") return Kind::Korean;
  return Kind::Other;
}

std::string str(long long value) { return std::to_string(value); }

std::string two(int value) { return (value < 10 ? "0" : "") + std::to_string(value); }

constexpr std::array<std::string_view, 7> kDaysZh{"日", "一", "二", "三", "四", "五", "六"};
constexpr std::array<std::string_view, 7> kDaysKo{"일", "월", "화", "수", "목", "금", "토"};
constexpr std::array<std::string_view, 7> kDays{"Sunday",   "Monday", "Tuesday", "Wednesday",
                                                "Thursday", "Friday", "Saturday"};
constexpr std::array<std::string_view, 12> kMonths{"January",   "February", "March",    "April",
                                                   "May",       "June",     "July",     "August",
                                                   "September", "October",  "November", "December"};

std::size_t index(int value, int first, std::size_t size) {
  const int i = value - first;
  return i < 0 ? 0 : std::min(static_cast<std::size_t>(i), size - 1);
}
std::string_view month_name(const base::LocalTime& time) { return kMonths[index(time.month, 1, 12)]; }

// "1 minute", "2 minutes".
std::string english_count(long long value, std::string_view unit) {
  return str(value) + " " + std::string(unit) + (value == 1 ? "" : "s");
}

std::string grouped(long long value) {
  std::string text = str(value);
  const std::size_t sign = value < 0 ? 1 : 0;
  if (text.size() - sign < 5) return text;
  for (std::size_t i = text.size() - 3; i > sign && i < text.size(); i -= 3) {
    text.insert(i, ",");
    if (i < sign + 4) break;
  }
  return text;
}

std::string chinese_clock(const base::LocalTime& time) {
  std::string out = chinese_count(time.hour) + "点";
  if (time.minute == 0) return out + "整";
  return out + (time.minute < 10 ? "零" : "") + chinese_number(time.minute) + "分";
}

}  // namespace

Phrase number(const Language& language, long long value) {
  if (kind(language) == Kind::Chinese) return {str(value), chinese_number(value)};
  return {grouped(value), str(value)};
}

Phrase money(const Language& language, long long fen) {
  const bool negative = fen < 0;
  const auto amount = negative ? ~static_cast<std::uint64_t>(fen) + 1 : static_cast<std::uint64_t>(fen);
  const auto yuan = static_cast<long long>(amount / 100);
  const auto rest = static_cast<int>(amount % 100);
  const std::string sign = negative ? "-" : "";
  const std::string digits = sign + str(yuan) + "." + two(rest);
  switch (kind(language)) {
    case Kind::Chinese: {
      std::string spoken = negative ? "负" : "";
      if (yuan != 0 || rest == 0) spoken += (yuan == 0 ? "零" : chinese_count(yuan)) + std::string("元");
      if (rest / 10 != 0) spoken += chinese_number(rest / 10) + "角";
      if (rest % 10 != 0) spoken += (yuan != 0 && rest < 10 ? "零" : "") + chinese_number(rest % 10) + "分";
      return {digits + " 元", spoken};
    }
    case Kind::Korean:
      return {sign + grouped(yuan) + "." + two(rest) + " 위안",
              (negative ? "마이너스 " : "") + str(yuan) + (rest == 0 ? "" : "." + two(rest)) + " 위안"};
    default:
      return {"CNY " + sign + grouped(yuan) + "." + two(rest),
              (negative ? "minus " : "") + str(yuan) + (rest == 0 ? "" : "." + two(rest)) + " yuan"};
  }
}

Phrase date(const Language& language, const base::LocalTime& time) {
  const Phrase day = short_date(language, time);
  switch (kind(language)) {
    case Kind::Chinese: return {str(time.year) + "年" + day.shown, chinese_digits(str(time.year)) + "年" + day.spoken};
    case Kind::English: return {day.shown + " " + str(time.year), day.spoken + " " + str(time.year)};
    case Kind::Korean: return {str(time.year) + "년 " + day.shown, str(time.year) + "년 " + day.spoken};
    default: return str(time.year) + "-" + day.shown;
  }
}

Phrase month(const Language& language, const base::LocalTime& time) {
  switch (kind(language)) {
    case Kind::Chinese:
      return {str(time.year) + "年" + str(time.month) + "月",
              chinese_digits(str(time.year)) + "年" + chinese_number(time.month) + "月"};
    case Kind::English: return std::string(month_name(time)) + " " + str(time.year);
    case Kind::Korean: return str(time.year) + "년 " + str(time.month) + "월";
    default: return str(time.year) + "-" + two(time.month);
  }
}

Phrase short_date(const Language& language, const base::LocalTime& time) {
  switch (kind(language)) {
    case Kind::Chinese:
      return {str(time.month) + "月" + str(time.day) + "日",
              chinese_number(time.month) + "月" + chinese_number(time.day) + "日"};
    case Kind::English:
      return {str(time.day) + " " + std::string(month_name(time).substr(0, 3)),
              str(time.day) + " " + std::string(month_name(time))};
    case Kind::Korean: return str(time.month) + "월 " + str(time.day) + "일";
    default: return two(time.month) + "-" + two(time.day);
  }
}

Phrase weekday_date(const Language& language, const base::LocalTime& time) {
  const Phrase day = short_date(language, time);
  const std::size_t weekday = index(time.weekday, 0, 7);
  switch (kind(language)) {
    case Kind::Chinese: {
      const std::string name = "星期" + std::string(kDaysZh[weekday]);
      return {day.shown + " " + name, day.spoken + "，" + name};
    }
    case Kind::English:
      return {std::string(kDays[weekday].substr(0, 3)) + " " + day.shown,
              std::string(kDays[weekday]) + " " + day.spoken};
    case Kind::Korean: {
      const std::string name = std::string(kDaysKo[weekday]) + "요일";
      return {day.shown + " " + name, day.spoken + ", " + name};
    }
    default: return day;
  }
}

Phrase time_of_day(const Language& language, const base::LocalTime& time) {
  const std::string shown = str(time.hour) + ":" + two(time.minute);
  switch (kind(language)) {
    case Kind::Chinese: return {shown, chinese_clock(time)};
    case Kind::English:
      return {shown, str(time.hour) + (time.minute == 0   ? " o'clock"
                                       : time.minute < 10 ? " oh " + str(time.minute)
                                                          : " " + str(time.minute))};
    case Kind::Korean: return {shown, str(time.hour) + "시" + (time.minute == 0 ? "" : " " + str(time.minute) + "분")};
    default: return shown;
  }
}

Phrase date_time(const Language& language, const base::LocalTime& time) {
  const Phrase day = date(language, time);
  const Phrase clock = time_of_day(language, time);
  const std::string pause = kind(language) == Kind::Chinese ? "，" : ", ";
  return {day.shown + " " + clock.shown, day.spoken + pause + clock.spoken};
}

Phrase count(const Language& language, long long value, std::string_view unit) {
  const Phrase digits = number(language, value);
  if (kind(language) == Kind::Chinese)
    return {digits.shown + " " + std::string(unit), chinese_count(value) + std::string(unit)};
  return {digits.shown + " " + std::string(unit), digits.spoken + " " + std::string(unit)};
}

Phrase percent(const Language& language, long long per_mille) {
  const auto size = per_mille < 0 ? ~static_cast<std::uint64_t>(per_mille) + 1 : static_cast<std::uint64_t>(per_mille);
  const auto whole = static_cast<long long>(size / 10);
  const auto tenth = static_cast<long long>(size % 10);
  const std::string digits = (per_mille < 0 ? "-" : "") + str(whole) + (tenth == 0 ? "" : "." + str(tenth));
  if (kind(language) == Kind::Chinese)
    return {digits + "%", (per_mille < 0 ? "负" : "") + std::string("百分之") + chinese_number(whole) +
                              (tenth == 0 ? "" : "点" + chinese_number(tenth))};
  if (kind(language) == Kind::Korean) return {digits + "%", digits + " 퍼센트"};
  return {digits + "%", digits + " percent"};
}

Phrase ordinal(const Language& language, long long value, std::string_view unit) {
  const std::string name(unit);
  switch (kind(language)) {
    case Kind::Chinese: return {"第 " + str(value) + " " + name, "第" + chinese_number(value) + name};
    case Kind::Korean: return "제" + str(value) + name;
    default: return name + " " + str(value);
  }
}

Phrase duration(const Language& language, base::Milliseconds value) {
  const long long seconds = std::max<long long>(0, value.count()) / 1000;
  const long long hours = seconds / 3600;
  const long long minutes = seconds / 60 % 60;
  const bool long_one = hours > 0;
  const long long major = long_one ? hours : minutes;
  const long long minor = long_one ? minutes : seconds % 60;
  const auto join = [&](auto&& piece) {
    Phrase out;
    if (major > 0) out = piece(major, !long_one ? 1 : 2);
    if (minor > 0 || major == 0) {
      const Phrase rest = piece(minor, long_one ? 1 : 0);
      out = out.empty() ? rest : Phrase(out.shown + " " + rest.shown, out.spoken + " " + rest.spoken);
    }
    return out;
  };
  switch (kind(language)) {
    case Kind::Chinese: {
      static constexpr std::array<std::string_view, 3> kShown{"秒", "分", "小时"};
      static constexpr std::array<std::string_view, 3> kSpoken{"秒", "分钟", "小时"};
      Phrase out = join([](long long n, std::size_t unit) {
        return Phrase(str(n) + " " + std::string(kShown[unit]), chinese_count(n) + std::string(kSpoken[unit]));
      });
      std::erase(out.spoken, ' ');
      return out;
    }
    case Kind::Korean:
      return join([](long long n, std::size_t unit) {
        static constexpr std::array<std::string_view, 3> kUnits{"초", "분", "시간"};
        return Phrase(str(n) + std::string(kUnits[unit]));
      });
    default:
      return join([](long long n, std::size_t unit) {
        static constexpr std::array<std::string_view, 3> kUnits{"second", "minute", "hour"};
        return Phrase(english_count(n, kUnits[unit]));
      });
  }
}

}  // namespace bianmin::i18n
