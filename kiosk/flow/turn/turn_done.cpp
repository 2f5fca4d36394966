// The end of a service.
#include "kiosk/flow/turn/turn.hpp"

namespace bianmin::kiosk {

void Turn::begin(const DoneStep& step) { ask_suggestions(step); }

void Turn::press(const DoneStep& step, const std::string& id) {
  Session& session = *s.session;
  const bool stuck = std::holds_alternative<Stuck>(session.phase) || std::holds_alternative<Paused>(session.phase);
  if (id == "next") return next();
  if (id == "finish") return end_session(Visitor::Leaves);
  if (id == "reprint") reprint(step.reprint);
  if (press_paper(id)) return;
  if (press_suggestion(step, id)) return;
  if (id == "skip" && stuck) {  // the second sheet is not wanted any more
    if (!session.print_job.empty()) emit(CancelPrints{});
    session.print_job.clear();
    session.phase = Asking{};
    arrived();
  }
}

}  // namespace bianmin::kiosk
