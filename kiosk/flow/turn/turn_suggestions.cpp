// What else the resident is entitled to: asked in the background on a service's last page, never waited for.
#include <boost/json.hpp>

#include "kiosk/flow/service/who.hpp"
#include "kiosk/flow/turn/turn.hpp"

namespace bianmin::kiosk {
namespace json = boost::json;

void Turn::ask_suggestions(const DoneStep& step) {
  Session& session = *s.session;
  const bool known = !session.values.text("holder.id_number").empty() || !session.values.text("holder.code").empty();
  if (!step.suggestions || !known || !s.link_up || session.suggestions || session.suggestions_ticket != 0) return;
  session.suggestions_ticket = new_ticket();
  emit(Ask{session.suggestions_ticket, "record.suggestions",
           secret_json({{"resident", resident_of(session.values)}, {"input", json::object()}}), std::nullopt});
}

bool Turn::heard_suggestions(const Answered& e) {
  if (!s.session || s.session->suggestions_ticket == 0 || e.ticket != s.session->suggestions_ticket) return false;
  s.session->suggestions_ticket = 0;
  if (e.answer && !s.session->suggestions_off) s.session->suggestions = record_from(*e.answer);
  return true;
}

bool Turn::press_suggestion(const DoneStep& step, const std::string& id) {
  Session& session = *s.session;
  const auto* rows = step.suggestions && session.suggestions ? session.suggestions->list("rows") : nullptr;
  if (rows == nullptr || session.suggestions_off) return false;
  if (id == "suggestions:off") {
    session.suggestions_off = true;
    session.suggestions.reset();
    session.suggestions_ticket = new_ticket();
    emit(Ask{session.suggestions_ticket, "preference.suggestions",
             secret_json({{"resident", resident_of(session.values)}, {"input", json::object{{"on", "no"}}}}),
             new_uuid()});
    arrived();
    return true;
  }
  for (const Record& row : *rows) {
    const Value* service = row.field("service");
    if (service == nullptr || id != "service:" + std::string(service->text.reveal())) continue;
    const std::string target(service->text.reveal());
    end_session(Visitor::Stays);
    start_service(target);
    return true;
  }
  return false;
}

}  // namespace bianmin::kiosk
