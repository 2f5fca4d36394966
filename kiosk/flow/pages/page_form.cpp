// A question answered in writing.
#include "i18n/format.hpp"
#include "kiosk/flow/pages/step_pages.hpp"
#include "kiosk/flow/service/characters.hpp"

namespace bianmin::kiosk {
void build_body(const PageParts& parts, const FormStep& step, ui::Page& page) {
  const State& s = parts.state;
  const Session& session = *parts.state.session;
  page.kind = ui::PageKind::Form;
  const auto value = session.values.text(step.field);
  ui::Field field;
  field.id = step.field;
  field.kind = step.input;
  field.label = parts.text(step.label);
  field.hint = parts.text(step.hint);
  field.value = std::string(value);
  field.max_characters = step.max_characters;
  if (step.input == ui::FieldKind::Chinese || step.input == ui::FieldKind::English)
    field.counter =
        parts.text("form.written", {{"count", i18n::number(s.language, static_cast<long long>(characters(value)))},
                                    {"most", i18n::number(s.language, static_cast<long long>(step.max_characters))}});
  // Not "no characters written": that is no way to say it.
  if (value.empty() && !field.counter.spoken.empty())
    field.counter.spoken = parts
                               .text("form.written.none",
                                     {{"most", i18n::number(s.language, static_cast<long long>(step.max_characters))}})
                               .spoken;
  const auto* asking = std::get_if<Asking>(&session.phase);
  if (const char* wrong = asking != nullptr && asking->missing ? form_error(step, value) : nullptr)
    field.error = parts.text(wrong);
  if (asking != nullptr && asking->full) field.error = parts.text("form.full");
  if (asking != nullptr && asking->memo_failed) field.error = parts.text("memo.failed");
  field.memo = memo_of(parts, step);
  const bool recording = field.memo && field.memo->state == ui::Memo::State::Recording;
  const bool spoken = session.memos.contains(step.field);
  for (const auto& phrase : step.phrases) field.phrases.push_back(parts.text(phrase));
  page.blocks.emplace_back(std::move(field));
  if (recording) return;  // its one button is there
  page.primary = parts.primary("next", "action.next");
  if (!step.required && value.empty() && !spoken) page.secondary = parts.action("skip", "action.skip");
}

}  // namespace bianmin::kiosk
