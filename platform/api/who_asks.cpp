#include "platform/api/who_asks.hpp"

#include <pwd.h>

namespace bianmin::platform {

std::string who_asks(const Request& request) {
  if (!request.user_id) return {};
  passwd entry{};
  passwd* found = nullptr;
  char buffer[4096];
  if (::getpwuid_r(*request.user_id, &entry, buffer, sizeof buffer, &found) == 0 && found != nullptr)
    return found->pw_name;
  return "uid " + std::to_string(*request.user_id);
}

void note_act(Database& database, std::string_view action, std::string_view subject, std::string_view who,
              std::int64_t now_ms) {
  Statement audit = database.prepare("INSERT INTO audit(at, action, subject, who) VALUES(?, ?, ?, ?)");
  audit.number(now_ms).text(action).text(subject);
  if (who.empty())
    audit.null();
  else
    audit.text(who);
  audit.run();
}

}  // namespace bianmin::platform
