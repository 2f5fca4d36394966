#include "platform/cases/case_store.hpp"

namespace bianmin::platform {

std::optional<CaseView> find_case_by_number(Database& database, std::string_view number) {
  Statement query = database.prepare(BIANMIN_SELECT_CASE " WHERE number=?");
  query.text(number);
  if (!query.step()) return std::nullopt;
  return read_case_row(database, query);
}

std::optional<CaseView> find_case_by_uuid(Database& database, std::string_view uuid) {
  Statement query = database.prepare(BIANMIN_SELECT_CASE " WHERE uuid=?");
  query.blob(uuid);
  if (!query.step()) return std::nullopt;
  return read_case_row(database, query);
}

std::vector<AttachmentHead> list_attachments(Database& database, std::int64_t case_id) {
  Statement query = database.prepare(
      "SELECT position, kind, type, bytes, sha256, width, height, duration, purged_at FROM case_attachment WHERE "
      "case_id=? ORDER BY position");
  query.number(case_id);
  std::vector<AttachmentHead> found;
  while (query.step()) {
    found.push_back({query.number_at(0), query.text_at(1), query.text_at(2), query.number_at(3), query.text_at(4),
                     query.number_at(5), query.number_at(6), query.number_at(7)});
    if (!query.is_null(8)) found.back().purged = base::Instant{base::Milliseconds{query.number_at(8)}};
  }
  return found;
}

void insert_event(Database& database, std::int64_t case_id, std::int64_t sequence, const CaseEvent& event) {
  Statement insert = database.prepare(
      "INSERT INTO case_event(case_id, sequence, at, status, unit, zh, en, item) VALUES(?, ?, ?, ?, ?, ?, ?, ?)");
  insert.number(case_id).number(sequence).number(event.at.time_since_epoch().count()).text(event.status);
  if (event.unit)
    insert.text(*event.unit);
  else
    insert.null();
  insert.text(event.text.zh).text(event.text.en);
  if (event.item.empty())
    insert.null();
  else
    insert.text(event.item);
  insert.run();
}

void insert_part(Database& database, std::int64_t case_id, std::int64_t position, const CasePart& part) {
  const std::string title = part.title.serialized(), deadline = base::format_civil_date(part.deadline);
  database
      .prepare(
          "INSERT INTO case_part(case_id, position, item, title, unit, days, deadline, status) VALUES(?, ?, ?, ?, ?, "
          "?, ?, ?)")
      .number(case_id)
      .number(position)
      .text(part.item)
      .text(title)
      .text(part.unit)
      .number(part.days)
      .text(deadline)
      .text(part.status)
      .run();
}

void update_part(Database& database, std::int64_t case_id, std::int64_t position, const CasePart& part) {
  const std::string deadline = base::format_civil_date(part.deadline);
  database.prepare("UPDATE case_part SET unit=?, deadline=?, status=? WHERE case_id=? AND position=?")
      .text(part.unit)
      .text(deadline)
      .text(part.status)
      .number(case_id)
      .number(position)
      .run();
}

void update_case(Database& database, const CaseView& view) {
  const std::string deadline = base::format_civil_date(view.deadline);
  database.prepare("UPDATE case_file SET status=?, unit=?, deadline=? WHERE id=?")
      .text(view.status)
      .text(view.unit)
      .text(deadline)
      .number(view.id)
      .run();
}

}  // namespace bianmin::platform
