#include "platform/cases/case_view.hpp"

#include <algorithm>

#include <boost/json.hpp>

#include "base/uuid.hpp"

namespace bianmin::platform {
namespace {

namespace json = boost::json;

json::value unit_names(const std::string& unit, const json::storage_ptr& storage) {
  boost::system::error_code error;
  json::value parsed = json::parse(unit, error, storage);
  if (error || !parsed.is_object()) return json::value(nullptr, storage);
  parsed.as_object().erase("id");
  return parsed;
}

json::object text_json(const LocalText& text, const json::storage_ptr& storage) {
  json::object made(storage);
  made.emplace("zh-CN", text.zh);
  made.emplace("en", text.en);
  if (!text.ko.empty()) made.emplace("ko", text.ko);
  return made;
}

base::Instant instant_at(const Statement& row, int column) {
  return base::Instant{base::Milliseconds{row.number_at(column)}};
}

}  // namespace

std::string unit_json(const Unit& unit) {
  return json::serialize(json::object{{"id", unit.id}, {"zh-CN", unit.name.zh}, {"en", unit.name.en}});
}

LocalText unit_name(std::string_view unit) {
  const auto value = base::parse_json(unit, {.bytes = 16 << 10, .depth = 2});
  if (!value) return {};
  base::JsonReader reader(*value, "unit");
  return {reader.member("zh-CN").string(), reader.member("en").string()};
}

bool may_follow(std::string_view from, std::string_view to) {
  static constexpr std::pair<std::string_view, std::string_view> kSteps[] = {
      {"accepted", "dispatched"}, {"dispatched", "dispatched"},  {"dispatched", "in_progress"},
      {"dispatched", "answered"}, {"in_progress", "dispatched"}, {"in_progress", "answered"},
      {"answered", "revisit"},    {"answered", "reopened"},      {"revisit", "closed"},
      {"revisit", "reopened"},    {"reopened", "dispatched"},    {"reopened", "in_progress"},
      {"reopened", "answered"},
  };
  return std::find(std::begin(kSteps), std::end(kSteps), std::pair(from, to)) != std::end(kSteps);
}

bool part_may_follow(std::string_view from, std::string_view to) {
  return to != "revisit" && to != "closed" && may_follow(from, to);
}

bool all_answered(const std::vector<CasePart>& parts) {
  return std::all_of(parts.begin(), parts.end(), [](const CasePart& part) { return part.status == "answered"; });
}

std::string_view light(std::string_view status, base::CivilDate deadline, base::CivilDate today,
                       const base::Calendar& calendar) {
  if (status == "answered" || status == "revisit" || status == "closed") return "none";
  if (today > deadline) return "red";
  return today >= base::add_working_days(deadline, -1, calendar) ? "yellow" : "none";
}

std::string_view light(const CaseView& view, base::CivilDate today, const base::Calendar& calendar) {
  std::string_view worst = light(view.status, view.deadline, today, calendar);
  for (const CasePart& part : view.parts)
    if (const auto own = light(part.status, part.deadline, today, calendar); own == "red" || worst == "none")
      worst = own;
  return worst;
}

std::string_view kind_of(const CaseView& view, const Dispatch& dispatch) {
  if (!view.parts.empty()) return "bundle";
  const ServiceName* service = dispatch.service(view.service);
  return service == nullptr ? std::string_view("case") : std::string_view(service->kind);
}

json::object to_json(const CaseView& view, base::CivilDate today, const Reference& reference,
                     json::storage_ptr storage) {
  const base::Calendar& calendar = reference.calendar;
  json::array history(storage);
  history.reserve(view.history.size());
  for (const CaseEvent& event : view.history) {
    json::object step(storage);
    step.reserve(5);
    step.emplace("at", base::format_utc(event.at));
    step.emplace("status", event.status);
    step.emplace("unit", event.unit ? unit_names(*event.unit, storage) : json::value(nullptr, storage));
    step.emplace("text", text_json(event.text, storage));
    if (!event.item.empty()) step.emplace("item", event.item);
    history.push_back(std::move(step));
  }
  json::object made(storage);
  made.reserve(14);
  made.emplace("number", view.number);
  made.emplace("case", view.uuid);
  made.emplace("service", view.service);
  if (const ServiceName* service = reference.dispatch.service(view.service); service != nullptr)
    made.emplace("service_title", text_json(service->title, storage));
  made.emplace("kind", kind_of(view, reference.dispatch));
  made.emplace("category", view.category);
  made.emplace("area", view.area);
  made.emplace("status", view.status);
  made.emplace("unit", unit_names(view.unit, storage));
  made.emplace("filed_at", base::format_utc(view.filed_at));
  made.emplace("deadline", base::format_civil_date(view.deadline));
  made.emplace("light", light(view, today, calendar));
  made.emplace("history", std::move(history));
  if (view.parts.empty()) return made;
  json::array parts(storage);
  for (const CasePart& part : view.parts) {
    json::object entry(storage);
    entry.reserve(6);
    entry.emplace("item", part.item);
    entry.emplace("title", text_json(part.title, storage));
    entry.emplace("unit", unit_names(part.unit, storage));
    entry.emplace("deadline", base::format_civil_date(part.deadline));
    entry.emplace("status", part.status);
    entry.emplace("light", light(part.status, part.deadline, today, calendar));
    parts.push_back(std::move(entry));
  }
  made.emplace("parts", std::move(parts));
  return made;
}

std::string render_case(const CaseView& view, base::CivilDate today, const Reference& reference) {
  unsigned char buffer[12 << 10];
  json::monotonic_resource memory(buffer, sizeof buffer);
  return json::serialize(to_json(view, today, reference, &memory));
}

CaseView read_case_row(Database& database, const Statement& row) {
  CaseView view;
  view.id = row.number_at(0);
  view.number = row.text_at(1);
  base::Uuid uuid;
  const std::string bytes = row.text_at(2);
  std::copy_n(bytes.begin(), std::min(bytes.size(), uuid.bytes.size()), uuid.bytes.begin());
  view.uuid = uuid.to_string();
  view.category = row.text_at(3);
  view.area = row.text_at(4);
  view.status = row.text_at(5);
  view.unit = row.text_at(6);
  view.filed_at = instant_at(row, 7);
  if (const auto deadline = base::parse_civil_date(row.text_at(8)); deadline) view.deadline = *deadline;
  view.service = row.text_at(9);
  Statement events =
      database.prepare("SELECT at, status, unit, zh, en, item FROM case_event WHERE case_id=? ORDER BY sequence");
  events.number(view.id);
  while (events.step())
    view.history.push_back({instant_at(events, 0),
                            events.text_at(1),
                            events.is_null(2) ? std::nullopt : std::optional(events.text_at(2)),
                            {events.text_at(3), events.text_at(4)},
                            events.text_at(5)});
  Statement parts = database.prepare(
      "SELECT item, title, unit, days, deadline, status FROM case_part WHERE case_id=? ORDER BY position");
  parts.number(view.id);
  while (parts.step()) {
    const auto deadline = base::parse_civil_date(parts.text_at(4));
    view.parts.push_back({parts.text_at(0), LocalText::parse(parts.text_at(1)), parts.text_at(2),
                          static_cast<int>(parts.number_at(3)), deadline ? *deadline : view.deadline,
                          parts.text_at(5)});
  }
  return view;
}

}  // namespace bianmin::platform
