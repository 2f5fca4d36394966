// A date, put together from year, month and day by pressing.
#include <algorithm>
#include <charconv>

#include "kiosk/flow/turn/turn.hpp"

namespace bianmin::kiosk {
namespace {

using base::CivilDate;
using std::chrono::days;
using std::chrono::months;
using std::chrono::sys_days;
using std::chrono::years;

CivilDate resolve(const DateBound& bound, base::Instant now) {
  if (bound.day) return *bound.day;
  return CivilDate(sys_days(base::china_date(now)) + days(bound.from_today));
}

// February 29th a year on, and the 31st a month on, are the last day of that month.
CivilDate last_if_needed(CivilDate date) {
  return date.ok() ? date : CivilDate(date.year() / date.month() / std::chrono::last);
}

// The date moved by "year:+10", "month:-1", "day:+1"; nothing when the words are others.
std::optional<CivilDate> moved(CivilDate from, std::string_view words) {
  const auto colon = words.find(':');
  if (colon == std::string_view::npos) return std::nullopt;
  std::string_view by = words.substr(colon + 1);
  const std::string_view part = words.substr(0, colon);
  if (by.starts_with('+')) by.remove_prefix(1);
  int count = 0;
  const auto [end, error] = std::from_chars(by.data(), by.data() + by.size(), count);
  if (error != std::errc{} || end != by.data() + by.size()) return std::nullopt;
  if (count != 1 && count != -1 && !(part == "year" && (count == 10 || count == -10))) return std::nullopt;
  if (part == "year") return last_if_needed(from + years(count));
  if (part == "month") return last_if_needed(from + months(count));
  if (part == "day") return CivilDate(sys_days(from) + days(count));
  return std::nullopt;
}

}  // namespace

DateSpan date_span(const DateStep& step, base::Instant now) {
  DateSpan span{resolve(step.earliest, now), resolve(step.latest, now)};
  if (span.last < span.first) span.last = span.first;  // a fixed end that time has overtaken
  return span;
}

CivilDate shown_date(const DateStep& step, std::string_view answer, base::Instant now) {
  const DateSpan span = date_span(step, now);
  const auto known = base::parse_civil_date(answer);
  return std::clamp(known ? *known : resolve(step.start, now), span.first, span.last);
}

void Turn::press(const DateStep& step, const std::string& id) {
  Session& session = *s.session;
  const CivilDate shown = shown_date(step, session.values.text(step.field), s.now);
  const auto keep = [&](CivilDate date) {
    session.values.set(step.field, Value{base::Secret(base::format_civil_date(date)), {}});
  };
  if (id == "next") {
    keep(shown);
    return next();
  }
  const std::string prefix = "date:" + step.field + ":";
  if (!id.starts_with(prefix)) return;
  const auto to = moved(shown, std::string_view(id).substr(prefix.size()));
  const DateSpan span = date_span(step, s.now);
  if (!to) return;
  const bool at_end = (shown == span.first && *to < span.first) || (shown == span.last && *to > span.last);
  session.phase = Asking{.full = at_end};
  if (!at_end) keep(std::clamp(*to, span.first, span.last));
  // The ear hears the whole date after each press, on the button that was pressed.
  if (s.voice_on && s.focus == id) {
    stop_speech();
    emit(Announce{Announce::What::Field, false});
  }
}

}  // namespace bianmin::kiosk
