// A signature, or consent by a key for who can't draw one.
#include "kiosk/flow/pages/step_pages.hpp"

namespace bianmin::kiosk {

void build_body(const PageParts& parts, const SignStep& step, ui::Page& page) {
  const State& s = parts.state;
  const Session& session = *s.session;
  page.kind = ui::PageKind::Capture;
  page.blocks.emplace_back(ui::Paragraph{parts.text(step.statement)});
  ui::SignaturePad pad;
  pad.id = step.field;
  if (const auto strokes = session.strokes.find(step.field); strokes != session.strokes.end())
    pad.strokes = std::string(strokes->second.reveal());
  pad.label = parts.text("sign.label");
  pad.hint = parts.text(s.headphones ? "sign.hint.ear" : "sign.hint");
  const auto* asking = std::get_if<Asking>(&session.phase);
  if (asking != nullptr && asking->missing) pad.error = parts.text("sign.required");
  const bool drawn = !pad.strokes.empty();
  page.blocks.emplace_back(std::move(pad));
  // Who listens can't see where the finger draws: for them the key comes first.
  if (s.headphones) {
    page.primary = parts.primary("sign:key", "sign.key");
    if (drawn) page.secondary = parts.action("next", "sign.done");
    return;
  }
  ui::Buttons others;
  others.actions.push_back(parts.action("sign:key", "sign.key", ui::Icon::Hand));
  page.blocks.emplace_back(std::move(others));
  page.primary = parts.primary("next", "sign.done");
}

}  // namespace bianmin::kiosk
