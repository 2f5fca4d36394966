// What pages of several kinds of steps have in common.
#include "kiosk/flow/pages/step_pages.hpp"
#include "kiosk/flow/service/template.hpp"

namespace bianmin::kiosk {

void say_selected(const PageParts& parts, ui::Text& label) {
  const State& s = parts.state;
  label.spoken.append(s.language.primary() == "zh" ? "，" : ", ").append(parts.text("voice.selected").spoken);
}

void build_empty(const PageParts& parts, const Template& words, ui::Page& page) {
  page.id += "/nothing";
  page.kind = ui::PageKind::Error;
  page.title = parts.text("list.empty");
  page.lead = words.empty() ? parts.text("nothing.lead") : parts.text(words);
  page.blocks.emplace_back(ui::Mark{ui::MarkKind::Warning});
}

void build_paused(const PageParts& parts, const base::Failure& why, ui::Page& page) {
  page.id += "/paused";
  page.title = parts.text("print.paused.title");
  page.lead = parts.failure(why);
  page.blocks.emplace_back(ui::Callout{ui::CalloutKind::Warning, ui::Icon::Warning, {}, parts.text("print.paused")});
  page.blocks.emplace_back(parts.code_note(why));
}

ui::Icon callout_icon(ui::CalloutKind kind) {
  switch (kind) {
    case ui::CalloutKind::Ok: return ui::Icon::Check;
    case ui::CalloutKind::Info: return ui::Icon::Info;
    case ui::CalloutKind::Warning:
    case ui::CalloutKind::Error: return ui::Icon::Warning;
  }
  return ui::Icon::Info;
}

void say_label_once(ui::Fact& fact) {
  std::string& said = fact.value.spoken;
  if (fact.label.spoken.empty() || !said.starts_with(fact.label.spoken)) return;
  std::size_t from = fact.label.spoken.size();
  for (const std::string_view between : {"，", ",", " "})
    if (std::string_view(said).substr(from).starts_with(between)) from += between.size();
  if (from < said.size()) said.erase(0, from);
}

ui::Table table_of(const PageParts& parts, const ReviewTable& spec) {
  const State& s = parts.state;
  const Session& session = *parts.state.session;
  ui::Table out;
  for (const auto& column : spec.columns) out.heads.push_back(parts.text(column.head));
  const Record* source = session.values.record(spec.rows);
  if (const auto* rows = source == nullptr ? nullptr : source->list("rows"))
    for (const Record& row : *rows) {
      auto& cells = out.rows.emplace_back();
      for (const auto& column : spec.columns) {
        const Value* value = row.field(column.field);
        cells.push_back(value == nullptr ? ui::Text{} : format_value(*value, column.format, s.language, s.headphones));
      }
    }
  return out;
}

}  // namespace bianmin::kiosk
