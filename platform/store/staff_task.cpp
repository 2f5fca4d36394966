#include "platform/store/staff_task.hpp"

namespace bianmin::platform {

bool add_task(Database& database, std::string_view kind, std::string_view subject, std::string_view detail,
              base::Instant now) {
  database.prepare("INSERT INTO staff_task(kind, subject, detail, at) VALUES(?, ?, ?, ?) ON CONFLICT DO NOTHING")
      .text(kind)
      .text(subject)
      .text(detail)
      .number(now.time_since_epoch().count())
      .run();
  return database.changes() > 0;
}

std::vector<StaffTask> open_tasks(Database& database, int most) {
  std::vector<StaffTask> found;
  Statement query = database.prepare(
      "SELECT id, kind, subject, detail, at FROM staff_task WHERE done_at IS NULL ORDER BY id LIMIT ?");
  query.number(most);
  while (query.step())
    found.push_back({query.number_at(0), query.text_at(1), query.text_at(2), query.text_at(3),
                     base::Instant{base::Milliseconds{query.number_at(4)}}});
  return found;
}

bool close_task(Database& database, std::int64_t id, std::string_view who, base::Instant now) {
  database.prepare("UPDATE staff_task SET done_at=?, who=? WHERE id=? AND done_at IS NULL")
      .number(now.time_since_epoch().count())
      .text(who)
      .number(id)
      .run();
  return database.changes() > 0;
}

}  // namespace bianmin::platform
