// 好差评: five levels, and why for the lowest two.
#include <charconv>

#include "kiosk/flow/turn/pressed.hpp"
#include "kiosk/flow/turn/turn.hpp"

namespace bianmin::kiosk {

void Turn::press(const RateStep& step, const std::string& id) {
  Session& session = *s.session;
  if (id == "skip" || id == "finish") return end_session(Visitor::Leaves);
  if (const auto stars = number_after(id, "rate:"); stars && *stars >= 1 && *stars <= 5) {
    session.values.set("rating", Value{base::Secret(std::to_string(*stars)), {}});
    if (*stars > 2 || step.reasons.empty()) return end_session(Visitor::Leaves);
    return arrived();
  }
  for (const auto& reason : step.reasons) {
    if (id != "reason:" + reason.value) continue;
    if (session.values.find("reason-" + reason.value) != nullptr)
      session.values.erase("reason-" + reason.value);
    else
      session.values.set("reason-" + reason.value, Value{base::Secret("yes"), {}});
    if (s.voice_on && s.focus == id) say_focus();
    return;
  }
  if (id == "next" && session.values.find("rating") != nullptr) end_session(Visitor::Leaves);
}

void Turn::send_rating(const RateStep& step) {
  const Session& session = *s.session;
  if (session.rehearsal) return;
  const std::string_view stars = session.values.text("rating");
  if (stars.empty()) return;
  Rate rating{new_uuid(), session.service, 0, {}};
  std::from_chars(stars.data(), stars.data() + stars.size(), rating.stars);
  for (const auto& reason : step.reasons)
    if (session.values.find("reason-" + reason.value) != nullptr) rating.reasons.push_back(reason.value);
  emit(std::move(rating));
}

}  // namespace bianmin::kiosk
