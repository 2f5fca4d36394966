#include "base/clock.hpp"

#include <cstdio>

namespace bianmin::base {
namespace ch = std::chrono;

Instant SystemClock::now() const { return ch::time_point_cast<Milliseconds>(ch::system_clock::now()); }

Milliseconds SystemClock::elapsed() const {
  return ch::duration_cast<Milliseconds>(ch::steady_clock::now().time_since_epoch());
}

Instant ManualClock::now() const {
  std::lock_guard lock(mutex_);
  return now_;
}

Milliseconds ManualClock::elapsed() const {
  std::lock_guard lock(mutex_);
  return elapsed_;
}

void ManualClock::advance(Milliseconds by) {
  std::lock_guard lock(mutex_);
  now_ += by;
  elapsed_ += by;
}

namespace {

LocalTime split(Instant instant) {
  const auto day = ch::floor<ch::days>(instant);
  const ch::year_month_day date{day};
  const ch::hh_mm_ss time{instant - day};
  return {int(date.year()),
          int(unsigned(date.month())),
          int(unsigned(date.day())),
          int(time.hours().count()),
          int(time.minutes().count()),
          int(time.seconds().count()),
          int(ch::weekday{day}.c_encoding())};
}

}  // namespace

std::string format_utc(Instant instant) {
  const LocalTime t = split(instant);
  const auto ms = (instant.time_since_epoch() % 1000).count();
  char text[48];
  std::snprintf(text, sizeof text, "%04d-%02d-%02dT%02d:%02d:%02d.%03dZ", t.year, t.month, t.day, t.hour, t.minute,
                t.second, int(ms < 0 ? ms + 1000 : ms));
  return text;
}

Result<Instant> parse_utc(std::string_view text) {
  const auto bad = [&] { return fail(FailureCode::InputInvalid, "not an RFC 3339 time"); };
  if (text.size() < 20 || text.size() > 35) return bad();
  const auto number = [&](std::size_t at, std::size_t length) -> int {
    int value = 0;
    for (std::size_t i = at; i < at + length; ++i) {
      if (i >= text.size() || text[i] < '0' || text[i] > '9') return -1;
      value = value * 10 + (text[i] - '0');
    }
    return value;
  };
  if (text[4] != '-' || text[7] != '-' || (text[10] != 'T' && text[10] != 't') || text[13] != ':' || text[16] != ':')
    return bad();
  const int year = number(0, 4), month = number(5, 2), day = number(8, 2);
  const int hour = number(11, 2), minute = number(14, 2), second = number(17, 2);
  const ch::year_month_day date{ch::year{year}, ch::month{unsigned(month)}, ch::day{unsigned(day)}};
  if (year < 0 || !date.ok() || hour < 0 || hour > 23 || minute < 0 || minute > 59 || second < 0 || second > 60)
    return bad();
  std::size_t at = 19;
  int ms = 0;
  if (text[at] == '.') {
    int scale = 100;
    if (number(at + 1, 1) < 0) return bad();
    for (++at; at < text.size() && text[at] >= '0' && text[at] <= '9'; ++at, scale /= 10)
      ms += (text[at] - '0') * scale;
  }
  int offset_minutes = 0;
  if (at < text.size() && (text[at] == 'Z' || text[at] == 'z')) {
    ++at;
  } else if (at + 6 == text.size() && (text[at] == '+' || text[at] == '-') && text[at + 3] == ':') {
    const int h = number(at + 1, 2), m = number(at + 4, 2);
    if (h < 0 || h > 23 || m < 0 || m > 59) return bad();
    offset_minutes = (h * 60 + m) * (text[at] == '-' ? -1 : 1);
    at += 6;
  } else {
    return bad();
  }
  if (at != text.size()) return bad();
  return Instant{ch::sys_days{date}} + ch::hours{hour} + ch::minutes{minute} + ch::seconds{second} + Milliseconds{ms} -
         ch::minutes{offset_minutes};
}

LocalTime to_china_time(Instant instant) { return split(instant + ch::hours{8}); }

}  // namespace bianmin::base
