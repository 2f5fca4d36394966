// Whether somebody stands in front of the terminal.
#include "base/overloaded.hpp"
#include "kiosk/flow/turn/turn.hpp"

namespace bianmin::kiosk {

void Turn::on(const devices::PresenceEvent& event) {
  std::visit(base::Overloaded{
                 [&](const devices::PresenceChanged& e) {
                   if (s.somebody_there && *s.somebody_there == e.there) return;
                   s.somebody_there = e.there;
                   if (!e.there) {
                     s.left_at = s.now;
                     return;
                   }
                   // Whoever comes has the whole time to answer. It is no touch: it may be somebody else, and what the
                   // first one left must not stay for them.
                   auto* still = s.question ? std::get_if<StillThere>(&*s.question) : nullptr;
                   if (still != nullptr && stands_there()) still->until = s.now + s.rules.answer_within;
                 },
                 [&](const devices::PresenceLost&) { s.somebody_there.reset(); },
             },
             event);
}

}  // namespace bianmin::kiosk
