// A question answered in writing.
#include "kiosk/flow/service/characters.hpp"
#include "kiosk/flow/turn/pressed.hpp"
#include "kiosk/flow/turn/turn.hpp"

namespace bianmin::kiosk {
void Turn::press(const FormStep& step, const std::string& id) {
  Session& session = *s.session;
  if (press_memo(step, id)) return;
  const std::string prefix = "phrase:" + step.field + ":";
  if (const auto n = number_after(id, prefix); n && *n < step.phrases.size()) {
    std::string text(session.values.text(step.field));
    text += step.phrases[*n].in(s.language);
    on(ui::TextEdited{step.field, text});
    base::wipe(text);
    if (s.voice_on) emit(Announce{Announce::What::Field, false});
  } else if (id == "skip" && !step.required) {
    session.values.erase(step.field);
    session.memos.erase(step.field);
    next();
  } else if (id == "next") {
    const bool spoken = session.memos.contains(step.field) && session.values.text(step.field).empty();
    if (!spoken && form_error(step, session.values.text(step.field)) != nullptr) {
      session.phase = Asking{.missing = true};
      return arrived(true);
    }
    next();
  }
}

void Turn::on(const ui::TextEdited& e) {
  somebody_there();
  if (s.question || s.helping || standing_emergency(s) != nullptr || (s.session && s.session->parking)) return;
  if (const auto* sign = step_as<SignStep>(); sign != nullptr && sign->field == e.field) return edit_sign(*sign, e);
  const auto* form = step_as<FormStep>();
  if (form == nullptr || form->field != e.field) return;
  if (characters(e.value) > form->max_characters) {
    // What does not fit is not taken, and that is said rather than left to be wondered at.
    const auto* asking = std::get_if<Asking>(&s.session->phase);
    if (asking != nullptr && asking->full) return;
    s.session->phase = Asking{.full = true};
    if (s.voice_on) {
      stop_speech();
      emit(Announce{Announce::What::Field, true});
    }
    return;
  }
  if (e.value.empty())
    s.session->values.erase(form->field);
  else
    s.session->values.set(form->field, Value{base::Secret(e.value), {}});
  s.session->phase = Asking{};
}

}  // namespace bianmin::kiosk
