#include "kiosk/flow/turn/machine.hpp"

#include "kiosk/flow/turn/rehearsal.hpp"
#include "kiosk/flow/turn/turn.hpp"

namespace bianmin::kiosk {
namespace {

std::string emergency_of(const State& state) {
  const Notice* notice = standing_emergency(state);
  return notice == nullptr ? std::string() : notice->id;
}

}  // namespace

State initial_state(Rules rules) {
  State state;
  state.voice_on = rules.voice_on;
  if (rules.languages.empty()) rules.languages.push_back(i18n::kChinese);
  state.language = rules.languages.front();
  state.rules = std::move(rules);
  return state;
}

Effects advance(State& state, const Event& event, base::Instant now) {
  Effects effects;
  const std::string emergency = emergency_of(state);
  state.now = now;
  Turn turn(state, effects);
  turn.before(event);
  std::visit([&](const auto& e) { turn.on(e); }, event);
  turn.after(event);
  turn.finish(emergency);
  return effects;
}

void Turn::on(const Started& e) {
  s.seed = e.seed;
  s.last_touch = s.last_sign = s.now;
  emit(SetVoice{s.voice});
  arrived();
}

void Turn::on(const ui::ScreenTouched&) {
  s.keys = false;
  somebody_there();
  stop_speech();
}

void Turn::on(const ContentUnusable& e) {
  if (s.content && !s.content->services.empty()) return;  // the last good content goes on
  s.trouble = e.why;
  arrived(true);
}

void Turn::on(const ContentChanged& e) {
  if (!e.content) return;
  if (std::exchange(s.trouble, std::nullopt)) arrived();
  if (s.session) {
    s.next_content = e.content;  // a visit ends with the services it began with
    return;
  }
  s.content = e.content;
  if (const auto* cannot = std::get_if<CannotStart>(&s.where); cannot && !s.content->service(cannot->service))
    s.where = AtHome{};
}

void Turn::on(const NoticesChanged& e) {
  s.notices = e.notices;
  std::erase_if(s.seen_emergencies, [&](const std::string& id) {
    return std::none_of(s.notices.begin(), s.notices.end(), [&](const Notice& notice) { return notice.id == id; });
  });
}

void Turn::arrived(bool urgent) {
  arrived_ = true;
  urgent_ = urgent_ || urgent;
}

void Turn::finish(const std::string& emergency_before) {
  // An emergency begins and ends by its own time as well, without any event but the clock's.
  if (const std::string emergency = emergency_of(s); emergency != emergency_before) {
    arrived(!emergency.empty());
    if (!emergency.empty()) {  // it is heard before anything is asked, and who reads it has the whole time again
      s.question.reset();
      s.last_touch = s.now;
    }
  }
  if (!arrived_) return;
  s.focus.clear();
  stop_speech();
  if (s.voice_on || urgent_) emit(Announce{Announce::What::Arrival, urgent_});
}

void Turn::say_focus() {
  stop_speech();
  emit(Announce{Announce::What::Focus, false});
}

// Who touches anything has the whole time to answer "还在吗？" again.
void Turn::somebody_there() {
  s.last_touch = s.last_sign = s.now;
  // Somebody touches it while the sensor sees nobody: the sensor does not see this person, and is not believed.
  if (s.somebody_there && !*s.somebody_there) s.somebody_there.reset();
  if (auto* still = s.question ? std::get_if<StillThere>(&*s.question) : nullptr)
    still->until = s.now + s.rules.answer_within;
}

void Turn::emit(Effect effect) {
  if (s.session && s.session->rehearsal && leaves_the_terminal(effect)) return;
  out_.push_back(std::move(effect));
}

bool Turn::at_work() const { return s.session && std::holds_alternative<AtWork>(s.session->phase); }

base::Uuid Turn::new_uuid() {
  // Each use takes a stream of its own, so that the state needs to remember no generator.
  base::SeededRandom::Seed seed = s.seed;
  for (std::size_t i = 0; i < 8; ++i) seed[i] = static_cast<std::uint8_t>(seed[i] ^ (s.seed_uses >> (8 * i)));
  ++s.seed_uses;
  base::SeededRandom random(seed);
  return base::Uuid::v7(s.now, random);
}

}  // namespace bianmin::kiosk
