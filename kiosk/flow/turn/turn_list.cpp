// One of the rows that the platform said.
#include "kiosk/flow/turn/pressed.hpp"
#include "kiosk/flow/turn/turn.hpp"

namespace bianmin::kiosk {

void Turn::begin(const ListStep& step) {
  Session& session = *s.session;
  const Record* source = session.values.record(step.rows);
  const auto* rows = source == nullptr ? nullptr : source->list("rows");
  if (rows == nullptr || rows->empty())
    session.phase = Empty{};
  else if (rows->size() == 1 && !step.always_ask)
    choose_row(step, 0);
}

void Turn::press(const ListStep& step, const std::string& id) {
  if (const auto n = number_after(id, "row:")) choose_row(step, *n);
}

void Turn::choose_row(const ListStep& step, std::size_t row) {
  const Record* source = s.session->values.record(step.rows);
  const auto* rows = source == nullptr ? nullptr : source->list("rows");
  if (rows == nullptr || row >= rows->size()) return;
  Record chosen = (*rows)[row];
  s.session->values.set(step.into, std::move(chosen));
  // A row that chose itself was no question: going back must not stop here.
  const bool asked = rows->size() > 1 || step.always_ask;
  const std::size_t index = s.session->step;
  leave_step();
  if (asked) s.session->trail.push_back(index);
  if (!return_to_review()) enter(index + 1);
}

}  // namespace bianmin::kiosk
