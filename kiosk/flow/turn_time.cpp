// Nobody there: a warning, twenty seconds and more to answer it, then everything of the resident goes.
#include "kiosk/flow/turn.hpp"

namespace bianmin::kiosk {

void Turn::on(const Ticked&) { look_who_is_there(); }

void Turn::look_who_is_there() {
  const bool elder = s.view.style == ui::ViewStyle::Elder || s.headphones;
  const auto limit = elder ? s.rules.idle_elder : s.rules.idle;

  if (const auto* question = s.question ? std::get_if<StillThere>(&*s.question) : nullptr) {
    if (s.now < question->until) return;
    s.question.reset();
    end_session(Visitor::Leaves);
    return;
  }
  const auto quiet = s.now - s.last_touch;
  if (!s.session) {
    const bool as_new = s.language == s.rules.languages.front() && s.view == ui::View{} && !s.helping &&
                        s.voice_on == s.rules.voice_on && std::holds_alternative<AtHome>(s.where);
    if (!as_new && !s.headphones && quiet >= limit) reset_visitor();
    return;
  }
  // While the terminal works the resident can do nothing: the time is not theirs.
  if (at_work() && step_as<IdentifyStep>() == nullptr) {
    s.last_touch = s.now;
    return;
  }
  if (quiet < limit) return;
  s.question = StillThere{s.now + s.rules.answer_within};
  s.helping = false;
  arrived(true);
}

}  // namespace bianmin::kiosk
