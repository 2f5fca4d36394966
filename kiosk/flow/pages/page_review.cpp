// What is shown before it goes on.
#include <set>

#include "kiosk/flow/pages/step_pages.hpp"

namespace bianmin::kiosk {

void build_body(const PageParts& parts, const ReviewStep& step, ui::Page& page) {
  const Session& session = *parts.state.session;
  page.kind = ui::PageKind::Review;
  ui::Facts facts;
  std::set<std::string_view> offered;  // a step that gave two facts is corrected from the first
  for (const auto& fact : step.facts) {
    ui::Fact made{parts.text(fact.label), parts.text(fact.value), {}, {}};
    if (made.value.shown.empty()) continue;
    say_label_once(made);
    if (!fact.edit.empty() && !session.committed && offered.insert(fact.edit).second) {
      made.change = "edit:" + fact.edit;
      made.change_label = parts.text("action.edit");
    }
    facts.facts.push_back(std::move(made));
  }
  page.blocks.emplace_back(std::move(facts));
  if (step.table) page.blocks.emplace_back(table_of(parts, *step.table));
  if (ui::Text words = parts.text(step.callout); !words.shown.empty())
    page.blocks.emplace_back(ui::Callout{step.callout_kind, callout_icon(step.callout_kind), {}, std::move(words)});
  page.primary = ui::Action{"next", parts.text(step.confirm), ui::Icon::None, ui::Emphasis::Primary};
  if (!step.field.empty())
    page.secondary = ui::Action{"other", parts.text(step.other), ui::Icon::None, ui::Emphasis::Plain};
}

}  // namespace bianmin::kiosk
