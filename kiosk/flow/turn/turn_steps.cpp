// Going through a service.
#include <algorithm>

#include <boost/json.hpp>

#include "base/working_days.hpp"
#include "kiosk/flow/papers/document_builder.hpp"
#include "kiosk/flow/service/filing.hpp"
#include "kiosk/flow/service/step_kinds.hpp"
#include "kiosk/flow/service/who.hpp"
#include "kiosk/flow/turn/turn.hpp"

namespace bianmin::kiosk {
namespace json = boost::json;
namespace {

// Steps a resident answered and can come back to; the others only work.
bool is_asked(const StepSpec& step) {
  return std::holds_alternative<IdentifyStep>(step.action) || std::holds_alternative<ReviewStep>(step.action) ||
         std::holds_alternative<ListStep>(step.action) || std::holds_alternative<BillsStep>(step.action) ||
         gives_answer(step);
}

// The records that hold nothing of a person: the terminal's own, what everybody may know, and rows chosen from that.
std::set<std::string, std::less<>> about_nobody(const ServiceSpec& service) {
  std::set<std::string, std::less<>> names{"terminal"};
  for (const StepSpec& step : service.steps) {
    if (const auto* query = std::get_if<QueryStep>(&step.action); query && query->open) names.insert(query->into);
    if (const auto* list = std::get_if<ListStep>(&step.action); list && names.contains(list->rows))
      names.insert(list->into);
  }
  return names;
}

}  // namespace

void Turn::start_service(const std::string& id) {
  const ServiceSpec* service = s.content ? s.content->service(id) : nullptr;
  if (service == nullptr) return;
  // Everything is checked before the first question (先问能不能办).
  if (auto why = why_not(s, *service)) {
    s.where = CannotStart{id, std::move(*why)};
    return arrived(true);
  }
  open_session(*service);
  enter(0);
}

void Turn::open_session(const ServiceSpec& service) {
  Session session;
  session.id = new_uuid();
  session.service = service.id;
  Record terminal;
  terminal.set("id", s.rules.terminal);
  terminal.set("telephone", s.rules.telephone);
  Value place{base::Secret(s.rules.place.in(i18n::kChinese)), s.rules.place};
  terminal.fields["place"] = std::move(place);
  session.values.set("terminal", std::move(terminal));
  s.session = std::move(session);
  s.where = InService{};
  s.helping = false;
}

void Turn::enter(std::size_t index) {
  const ServiceSpec* service = current_service(s);
  while (service != nullptr && index < service->steps.size() && !applies(service->steps[index], s.session->values)) {
    // Answered before another answer made it pointless: it must not be sent.
    forget(service->steps[index]);
    s.session->answered.erase(index);
    ++index;
  }
  if (service == nullptr || index >= service->steps.size())
    return s.session->rehearsal ? end_rehearsal() : end_session(Visitor::Leaves);
  s.session->step = index;
  begin_step();
}

void Turn::begin_step() {
  const StepSpec& step = *current_step(s);
  Session& session = *s.session;
  session.phase = Asking{};
  session.greeting.clear();
  arrived();
  if (begin_rehearsed(step)) return;
  if (const auto* identify = std::get_if<IdentifyStep>(&step.action)) {
    session.phase = AtWork{};
    // Another person may stand here now: nothing of the first one's records stays, nor a key to their certificate.
    for (const char* who : {"holder.id_number", "holder.code", "holder.slip_token"})
      if (const auto known = session.values.text(who); !known.empty()) session.last_holder = base::Secret(known);
    session.values.keep_only_records(about_nobody(*current_service(s)));
    session.keys.clear();
    session.asked.clear();
    session.companion.reset();
    session.looking = 0;
    for (const IdentifyMethod method : identify->methods) {
      // A card forgotten by the last resident is not this one's: it has to be lifted first.
      if (method == IdentifyMethod::Card && !s.card_left) emit(ArmCard{});
      if (method == IdentifyMethod::Code) emit(ArmScanner{});
    }
  } else if (const auto* query = std::get_if<QueryStep>(&step.action)) {
    ask(*query);
  } else if (const auto* list = std::get_if<ListStep>(&step.action)) {
    const Record* source = session.values.record(list->rows);
    const auto* rows = source == nullptr ? nullptr : source->list("rows");
    if (rows == nullptr || rows->empty())
      session.phase = Empty{};
    else if (rows->size() == 1 && !list->always_ask)
      choose_row(*list, 0);
  } else if (const auto* bills = std::get_if<BillsStep>(&step.action)) {
    begin_bills(*bills);
  } else if (const auto* pay = std::get_if<PayStep>(&step.action)) {
    begin_payment(*pay);
  } else if (const auto* submit = std::get_if<SubmitStep>(&step.action)) {
    file(*submit);
  } else if (const auto* paper = std::get_if<PrintStep>(&step.action)) {
    print(*paper, step.id);
  } else if (const auto* photo = std::get_if<PhotoStep>(&step.action)) {
    begin_photo(*photo);
  } else if (const auto* done = std::get_if<DoneStep>(&step.action)) {
    ask_suggestions(*done);
  }
}

void Turn::leave_step() {
  if (step_as<IdentifyStep>() != nullptr) {
    emit(DisarmCard{});
    emit(DisarmScanner{});
  }
  leave_photo();
  leave_memo();
  leave_payment();
  if (step_as<QueryStep>() != nullptr && at_work() && s.session->ticket != 0) emit(CancelAsk{s.session->ticket});
  s.session->ticket = 0;
}

void Turn::next() {
  const StepSpec& step = *current_step(s);
  leave_step();
  if (is_asked(step)) s.session->answered.insert(s.session->step);
  if (is_asked(step) && !s.session->committed) s.session->trail.push_back(s.session->step);
  if (!return_to_review()) enter(s.session->step + 1);
}

// After a correction the resident is not asked again what they answered already; only what asks the platform, and what
// the correction made necessary, comes in between.
bool Turn::return_to_review() {
  Session& session = *s.session;
  if (!session.correcting) return false;
  const ServiceSpec& service = *current_service(s);
  for (std::size_t i = session.step + 1; i < *session.correcting; ++i) {
    const StepSpec& step = service.steps[i];
    if (!applies(step, session.values)) {
      forget(step);
      session.answered.erase(i);
      continue;
    }
    const bool kept = std::holds_alternative<IdentifyStep>(step.action) || gives_answer(step);
    if (!kept || !session.answered.contains(i)) {
      enter(i);
      return true;
    }
    session.trail.push_back(i);
  }
  enter(*std::exchange(session.correcting, std::nullopt));
  return true;
}

void Turn::forget(const StepSpec& step) {
  if (const std::string field = answer_field(step); !field.empty()) {
    s.session->values.erase(field);
    s.session->photos.erase(field);
    s.session->memos.erase(field);
    s.session->strokes.erase(field);
  }
  if (const auto* query = std::get_if<QueryStep>(&step.action)) s.session->values.erase(query->into);
  if (const auto* list = std::get_if<ListStep>(&step.action)) s.session->values.erase(list->into);
  if (const auto* bills = std::get_if<BillsStep>(&step.action)) s.session->values.erase(bills->into);
}

void Turn::back() {
  Session& session = *s.session;
  if (!can_go_back(s) || payment_holds_back()) return;
  if (session.correcting && session.answered.contains(session.step)) {
    // A correction that was not wanted after all: back to where it was asked for, unless the answer is broken now.
    const auto* form = step_as<FormStep>();
    const bool spoken = form != nullptr && session.memos.contains(form->field);
    if (form != nullptr && !spoken && form_error(*form, session.values.text(form->field)) != nullptr) {
      session.phase = Asking{.missing = true};
      return arrived(true);
    }
    const auto* ticks = step_as<TickStep>();
    if (ticks != nullptr && ticks->least > 0 && session.values.text(ticks->field).empty()) {
      session.phase = Asking{.missing = true};
      return arrived(true);
    }
    if (gives_answer(*current_step(s))) {
      leave_step();
      session.trail.push_back(session.step);
      return void(return_to_review());
    }
  }
  if (session.trail.empty()) return go_home();  // which asks before answers are dropped
  leave_step();
  const std::size_t index = session.trail.back();
  session.trail.pop_back();
  session.correcting.reset();
  session.step = index;
  trim_undo();
  begin_step();
}

void Turn::edit(const std::string& step_id) {
  const ServiceSpec& service = *current_service(s);
  Session& session = *s.session;
  if (session.committed) return;
  for (std::size_t i = 0; i < session.step; ++i) {
    if (service.steps[i].id != step_id) continue;
    leave_step();
    while (!session.trail.empty() && session.trail.back() >= i) session.trail.pop_back();
    session.correcting = session.step;
    session.step = i;
    // What was signed is not what will be sent.
    for (const StepSpec& step : service.steps)
      if (std::holds_alternative<SignStep>(step.action)) forget(step);
    return begin_step();
  }
}

// Somebody else was faster: back to where it is chosen, without what was chosen.
void Turn::choose_again(const std::string& step_id) {
  const ServiceSpec& service = *current_service(s);
  Session& session = *s.session;
  for (std::size_t i = 0; i < session.step; ++i) {
    if (service.steps[i].id != step_id) continue;
    leave_step();
    session.correcting.reset();
    for (std::size_t later = i; later < session.step; ++later) {
      forget(service.steps[later]);
      session.answered.erase(later);
    }
    while (!session.trail.empty() && session.trail.back() >= i) session.trail.pop_back();
    return enter(i);
  }
}

void Turn::identified(Record holder) {
  Session& session = *s.session;
  s.helping = false;
  const auto is_last_holder = [&](const char* who) {
    const Value* value = holder.field(who);
    return value != nullptr && value->text == session.last_holder;
  };
  const bool another = !session.last_holder.empty() && !is_last_holder("id_number") && !is_last_holder("code") &&
                       !is_last_holder("slip_token");
  session.last_holder.wipe();
  session.values.set("holder", std::move(holder));
  if (!another) return next();
  // What the first one wrote is not for the second one's eyes, nor to be sent in their name.
  session.values.forget_answers();
  session.photos.clear();
  session.memos.clear();
  session.strokes.clear();
  session.answered.clear();
  session.correcting.reset();
  session.trail.clear();
  session.undo.clear();
  before_.reset();
  const ServiceSpec& service = *current_service(s);
  const bool asked_before = std::any_of(service.steps.begin(), service.steps.begin() + std::ptrdiff_t(session.step),
                                        [](const StepSpec& step) { return is_asked(step); });
  if (!asked_before) return next();
  leave_step();
  enter(0);
}

void Turn::answer(const std::string& field, Value value) {
  s.session->values.set(field, std::move(value));
  next();
}

void Turn::start_work() {
  s.session->phase = AtWork{};
  s.session->working_since = s.now;
}

void Turn::ask(const QueryStep& step) {
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

void Turn::file(const SubmitStep& step) {
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

void Turn::print(const PrintStep& step, const std::string& step_id) {
  Session& session = *s.session;
  const auto printer = s.printers.find(step.printer);
  const auto refuse = [&](base::Failure why) {
    session.phase = Stuck{std::move(why)};
    arrived(true);
  };
  if (printer == s.printers.end()) return refuse({base::FailureCode::PrinterMissing, "no printer configured"});
  if (const auto* gone = std::get_if<devices::PrinterGone>(&printer->second)) return refuse(gone->why);
  if (const auto* stopped = std::get_if<devices::PrinterStopped>(&printer->second)) return refuse(stopped->why);
  const int copy = ++session.copies[step_id];
  session.print_job = session.id.to_string() + "." + step_id + "." + std::to_string(copy);
  session.printer = step.printer;
  start_work();
  emit(Print{step.printer, session.print_job, build_document(s, step)});
}

void Turn::reprint(const DoneStep& step) {
  const StepSpec* target = current_service(s)->step(step.reprint);
  // Only of what was printed once: a step that was passed over has nothing to print again.
  if (target == nullptr || !s.session->print_job.empty() || !s.session->copies.contains(target->id)) return;
  const auto* paper = std::get_if<PrintStep>(&target->action);
  if (paper == nullptr) return;
  print(*paper, target->id);
  arrived();
}

void Turn::choose_row(const ListStep& step, std::size_t row) {
  const Record* source = s.session->values.record(step.rows);
  const auto* rows = source == nullptr ? nullptr : source->list("rows");
  if (rows == nullptr || row >= rows->size()) return;
  Record chosen = (*rows)[row];
  s.session->values.set(step.into, std::move(chosen));
  // A row that chose itself was no question: going back must not stop here.
  const bool asked = rows->size() > 1 || step.always_ask;
  const std::size_t index = s.session->step;
  leave_step();
  if (asked) s.session->trail.push_back(index);
  if (!return_to_review()) enter(index + 1);
}

void Turn::go_home() {
  s.helping = false;
  if (!s.session) {
    leave_resuming();
    const bool there = std::holds_alternative<AtHome>(s.where) && !std::get<AtHome>(s.where).all;
    s.where = AtHome{};
    if (!there) arrived();
    return;
  }
  // Paper on its way out is not called back by a press beside the button.
  if (!s.session->print_job.empty() || s.session->parking) {
    s.question = PaperComing{};
    return arrived(true);
  }
  const bool over = step_as<RateStep>() != nullptr || step_as<DoneStep>() != nullptr;
  if (!s.session->rehearsal && !s.session->committed && !over && !s.session->values.answers().empty()) {
    s.question = LeaveWithout{};
    return arrived(true);
  }
  end_session(Visitor::Stays);
}

void Turn::end_session(Visitor visitor) {
  if (s.session) {
    // Who walks away from "哪里不好" has given their stars: only the bad ones are asked why, and those must not be
    // lost.
    if (const auto* rate = step_as<RateStep>()) send_rating(*rate);
    leave_step();
    if (!s.session->print_job.empty()) emit(CancelPrints{});
    if (s.session->parking && !s.session->parking->id.empty()) emit(DropParked{s.session->parking->id});
    s.session.reset();
    emit(WipeSession{});
    s.card_left = s.card_there;
  }
  s.where = AtHome{};
  s.question.reset();
  s.helping = false;
  if (s.next_content) s.content = std::exchange(s.next_content, nullptr);
  // Who can't see the page would wait for something more.
  const bool bid_farewell = visitor == Visitor::Leaves && s.voice_on && s.last_touch == s.now && !s.card_left;
  const i18n::Language language = s.language;
  if (visitor == Visitor::Leaves) reset_visitor();
  // Nobody should go home without their card.
  if (s.card_left) return arrived(true);
  if (bid_farewell) emit(Announce{Announce::What::Goodbye, false, language});
  if (visitor == Visitor::Stays) arrived();
}

void Turn::reset_visitor() {
  const bool headphones = s.headphones;
  s.language = s.rules.languages.front();
  s.seen_emergencies.clear();  // the next one has not read it
  s.view = {};
  s.voice_on = s.rules.voice_on || headphones;
  s.voice = {};
  s.voice.headphones = headphones;
  s.focus.clear();
  forget_help();
  leave_resuming();
  s.where = AtHome{};
  s.helping = false;
  s.last_touch = s.now;
  stop_speech();
  emit(SetVoice{s.voice});
}

}  // namespace bianmin::kiosk
