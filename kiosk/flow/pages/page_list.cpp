// One of the rows that the platform said.
#include "i18n/format.hpp"
#include "kiosk/flow/pages/step_pages.hpp"

namespace bianmin::kiosk {

void build_body(const PageParts& parts, const ListStep& step, ui::Page& page) {
  const State& s = parts.state;
  const Session& session = *parts.state.session;
  if (std::holds_alternative<Empty>(session.phase)) return build_empty(parts, {}, page);
  page.kind = ui::PageKind::List;
  ui::Choices choices;
  const Record* source = session.values.record(step.rows);
  if (const auto* rows = source == nullptr ? nullptr : source->list("rows"))
    for (std::size_t i = 0; i < rows->size(); ++i) {
      ui::Text title = parts.text(step.row_title, &(*rows)[i]);
      if (title.spoken.empty())  // the platform left out what the row is called by
        title = parts.text("voice.position", {{"n", i18n::number(s.language, static_cast<long long>(i) + 1)}});
      choices.choices.push_back(
          {"row:" + std::to_string(i), std::move(title), parts.text(step.row_note, &(*rows)[i]), step.icon, false});
    }
  page.blocks.emplace_back(std::move(choices));
}

}  // namespace bianmin::kiosk
