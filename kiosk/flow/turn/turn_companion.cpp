// 代办: the elder's card, the helper's card, then the elder's consent to what is read back to them.
#include "kiosk/flow/turn/turn.hpp"

namespace bianmin::kiosk {
namespace {

std::string_view number_of(const Record& person) {
  const Value* value = person.field("id_number");
  return value == nullptr ? std::string_view{} : value->text.reveal();
}

Record read_from(const devices::CardHolder& holder) {
  Record person;
  person.set("id_number", holder.id_number.secret().reveal());
  person.set("name", holder.name.reveal());
  person.set("method", "card");
  return person;
}

}  // namespace

bool Turn::press_companion(const std::string& id) {
  const auto* identify = step_as<IdentifyStep>();
  if (identify == nullptr || !identify->companion || s.session->rehearsal) return false;
  Session& session = *s.session;
  if (id == "companion:start" && !session.companion) {
    session.companion = Companion{};
    session.showing_code = false;
    session.phase = AtWork{};
    arrived();
    return true;
  }
  if (!session.companion) return false;
  Companion& who = *session.companion;
  const bool consent = who.stage == Companion::Stage::Consent;
  if (id == "retry" && std::holds_alternative<Stuck>(session.phase)) {
    session.phase = AtWork{};
    emit(ArmCard{});
    arrived();
  } else if (id == "companion:swap" && consent) {
    std::swap(who.elder, who.helper);
    arrived();
  } else if (id == "companion:consent" && consent) {
    Companion agreed = std::move(who);
    session.companion.reset();
    agreed.helper.set("consent_at", base::format_utc(s.now));
    const base::Uuid visit = session.id;
    identified(std::move(agreed.elder));
    // Another elder than before begins the service anew, perhaps at this very step: nobody has consented to that.
    if (s.session && s.session->id == visit && step_as<IdentifyStep>() == nullptr)
      s.session->values.set("helper", std::move(agreed.helper));
  } else if (id == "back") {
    if (who.stage == Companion::Stage::Elder) {
      session.companion.reset();
    } else {
      who.stage = consent ? Companion::Stage::Helper : Companion::Stage::Elder;
      (consent ? who.helper : who.elder) = {};
      who.same_card = false;
    }
    session.phase = AtWork{};
    arrived();
  } else {
    return id != "home" && id != "help";
  }
  return true;
}

// The reader stays armed: the card that lies there is read once, the next one when it comes.
bool Turn::companion_card(const devices::CardRead& e) {
  Session& session = *s.session;
  if (!session.companion) return false;
  Companion& who = *session.companion;
  session.phase = AtWork{};
  switch (who.stage) {
    case Companion::Stage::Elder:
      who.elder = read_from(e.holder);
      who.stage = Companion::Stage::Helper;
      break;
    case Companion::Stage::Helper:
      who.same_card = number_of(who.elder) == e.holder.id_number.secret().reveal();
      if (who.same_card) break;
      who.helper = read_from(e.holder);
      who.stage = Companion::Stage::Consent;
      break;
    case Companion::Stage::Consent: return true;  // both are known: nobody is changed behind their backs
  }
  s.question.reset();
  arrived(who.same_card);
  return true;
}

}  // namespace bianmin::kiosk
