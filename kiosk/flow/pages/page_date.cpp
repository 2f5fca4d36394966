// A date, put together from year, month and day by pressing.
#include "i18n/format.hpp"
#include "kiosk/flow/pages/step_pages.hpp"

namespace bianmin::kiosk {
namespace {

using base::CivilDate;

// A span longer than this gets a part that goes by ten years: nobody presses sixty times.
constexpr int kManyYears = 15;

}  // namespace

void build_body(const PageParts& parts, const DateStep& step, ui::Page& page) {
  const State& s = parts.state;
  const CivilDate shown = shown_date(step, s.session->values.text(step.field), s.now);
  const DateSpan span = date_span(step, s.now);
  const int year = int(shown.year());
  page.kind = ui::PageKind::Form;
  ui::Picker picker;
  picker.label = parts.text(step.label);
  picker.whole = i18n::date(s.language, base::to_china_time(base::Instant(std::chrono::sys_days(shown))));
  const auto* asking = std::get_if<Asking>(&s.session->phase);
  if (asking != nullptr && asking->full)
    picker.error = parts.text(shown == span.first ? "date.first" : "date.last", {{"date", picker.whole}});
  const auto part = [&](std::string_view name, const char* by, std::string_view words, std::string value) {
    const std::string id = "date:" + step.field + ":" + std::string(name);
    const std::string key = "date." + std::string(words);
    ui::PickerPart made{parts.text(key),           ui::Text(std::move(value)), {}, {},
                        parts.text(key + ".less"), parts.text(key + ".more")};
    // Both are always there, so that nothing moves under a finger or a focus; at an end they say so.
    made.less = id + ":-" + by;
    made.more = id + ":+" + by;
    picker.parts.push_back(std::move(made));
  };
  const int years = int(span.last.year()) - int(span.first.year());
  if (years > kManyYears)
    part("year", "10", "decade",
         parts.text("date.decade.value", {{"year", ui::Text(std::to_string(year / 10 * 10))}}).shown);
  if (years > 0) part("year", "1", "year", std::to_string(year));
  part("month", "1", "month", std::to_string(unsigned(shown.month())));
  part("day", "1", "day", std::to_string(unsigned(shown.day())));
  page.blocks.emplace_back(std::move(picker));
  page.primary = parts.primary("next", "action.next");
}

}  // namespace bianmin::kiosk
