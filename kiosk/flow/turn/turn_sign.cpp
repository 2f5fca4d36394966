// A signature, or consent by a key for who can't draw one.
#include <algorithm>

#include "kiosk/flow/turn/turn.hpp"
#include "kiosk/flow/visit/strokes.hpp"

namespace bianmin::kiosk {
namespace {

// A touch by mistake is no signature: somebody must have drawn.
bool is_signature(std::string_view strokes) { return std::count(strokes.begin(), strokes.end(), ',') >= 4; }

}  // namespace

void Turn::press(const SignStep& step, const std::string& id) {
  Session& session = *s.session;
  const auto strokes = session.strokes.find(step.field);
  const auto answered = [&](const char* how, const char* key) {
    Value value{base::Secret(how), {}};
    for (const auto& language : s.rules.languages)
      value.label.set(language, s.content->texts.phrase(language, key).shown);
    session.values.set(step.field, std::move(value));
    next();
  };
  if (id == "sign:key") {
    session.strokes.erase(step.field);
    answered("consented", "sign.consented");
  } else if (id == "next") {
    if (strokes != session.strokes.end() && is_signature(strokes->second.reveal()))
      return answered("signed", "sign.signed");
    session.phase = Asking{.missing = true};
    arrived(true);
  }
}

void Turn::edit_sign(const SignStep& step, const ui::TextEdited& e) {
  if (!is_strokes(e.value)) return;
  if (e.value.empty())
    s.session->strokes.erase(step.field);
  else
    s.session->strokes.insert_or_assign(step.field, base::Secret(e.value));
  s.session->values.erase(step.field);
  s.session->phase = Asking{};
}

}  // namespace bianmin::kiosk
