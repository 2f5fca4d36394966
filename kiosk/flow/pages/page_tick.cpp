// Several of many.
#include "i18n/format.hpp"
#include "kiosk/flow/pages/step_pages.hpp"

namespace bianmin::kiosk {

void build_body(const PageParts& parts, const TickStep& step, ui::Page& page) {
  const State& s = parts.state;
  const auto ticked = s.session->values.text(step.field);
  page.kind = ui::PageKind::Choice;
  ui::Choices choices;
  choices.many = true;
  long long count = 0;
  for (const auto& option : step.options) {
    ui::Choice choice{"tick:" + option.value, parts.text(option.label), parts.text(option.note), option.icon,
                      is_ticked(ticked, option.value)};
    if (choice.selected) {  // seen by its tick; the ear needs the word
      ++count;
      say_selected(parts, choice.label);
    }
    choices.choices.push_back(std::move(choice));
  }
  const auto* asking = std::get_if<Asking>(&s.session->phase);
  if (asking != nullptr && (asking->missing || asking->full)) {
    const auto most = static_cast<long long>(step.most);
    page.blocks.emplace_back(ui::Callout{
        ui::CalloutKind::Warning,
        ui::Icon::Warning,
        {},
        asking->full
            ? parts.text("tick.full", {{"most", i18n::number(s.language, most)}})
            : parts.text("tick.missing", {{"least", i18n::number(s.language, static_cast<long long>(step.least))}})});
  }
  page.blocks.emplace_back(std::move(choices));
  page.blocks.emplace_back(ui::Paragraph{
      count == 0 ? parts.text("tick.none") : parts.text("tick.count", {{"count", i18n::number(s.language, count)}})});
  page.primary = parts.primary("next", "action.next");
}

}  // namespace bianmin::kiosk
