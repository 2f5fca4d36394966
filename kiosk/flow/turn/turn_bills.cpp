// Ticking the bills that shall be paid.
#include "kiosk/flow/service/bills.hpp"
#include "kiosk/flow/turn/pressed.hpp"
#include "kiosk/flow/turn/turn.hpp"

namespace bianmin::kiosk {

void Turn::begin(const BillsStep& step) {
  Session& session = *s.session;
  std::vector<Record> bills = payable(session.values, step.rows);
  if (bills.empty()) {
    session.phase = Empty{};
    return;
  }
  // Who comes back finds the ticks as they were, as far as the bills are still there.
  if (session.values.record(step.into) != nullptr)
    std::erase_if(bills,
                  [&](const Record& bill) { return !has_bill(session.values, step, bill.field("id")->text.reveal()); });
  const bool single = bills.size() == 1 && payable(session.values, step.rows).size() == 1;
  session.values.set(step.into, record_of_bills(std::move(bills)));
  if (!single) return;
  // One bill is no question; going back must not stop here.
  const std::size_t index = session.step;
  leave_step();
  if (!return_to_review()) enter(index + 1);
}

void Turn::press(const BillsStep& step, const std::string& id) {
  Session& session = *s.session;
  const Record* chosen = session.values.record(step.into);
  const auto* rows = chosen == nullptr ? nullptr : chosen->list("rows");
  if (rows == nullptr) return;
  if (id == "next") {
    if (!rows->empty()) return next();
    session.phase = Asking{.missing = true};
    return arrived(true);
  }
  const auto at = number_after(id, "bill:");
  const std::vector<Record> all = payable(session.values, step.rows);
  if (!at || *at >= all.size()) return;
  // In the order of the platform, whatever was ticked first.
  std::vector<Record> now;
  for (std::size_t i = 0; i < all.size(); ++i)
    if (has_bill(session.values, step, all[i].field("id")->text.reveal()) != (i == *at)) now.push_back(all[i]);
  session.values.set(step.into, record_of_bills(std::move(now)));
  session.phase = Asking{};
  if (s.voice_on && s.focus == id) say_focus();
}

}  // namespace bianmin::kiosk
