#include "platform/cases/retention.hpp"

#include "platform/api/who_asks.hpp"

namespace bianmin::platform {

Purged to_be_purged(Database& database, base::Instant now, int days, int most_cases) {
  Purged found;
  Statement query = database.prepare(
      "SELECT c.number, COUNT(*), SUM(a.bytes) FROM case_attachment a JOIN case_file c ON c.id=a.case_id WHERE "
      "a.purged_at IS NULL AND c.status IN ('answered', 'closed') AND (SELECT MAX(e.at) FROM case_event e WHERE "
      "e.case_id=c.id)<? GROUP BY c.id ORDER BY c.id LIMIT ?");
  query.number((now - std::chrono::hours{24} * days).time_since_epoch().count()).number(most_cases);
  while (query.step()) {
    found.cases.push_back(query.text_at(0));
    found.attachments += query.number_at(1);
    found.bytes += query.number_at(2);
  }
  return found;
}

Purged purge_attachments(Database& database, base::Instant now, int days, int most_cases, std::string_view who) {
  Purged found = to_be_purged(database, now, days, most_cases);
  const std::int64_t at = now.time_since_epoch().count();
  for (const std::string& number : found.cases) {
    database
        .prepare(
            "UPDATE case_attachment SET private=x'', purged_at=? WHERE purged_at IS NULL AND case_id=(SELECT id FROM "
            "case_file WHERE number=?)")
        .number(at)
        .text(number)
        .run();
    note_act(database, "attachment-purge", number, who, at);
  }
  return found;
}

}  // namespace bianmin::platform
