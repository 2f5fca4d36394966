// A question to the platform, and its answer.
#include <boost/json.hpp>

#include "kiosk/flow/service/case_kind.hpp"
#include "kiosk/flow/service/filing.hpp"
#include "kiosk/flow/service/who.hpp"
#include "kiosk/flow/turn/turn.hpp"

namespace bianmin::kiosk {
namespace json = boost::json;

void Turn::begin(const QueryStep& step) {
  Session& session = *s.session;
  start_work();
  session.ticket = new_ticket();
  Ask question{session.ticket, step.operation, {}, std::nullopt};
  json::object body;
  const std::string_view slip = session.values.text("holder.slip_number");
  if (step.operation == "cases" && !slip.empty()) {
    question.operation = "case";
    body["number"] = slip;
    body["token"] = session.values.text("holder.slip_token");
  } else {
    const bool reserving = step.operation.starts_with("reserve.");
    // A place can be kept for nobody in particular.
    if (json::object resident = resident_of(session.values); !step.open && !(reserving && resident.empty()))
      body["resident"] = std::move(resident);
    json::object input;
    for (const auto& [member, name] : step.input)
      if (!reserving || !session.values.text(name).empty())
        set_member(input, member, json::value(session.values.text(name)));
    body["input"] = std::move(input);
  }
  question.body = secret_json(std::move(body));
  if (is_made_once(step.operation)) {
    // The same key for every try: a reply lost on the way must not make a second certificate. Not after a correction:
    // the platform refuses a key that comes with another question.
    auto& key = session.keys[step.into];
    auto& asked = session.asked[step.into];
    if (key == base::Uuid{} || !(asked == question.body)) key = new_uuid();
    asked = question.body;
    question.key = key;
  }
  emit(std::move(question));
}

void Turn::on(const Answered& e) {
  if (heard_help(e) || heard_suggestions(e)) return;
  if (const auto* pay = step_as<PayStep>()) return payment_answered(*pay, e);
  const auto* query = step_as<QueryStep>();
  if (query == nullptr || !at_work() || e.ticket != s.session->ticket) return;  // late
  Session& session = *s.session;
  session.ticket = 0;
  // Paper must not be made from half an answer.
  const bool whole = !e.answer || (e.answer->is_object() &&
                                   (!is_made_once(query->operation) || e.answer->as_object().contains("number")));
  if (query->optional && (!e.answer || !whole)) return next();
  if (!whole) {
    session.phase = Stuck{{base::FailureCode::ReplyInvalid, query->operation + ": the answer lacks what it must have"}};
    return arrived(true);
  }
  if (!e.answer) {
    const auto code = e.answer.error().code;
    const bool none = code == base::FailureCode::RecordNotFound || code == base::FailureCode::CaseNotFound;
    if (none && !query->nothing.empty())
      session.phase = Empty{};
    else
      session.phase = Stuck{e.answer.error()};
    if (code == base::FailureCode::SlotTaken) session.keys.erase(query->into);  // another try is another wish
    return arrived(true);
  }
  Record record = record_from(*e.answer);
  if (query->operation == "cases") {
    // One case by its slip, or a list of them: both are rows.
    if (auto cases = record.lists.extract("cases"); !cases.empty()) {
      record.lists["rows"] = std::move(cases.mapped());
    } else if (record.field("number") != nullptr) {
      Record one = std::move(record);
      record = {};
      record.lists["rows"].push_back(std::move(one));
    }
  }
  if (auto found = record.lists.find("rows"); query->operation == "cases" && found != record.lists.end())
    for (Record& row : found->second)  // a resident knows the matter, not its number
      if (const auto matter = matter_of_case(*s.content, row); !matter.empty())
        row.fields["matter"] = Value{base::Secret(matter.in(i18n::kChinese)), matter};
  const auto* rows = record.list("rows");
  const bool empty = rows == nullptr || rows->empty();
  // What a code on the telephone stands for is known only now.
  if (const Value* name = record.field("name"); name && !query->open && session.values.text("holder.name").empty()) {
    Record holder;
    if (const Record* known = session.values.record("holder")) holder = *known;
    holder.fields["name"] = *name;
    if (const Value* id = record.field("id_number")) holder.fields["id_number"] = *id;
    session.values.set("holder", std::move(holder));
  }
  session.values.set(query->into, std::move(record));
  if (query->operation.starts_with("reserve.") && !session.rehearsal) given();
  if (query->must_have_rows && empty) {
    session.phase = Empty{};
    return arrived();
  }
  next();
}

}  // namespace bianmin::kiosk
