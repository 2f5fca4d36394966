// What else the resident is entitled to.
#include "kiosk/flow/pages/step_pages.hpp"
#include "kiosk/flow/service/template.hpp"

namespace bianmin::kiosk {

void add_suggestions(const PageParts& parts, const DoneStep& step, ui::Page& page) {
  const State& s = parts.state;
  const Session& session = *s.session;
  if (!step.suggestions) return;
  if (session.suggestions_off) {
    page.blocks.emplace_back(ui::Paragraph{parts.text("suggest.off_done")});
    return;
  }
  const auto* rows = session.suggestions ? session.suggestions->list("rows") : nullptr;
  if (rows == nullptr) return;
  ui::Tiles tiles;
  for (const Record& row : *rows) {
    const Value* service = row.field("service");
    const ServiceSpec* spec = service == nullptr ? nullptr : s.content->service(service->text.reveal());
    if (spec == nullptr || spec->id == session.service || tiles.tiles.size() >= kMostSuggestions) continue;
    const Value* why = row.field("why");
    ui::Text note = why == nullptr ? spec->note.phrase(s.language) : format_value(*why, "", s.language, s.headphones);
    tiles.tiles.push_back(
        {"service:" + spec->id, spec->icon, spec->hue, spec->title.phrase(s.language), std::move(note), true});
  }
  if (tiles.tiles.empty()) return;
  page.blocks.emplace_back(ui::Paragraph{parts.text("suggest.title")});
  page.blocks.emplace_back(std::move(tiles));
  page.blocks.emplace_back(ui::Buttons{{parts.action("suggestions:off", "suggest.off")}});
}

}  // namespace bianmin::kiosk
