// Who is here?
#include "kiosk/flow/pages/step_pages.hpp"

namespace bianmin::kiosk {

void build_body(const PageParts& parts, const IdentifyStep& step, ui::Page& page) {
  const State& s = parts.state;
  const Session& session = *parts.state.session;
  page.kind = ui::PageKind::Identify;
  const bool reading = std::holds_alternative<Reading>(session.phase);
  const bool code = session.showing_code;
  if (code) {
    page.title = parts.text(step.accepts_slip ? "identify.code.title.slip" : "identify.code.title");
    page.lead = parts.text("identify.code.lead");
  }
  ui::Illustration picture{code ? ui::Picture::CodeToScanner : ui::Picture::CardOnReader, {}, true};
  picture.caption = parts.text(reading ? "identify.reading" : code ? "identify.code.waiting" : "identify.waiting");
  if (code && s.scanner_lost) {  // it would be waited for in vain
    picture.caption = parts.failure({base::FailureCode::CameraMissing, {}});
    picture.active = false;
  }
  if (s.card_left && !code) picture.caption = parts.text("identify.card_left");
  if (s.reader_failure && !code) picture.caption = parts.failure(*s.reader_failure);
  page.blocks.emplace_back(std::move(picture));
  ui::Buttons others;
  others.actions.push_back(code ? parts.action("method:card", "identify.with_social_card", ui::Icon::Card)
                                : parts.action("method:code",
                                               step.accepts_slip ? "identify.with_receipt" : "identify.with_code",
                                               ui::Icon::Code));
  if (step.companion) others.actions.push_back(parts.action("companion:start", "companion.start", ui::Icon::People));
  if (step.optional) others.actions.push_back(parts.action("skip", "action.anonymous", ui::Icon::Person));
  page.blocks.emplace_back(std::move(others));
}

}  // namespace bianmin::kiosk
