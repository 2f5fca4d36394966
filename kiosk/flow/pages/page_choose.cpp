// One question with ready answers.
#include "kiosk/flow/pages/step_pages.hpp"

namespace bianmin::kiosk {

void build_body(const PageParts& parts, const ChooseStep& step, ui::Page& page) {
  const Session& session = *parts.state.session;
  page.kind = ui::PageKind::Choice;
  ui::Choices choices;
  const auto chosen = session.values.text(step.field);
  for (const auto& option : step.options)
    choices.choices.push_back({"choose:" + option.value, parts.text(option.label), parts.text(option.note), option.icon,
                               chosen == option.value});
  for (auto& choice : choices.choices)
    if (choice.selected) say_selected(parts, choice.label);
  page.blocks.emplace_back(std::move(choices));
}

}  // namespace bianmin::kiosk
