// Ticking the bills that shall be paid.
#include "kiosk/flow/pages/step_pages.hpp"
#include "kiosk/flow/service/bills.hpp"
#include "kiosk/flow/service/template.hpp"

namespace bianmin::kiosk {

void build_body(const PageParts& parts, const BillsStep& step, ui::Page& page) {
  const State& s = parts.state;
  const Values& values = s.session->values;
  const std::vector<Record> bills = payable(values, step.rows);
  if (std::holds_alternative<Empty>(s.session->phase) || bills.empty()) {
    page.id += "/nothing";
    page.kind = ui::PageKind::Error;
    page.title = parts.text("pay.nothing.title");
    page.lead = parts.text("pay.nothing.lead");
    page.blocks.emplace_back(ui::Mark{ui::MarkKind::Ok});
    return;
  }
  page.kind = ui::PageKind::Choice;
  const auto* asking = std::get_if<Asking>(&s.session->phase);
  if (asking != nullptr && asking->missing)
    page.blocks.emplace_back(ui::Callout{ui::CalloutKind::Warning, ui::Icon::Warning, {}, parts.text("bills.missing")});
  ui::Choices choices;
  choices.many = true;
  for (std::size_t i = 0; i < bills.size(); ++i) {
    ui::Choice choice{"bill:" + std::to_string(i), parts.text(step.row_title, &bills[i]),
                      parts.text(step.row_note, &bills[i]), ui::Icon::None,
                      has_bill(values, step, bills[i].field("id")->text.reveal())};
    if (choice.label.spoken.empty()) choice.label = format_value(*bills[i].field("amount"), "money", s.language, false);
    if (choice.selected) say_selected(parts, choice.label);
    choices.choices.push_back(std::move(choice));
  }
  page.blocks.emplace_back(std::move(choices));
  if (const Record* chosen = values.record(step.into)) {
    const Value* total = chosen->field("total");
    const Value* count = chosen->field("count");
    if (total != nullptr && count != nullptr)
      page.blocks.emplace_back(
          ui::Callout{ui::CalloutKind::Info,
                      ui::Icon::Wallet,
                      {},
                      parts.text("bills.total", {{"count", format_value(*count, "number", s.language, false)},
                                                 {"amount", format_value(*total, "money", s.language, false)}})});
  }
  page.primary = parts.primary("next", "action.next");
}

}  // namespace bianmin::kiosk
