// The way home, and the end of a visit: nothing of its resident stays.
#include "kiosk/flow/turn/turn.hpp"

namespace bianmin::kiosk {

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
  if (would_lose(s)) {
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
    drop_fetched();
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
  s.keys = headphones;
  forget_help();
  leave_resuming();
  s.where = AtHome{};
  s.helping = false;
  s.last_touch = s.now;
  stop_speech();
  emit(SetVoice{s.voice});
}

}  // namespace bianmin::kiosk
