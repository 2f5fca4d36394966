// Nobody there: a warning, twenty seconds and more to answer it, then everything of the resident goes.
#include <algorithm>

#include "kiosk/flow/turn/turn.hpp"
#include "kiosk/flow/visit/as_new.hpp"

namespace bianmin::kiosk {

void Turn::on(const Ticked&) {
  look_after_payment();
  look_for_help();
  look_who_is_there();
}

// A sensor that sees somebody, but nobody has done anything for very long: a coat, a cobweb, a sensor that hangs.
bool Turn::stands_there() const { return s.somebody_there.value_or(false) && s.now - s.last_sign < s.rules.untouched; }

void Turn::look_who_is_there() {
  // The clock may have been set back: nobody shall wait for a time that has moved away.
  s.last_touch = std::min(s.last_touch, s.now);
  s.left_at = std::min(s.left_at, s.now);
  s.last_sign = std::min(s.last_sign, s.now);
  const bool slow = s.view.style == ui::ViewStyle::Elder || s.headphones;
  // 慢慢办: nothing runs out while somebody is there.
  if (slow && stands_there()) s.last_touch = s.now;
  const bool not_believed = slow && s.somebody_there.value_or(false) && !stands_there();
  const bool left = s.somebody_there.has_value() && !*s.somebody_there && s.now - s.left_at >= s.rules.left_after;
  // Who waits for a clerk has nothing to touch.
  auto limit = slow || s.help_call ? s.rules.idle_elder : s.rules.idle;
  if (!slow && (step_as<DoneStep>() != nullptr || step_as<RateStep>() != nullptr))
    limit = std::min(limit, s.rules.done_stays);
  // Who pays looks at the telephone and touches nothing here.
  if (step_as<PayStep>() != nullptr) limit = std::max(limit, s.rules.idle_elder);
  if (!slow && left) limit = std::min(limit, s.rules.left_after);

  if (auto* question = s.question ? std::get_if<StillThere>(&*s.question) : nullptr) {
    question->until = slow && stands_there() ? s.now + s.rules.answer_within
                                             : std::min(question->until, s.now + s.rules.answer_within);
    if (s.now < question->until) return;
    s.question.reset();
    if (left_while_parking()) return reset_visitor();
    end_session(Visitor::Leaves);
    return;
  }
  const auto quiet = s.now - s.last_touch;
  if (!s.session) {
    if (!is_as_new(s) && (quiet >= limit || not_believed)) reset_visitor();
    return;
  }
  // While the terminal works the resident can do nothing: the time is not theirs, unless it never ends.
  s.session->working_since = std::min(s.session->working_since, s.now);
  if (at_work() && step_as<IdentifyStep>() == nullptr && s.now - s.session->working_since < s.rules.work_limit) {
    s.last_touch = s.now;
    return;
  }
  if (quiet < limit && !not_believed) return;
  s.question = StillThere{s.now + s.rules.answer_within};
  s.helping = false;
  arrived(true);
}

}  // namespace bianmin::kiosk
