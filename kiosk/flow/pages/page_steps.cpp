// The pages of a service's steps.
#include "kiosk/flow/pages/page_parts.hpp"
#include "kiosk/flow/pages/step_pages.hpp"
#include "kiosk/flow/pages/visit_pages.hpp"

namespace bianmin::kiosk {
namespace {

// The dots at the head of the page: one for each word that the steps carry, in order.
std::optional<ui::Progress> progress_of(const PageParts& parts) {
  const ServiceSpec& service = *current_service(parts.state);
  const Session& session = *parts.state.session;
  ui::Progress progress;
  std::string last;
  for (std::size_t i = 0; i < service.steps.size(); ++i) {
    const StepSpec& step = service.steps[i];
    if (step.progress.empty() || (i != session.step && !applies(step, session.values))) continue;
    const ui::Text& word = step.progress.phrase(parts.state.language);
    if (word.shown != last) progress.steps.push_back(word);
    last = word.shown;
    if (i <= session.step) progress.current = progress.steps.size() - 1;
  }
  if (progress.steps.size() < 2) return std::nullopt;
  return progress;
}

// Why no certificate is made of a record stands in the record too, and there in every language.
ui::Text reason_in_records(const PageParts& parts) {
  const State& s = parts.state;
  for (const StepSpec& step : current_service(s)->steps)
    if (const auto* query = std::get_if<QueryStep>(&step.action))
      if (const Record* record = s.session->values.record(query->into))
        if (const Value* why = record->field("not_eligible"); why != nullptr && why->label.has(s.language))
          return why->label.phrase(s.language);
  return {};
}

void build_stuck(const PageParts& parts, const StepSpec& step, const base::Failure& why, ui::Page& page) {
  page.id += "/stuck";
  page.kind = ui::PageKind::Error;
  page.title = parts.text("error.title");
  page.lead = parts.failure(why);
  if (why.code == base::FailureCode::NotEligible)
    if (ui::Text reason = reason_in_records(parts); !reason.shown.empty()) page.lead = std::move(reason);
  page.blocks.emplace_back(ui::Mark{ui::MarkKind::Warning});
  page.blocks.emplace_back(parts.code_note(why));
  // Asking again would only bring the same answer.
  const bool final = why.code == base::FailureCode::NotEligible || why.code == base::FailureCode::RequestRefused ||
                     why.code == base::FailureCode::BillPaid;
  const bool taken = why.code == base::FailureCode::SlotTaken;
  if (!final) page.primary = parts.primary("retry", taken ? "action.choose_again" : "action.retry");
  if (taken) page.title = parts.text("slot.taken.title");
  if (why.code == base::FailureCode::BillPaid) page.title = parts.text("pay.already.title");
  if (const auto* paper = std::get_if<PrintStep>(&step.action); paper && paper->optional) {
    // What was done is done; only its paper is missing.
    page.title = parts.text("print.stuck.title");
    page.secondary = parts.action("skip", "action.print.no");
  }
  if (std::holds_alternative<DoneStep>(step.action)) page.secondary = parts.action("skip", "action.print.no");
  if (const auto* identify = std::get_if<IdentifyStep>(&step.action); identify && identify->optional)
    page.secondary = parts.action("skip", "action.anonymous");
}

}  // namespace

void build_step(const PageParts& parts, ui::Page& page) {
  const State& s = parts.state;
  const Session& session = *s.session;
  const StepSpec& step = *current_step(s);
  page.id = session.service + "/" + step.id;
  page.personal = true;
  page.progress = progress_of(parts);
  page.title = parts.text(step.title);
  if (page.title.spoken.empty()) page.title = parts.text(current_service(s)->title);  // nothing to fill it with
  page.lead = parts.text(step.lead);
  page.home = parts.home();
  if (can_go_back(s)) page.back = parts.action("back", "action.back", ui::Icon::Back);
  if (session.companion) return build_companion(parts, *session.companion, page);
  if (build_rehearsed_step(parts, step, page)) return;
  if (const auto* stuck = std::get_if<Stuck>(&session.phase))
    build_stuck(parts, step, stuck->why, page);
  else
    std::visit([&](const auto& kind) { build_body(parts, kind, page); }, step.action);
}

}  // namespace bianmin::kiosk
