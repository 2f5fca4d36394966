// What devices and the platform report.
#include <boost/json.hpp>

#include "base/overloaded.hpp"
#include "base/working_days.hpp"
#include "kiosk/flow/service/case_kind.hpp"
#include "kiosk/flow/service/filing.hpp"
#include "kiosk/flow/turn/turn.hpp"
#include "offline/slip_code.hpp"

namespace bianmin::kiosk {
namespace {

bool takes(const IdentifyStep& step, IdentifyMethod method) {
  return std::find(step.methods.begin(), step.methods.end(), method) != step.methods.end();
}

}  // namespace

void Turn::on(const devices::CardEvent& event) {
  const auto* identify = step_as<IdentifyStep>();
  const bool waiting = identify != nullptr && takes(*identify, IdentifyMethod::Card);
  const bool card_wanted = waiting && !s.session->showing_code && !std::holds_alternative<Stuck>(s.session->phase);
  std::visit(base::Overloaded{
                 [&](const devices::ReaderReady&) {
                   if (std::exchange(s.reader_failure, std::nullopt) && card_wanted) arrived();
                 },
                 [&](const devices::ReaderLost& e) {
                   const bool news = !s.reader_failure || s.reader_failure->code != e.why.code;
                   s.reader_failure = e.why;
                   s.card_there = s.card_left = false;
                   // Who can't see the page would wait for a reader that is not there.
                   if (news && card_wanted) arrived(true);
                 },
                 [&](const devices::CardPresented&) {
                   somebody_there();
                   s.card_there = true;
                   if (waiting) s.session->phase = Reading{};
                 },
                 [&](const devices::CardRead& e) {
                   somebody_there();
                   if (resume_card(e)) return;
                   if (!waiting || s.session->rehearsal || companion_card(e)) return;
                   Record holder;
                   holder.set("id_number", e.holder.id_number.secret().reveal());
                   holder.set("name", e.holder.name.reveal());
                   holder.set("method", "card");
                   s.question.reset();
                   identified(std::move(holder));
                   look_for_parked();
                 },
                 [&](const devices::CardFailed& e) {
                   somebody_there();
                   if (!waiting) return;
                   s.session->phase = Stuck{e.why};
                   // The reader stays armed: the next card is read without anybody pressing anything.
                   arrived(true);
                 },
                 [&](const devices::CardRemoved&) {
                   s.card_there = false;
                   if (std::exchange(s.card_left, false) && (waiting || std::holds_alternative<Resuming>(s.where))) {
                     emit(ArmCard{});
                     arrived();
                   }
                   if (waiting && std::holds_alternative<Reading>(s.session->phase)) s.session->phase = AtWork{};
                 },
             },
             event);
}

void Turn::on(const devices::ScanEvent& event) {
  std::visit(base::Overloaded{
                 [&](const devices::ScannerReady&) { s.scanner_ready = true; },
                 [&](const devices::ScannerLost&) { s.scanner_ready = false; },
                 [&](const devices::CodeScanned& e) {
                   somebody_there();
                   if (step_as<PayStep>() != nullptr && !s.session->rehearsal) return payment_code(e.payload.reveal());
                   if (resume_scanned(e)) return;
                   const auto* identify = step_as<IdentifyStep>();
                   if (s.session && (s.session->rehearsal || s.session->companion)) return;
                   if (identify == nullptr || !takes(*identify, IdentifyMethod::Code)) return;
                   const auto refuse = [&](base::Failure why) {
                     s.session->phase = Stuck{std::move(why)};
                     arrived(true);
                   };
                   const auto slip = offline::parse_slip_code(e.payload.reveal());
                   if (!slip && slip.error().code != base::FailureCode::CodeUnknown) return refuse(slip.error());
                   if (slip && !identify->accepts_slip)
                     return refuse({base::FailureCode::CodeUnknown, "a slip's code does not say who is here"});
                   Record holder;
                   holder.set("method", slip ? "slip" : "code");
                   if (slip) {
                     holder.set("slip_number", slip->number.text());
                     holder.set("slip_token", slip->id.to_string());
                   } else {
                     holder.set("code", e.payload.reveal());
                   }
                   s.question.reset();
                   identified(std::move(holder));
                 },
             },
             event);
}

void Turn::on(const devices::VoiceEvent& event) {
  if (std::holds_alternative<devices::VoiceLost>(event)) s.voice_works = false;
  if (std::holds_alternative<devices::SpeechStarted>(event)) s.voice_works = true;
}

void Turn::on(const PrinterReported& e) {
  if (const auto* status = std::get_if<devices::PrintStatusChanged>(&e.event)) {
    s.printers.insert_or_assign(e.printer, status->status);
    try_again_to_start();
    if (s.session && std::holds_alternative<Paused>(s.session->phase) && e.printer == s.session->printer &&
        devices::can_print(status->status)) {  // paper is there again: the job goes on by itself
      start_work();
      arrived();
    }
    return;
  }
  print_event(e.event);
}

// A resident looking at "out of paper" or "no network" sees it go away by itself.
void Turn::try_again_to_start() {
  const auto* cannot = std::get_if<CannotStart>(&s.where);
  if (cannot == nullptr || !s.content) return;
  const ServiceSpec* service = s.content->service(cannot->service);
  if (service == nullptr) return;
  auto why = why_not(s, *service);
  if (!why) {
    s.where = AtHome{};
    arrived();
  } else if (why->code != cannot->why.code) {
    s.where = CannotStart{service->id, std::move(*why)};
    arrived();
  }
}

// Nobody has to decide about paper that is out, or that will not come.
void Turn::no_paper_comes() {
  if (s.question && std::holds_alternative<PaperComing>(*s.question)) s.question.reset();
}

void Turn::print_event(const devices::PrintEvent& event) {
  if (!s.session || s.session->print_job.empty()) return;
  if (parked_slip_event(event)) return;
  if (step_as<PayStep>() != nullptr) return payment_slip_event(event);
  Session& session = *s.session;
  const bool printing = step_as<PrintStep>() != nullptr;  // else a reprint on the last page
  if (const auto* waits = std::get_if<devices::PrintWaiting>(&event); waits && waits->job == session.print_job) {
    session.phase = Paused{waits->why};
    arrived(true);
  } else if (const auto* done = std::get_if<devices::PrintFinished>(&event); done && done->job == session.print_job) {
    session.print_job.clear();
    session.committed = true;  // the paper is out: going back would make another
    session.trail.clear();
    if (std::holds_alternative<LeaveWithout>(s.question.value_or(StillThere{}))) s.question.reset();
    no_paper_comes();
    if (printing) return next();
    session.phase = Asking{};
    arrived();
  } else if (const auto* failed = std::get_if<devices::PrintFailed>(&event);
             failed && failed->job == session.print_job) {
    session.print_job.clear();
    no_paper_comes();
    session.phase = Stuck{failed->why};
    arrived(true);
  }
}

void Turn::on(const PrintNotPossible& e) { print_event(devices::PrintFailed{e.job, e.why}); }

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
  if (query->operation.starts_with("reserve.") &&
      !session.rehearsal) {  // it is reserved: going back would reserve another
    session.committed = true;
    session.trail.clear();
    if (std::holds_alternative<LeaveWithout>(s.question.value_or(StillThere{}))) s.question.reset();
  }
  if (query->must_have_rows && empty) {
    session.phase = Empty{};
    return arrived();
  }
  next();
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
  session.committed = true;
  session.trail.clear();
  if (std::holds_alternative<LeaveWithout>(s.question.value_or(StillThere{}))) s.question.reset();
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

void Turn::on(const LinkChanged& e) {
  s.link_up = e.up;
  if (!e.up && step_as<PayStep>() != nullptr && s.session->payment && !s.session->payment->order.empty())
    payment_unheard();
  try_again_to_start();
}

void Turn::on(const OutboxChanged& e) { s.outbox_waiting = e.waiting; }

}  // namespace bianmin::kiosk
