// While the terminal works: it asks, files, prints.
#include "kiosk/flow/pages/step_pages.hpp"

namespace bianmin::kiosk {

void build_body(const PageParts& parts, const QueryStep& step, ui::Page& page) {
  const Session& session = *parts.state.session;
  if (std::holds_alternative<Empty>(session.phase)) return build_empty(parts, step.nothing, page);
  page.kind = ui::PageKind::Wait;
  const bool issuing = step.operation.starts_with("certificate.");
  page.blocks.emplace_back(
      ui::Illustration{ui::Picture::Waiting, parts.text(issuing ? "wait.title" : "wait.checking"), true});
}

void build_body(const PageParts& parts, const SubmitStep&, ui::Page& page) {
  page.kind = ui::PageKind::Wait;
  if (page.title.shown.empty()) page.title = parts.text("wait.sending");
  page.blocks.emplace_back(ui::Illustration{ui::Picture::Waiting, parts.text("wait.title"), true});
}

void build_body(const PageParts& parts, const PrintStep& step, ui::Page& page) {
  const Session& session = *parts.state.session;
  page.kind = ui::PageKind::Wait;
  if (const auto* paused = std::get_if<Paused>(&session.phase)) {
    build_paused(parts, paused->why, page);
    if (step.optional) page.secondary = parts.action("skip", "action.print.no");
    return;
  }
  page.blocks.emplace_back(ui::Illustration{ui::Picture::Printing, parts.text("wait.printing"), true});
}

}  // namespace bianmin::kiosk
