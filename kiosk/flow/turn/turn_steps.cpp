// Going through a service.
#include "kiosk/flow/service/amount.hpp"
#include "kiosk/flow/service/step_kinds.hpp"
#include "kiosk/flow/turn/turn.hpp"

namespace bianmin::kiosk {

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
  std::visit([this](const auto& kind) { begin(kind); }, step.action);
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

void Turn::forget(const StepSpec& step) {
  if (const std::string field = answer_field(step); !field.empty()) {
    s.session->values.erase(field);
    s.session->photos.erase(field);
    s.session->memos.erase(field);
    s.session->strokes.erase(field);
  }
  if (const auto* amount = std::get_if<AmountStep>(&step.action)) s.session->values.erase(written_name(*amount));
  if (const auto* query = std::get_if<QueryStep>(&step.action)) s.session->values.erase(query->into);
  if (const auto* list = std::get_if<ListStep>(&step.action)) s.session->values.erase(list->into);
  if (const auto* bills = std::get_if<BillsStep>(&step.action)) s.session->values.erase(bills->into);
}

void Turn::answer(const std::string& field, Value value) {
  s.session->values.set(field, std::move(value));
  next();
}

// Going back over it would do it again, and so would the copy that lies parked; nothing is lost by leaving any more.
void Turn::given() {
  s.session->committed = true;
  s.session->trail.clear();
  drop_fetched();
  if (std::holds_alternative<LeaveWithout>(s.question.value_or(StillThere{}))) s.question.reset();
}

void Turn::start_work() {
  s.session->phase = AtWork{};
  s.session->working_since = s.now;
}

}  // namespace bianmin::kiosk
