#include "kiosk/flow/visit/parked_visit.hpp"

#include "kiosk/flow/service/amount.hpp"
#include "kiosk/flow/service/characters.hpp"
#include "kiosk/flow/service/step_kinds.hpp"
#include "kiosk/flow/visit/state.hpp"

namespace bianmin::kiosk {
namespace {

std::optional<std::size_t> index_of(const ServiceSpec& service, std::string_view step) {
  for (std::size_t i = 0; i < service.steps.size(); ++i)
    if (service.steps[i].id == step) return i;
  return std::nullopt;
}

}  // namespace

std::optional<Session> same_visit(const ParkedVisit& visit, const ServiceSpec& service) {
  if (service.id != visit.service || service.version != visit.version) return std::nullopt;
  const auto step = index_of(service, visit.step);
  if (!step) return std::nullopt;
  Session session;
  session.service = visit.service;
  session.step = *step;
  for (const auto& id : visit.trail) {
    const auto i = index_of(service, id);
    if (!i || *i >= *step) return std::nullopt;  // the way back goes back
    session.trail.push_back(*i);
  }
  for (const auto& id : visit.answered) {
    const auto i = index_of(service, id);
    if (!i) return std::nullopt;
    session.answered.insert(*i);
  }
  if (!visit.correcting.empty()) {
    session.correcting = index_of(service, visit.correcting);
    if (!session.correcting || *session.correcting <= *step) return std::nullopt;
  }
  session.committed = visit.committed;
  session.last_holder = visit.last_holder;
  session.values = visit.values;
  session.keys = visit.keys;
  session.asked = visit.asked;
  session.photos = visit.photos;
  session.memos = visit.memos;
  session.strokes = visit.strokes;
  return session;
}

Values fitting_answers(const ParkedVisit& visit, const ServiceSpec& service) {
  Values fit;
  for (const StepSpec& step : service.steps) {
    const Value* value = visit.values.find(answer_field(step));
    if (value == nullptr) continue;
    const std::string_view text = value->text.reveal();
    if (const auto* choose = std::get_if<ChooseStep>(&step.action)) {
      for (const auto& option : choose->options)
        if (option.value == text) fit.set(choose->field, Value{value->text, option.label});
    } else if (const auto* amount = std::get_if<AmountStep>(&step.action)) {
      if (fits_still(*amount, visit.values)) fit.set(amount->field, *value);
    } else if (const auto* form = std::get_if<FormStep>(&step.action)) {
      if (characters(text) <= form->max_characters && form_error(*form, text) == nullptr) fit.set(form->field, *value);
    }
  }
  return fit;
}

}  // namespace bianmin::kiosk
