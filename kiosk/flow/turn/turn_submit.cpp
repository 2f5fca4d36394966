// A case is filed.
#include <boost/json.hpp>

#include "base/working_days.hpp"
#include "kiosk/flow/service/filing.hpp"
#include "kiosk/flow/service/who.hpp"
#include "kiosk/flow/turn/turn.hpp"

namespace bianmin::kiosk {
namespace json = boost::json;

void Turn::begin(const SubmitStep& step) {
  Session& session = *s.session;
  start_work();
  session.ticket = new_ticket();
  auto& id = session.keys[step.into];
  if (id == base::Uuid{}) id = new_uuid();
  json::object payload;
  payload["service"] = session.service;
  payload["anonymous"] = resident_of(session.values).empty();
  add_content(payload, session, *current_service(s), step);
  if (const Record* helper = session.values.record("helper")) {
    json::object who;
    for (const char* name : {"name", "id_number", "consent_at"})
      if (const Value* value = helper->field(name); value != nullptr && !value->empty())
        who[name] = value->text.reveal();
    payload["helper"] = std::move(who);
  }
  // Who is known by number needs no code; a code alone is resolved by the platform.
  if (auto* resident = payload.if_contains("resident"); resident != nullptr && resident->is_object())
    if (resident->as_object().contains("id_number")) resident->as_object().erase("code");
  emit(FileCase{session.ticket, id, s.now, secret_json(std::move(payload))});
}

void Turn::on(const CaseFiled& e) {
  const auto* submit = step_as<SubmitStep>();
  if (submit == nullptr || !at_work() || e.ticket != s.session->ticket) return;
  Session& session = *s.session;
  Record filed;
  filed.set("number", e.number);
  filed.set("code", e.code);
  filed.set("filed_at", base::format_utc(e.filed_at));
  const base::Calendar calendar = s.content ? s.content->calendar : base::Calendar{};
  filed.set("deadline", base::format_civil_date(base::add_working_days(base::china_date(e.filed_at),
                                                                       submit->answer_within_working_days, calendar)));
  session.values.set(submit->into, std::move(filed));
  given();
  next();
}

void Turn::on(const CaseNotFiled& e) {
  if (step_as<SubmitStep>() == nullptr || !at_work() || e.ticket != s.session->ticket) return;
  s.session->phase = Stuck{e.why};
  arrived(true);
}

void Turn::on(const CaseDispatched& e) {
  if (!s.session || !s.session->committed) return;
  for (const auto& [into, id] : s.session->keys) {
    if (id != e.id) continue;
    const Record* filed = s.session->values.record(into);
    if (filed == nullptr) return;
    Record known = *filed;
    Record view = record_from(e.view);
    for (const char* name : {"unit", "deadline"})
      if (auto found = view.fields.find(name); found != view.fields.end() && !found->second.empty())
        known.fields[name] = std::move(found->second);
    s.session->values.set(std::string(into), std::move(known));
    return;
  }
}

}  // namespace bianmin::kiosk
