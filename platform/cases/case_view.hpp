#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include <boost/json/value.hpp>

#include "base/clock.hpp"
#include "base/working_days.hpp"
#include "platform/records/reference.hpp"
#include "platform/store/sqlite.hpp"

namespace bianmin::platform {

/// One step of a case's life as the resident sees it.
struct CaseEvent {
  base::Instant at;
  std::string status;
  std::optional<std::string> unit;  ///< JSON {"id","zh-CN","en"}
  LocalText text;
  std::string item;  ///< the part it is about; empty: the whole case
};

/// One part of a bundle's case, done by a unit of its own.
struct CasePart {
  std::string item;
  LocalText title;
  std::string unit;  ///< JSON {"id","zh-CN","en"}
  int days = 0;      ///< working days it may take
  base::CivilDate deadline;
  std::string status;  ///< dispatched, in_progress, answered or reopened
};

/// A case as residents and administrators see it; nothing personal is in it.
struct CaseView {
  std::int64_t id = 0;
  std::string number;
  std::string uuid;
  std::string service;  ///< its id
  std::string category;
  std::string area;
  std::string status;
  std::string unit;  ///< JSON {"id","zh-CN","en"}
  base::Instant filed_at;
  base::CivilDate deadline;
  std::vector<CaseEvent> history;
  std::vector<CasePart> parts;  ///< of a bundle; else empty
};

/// The unit as it is kept in a case: its name then, whatever it is called later.
std::string unit_json(const Unit& unit);
/// The names in it.
LocalText unit_name(std::string_view unit);

/// 受理 accepted → 转办 dispatched → 办理 in_progress → 反馈 answered → 回访 revisit → 办结 closed, or 重办 reopened.
/// A dispatched case may be dispatched again (the unit was the wrong one).
bool may_follow(std::string_view from, std::string_view to);
/// The same for a part: dispatched → in_progress → answered, or reopened.
bool part_may_follow(std::string_view from, std::string_view to);
bool all_answered(const std::vector<CasePart>& parts);

/// The card shown on a case that still waits for its answer: "yellow" from one working day before the deadline,
/// "red" from the day after it, else "none".
std::string_view light(std::string_view status, base::CivilDate deadline, base::CivilDate today,
                       const base::Calendar& calendar);

/// The card of the whole case: its own, or a worse one of its parts.
std::string_view light(const CaseView& view, base::CivilDate today, const base::Calendar& calendar);

/// "bundle", or what the service's cases are by dispatch.json ("photo-report"), else "case".
std::string_view kind_of(const CaseView& view, const Dispatch& dispatch);

/// The view's JSON; its memory comes from `storage`.
boost::json::object to_json(const CaseView& view, base::CivilDate today, const Reference& reference,
                            boost::json::storage_ptr storage = {});
/// The same as text, made without touching the heap but for the text.
std::string render_case(const CaseView& view, base::CivilDate today, const Reference& reference);

/// What read_case_row() reads, as the beginning of a literal statement.
#define BIANMIN_SELECT_CASE \
  "SELECT id, number, uuid, category, area, status, unit, filed_at, deadline, service FROM case_file"
CaseView read_case_row(Database& database, const Statement& row);

}  // namespace bianmin::platform
