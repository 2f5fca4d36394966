// Who is here?
#include <algorithm>

#include "kiosk/flow/service/step_kinds.hpp"
#include "kiosk/flow/turn/turn.hpp"

namespace bianmin::kiosk {
namespace {

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

void Turn::begin(const IdentifyStep& step) {
  Session& session = *s.session;
  session.phase = AtWork{};
  // Another person may stand here now: nothing of the first one's records stays, nor a key to their certificate.
  for (const char* who : {"holder.id_number", "holder.code", "holder.slip_token"})
    if (const auto known = session.values.text(who); !known.empty()) session.last_holder = base::Secret(known);
  session.values.keep_only_records(about_nobody(*current_service(s)));
  session.keys.clear();
  session.asked.clear();
  session.companion.reset();
  session.looking = 0;
  for (const IdentifyMethod method : step.methods) {
    // A card forgotten by the last resident is not this one's: it has to be lifted first.
    if (method == IdentifyMethod::Card && !s.card_left) emit(ArmCard{});
    if (method == IdentifyMethod::Code) emit(ArmScanner{});
  }
}

void Turn::press(const IdentifyStep& step, const std::string& id) {
  Session& session = *s.session;
  if (id == "skip" && step.optional) return next();
  if (id == "method:card" || id == "method:code") {
    session.showing_code = id == "method:code";
    session.phase = AtWork{};
    arrived();
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

}  // namespace bianmin::kiosk
