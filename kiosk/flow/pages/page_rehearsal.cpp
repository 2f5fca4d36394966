// The pages of 练一练.
#include "kiosk/flow/pages/visit_pages.hpp"
#include "kiosk/flow/service/rehearsed_steps.hpp"

namespace bianmin::kiosk {
namespace {

ui::Text service_title(const PageParts& parts, const std::string& id) {
  const ServiceSpec* service = parts.state.content->service(id);
  return service == nullptr ? ui::Text{} : service->title.phrase(parts.state.language);
}

}  // namespace

void build_rehearsed(const PageParts& parts, ui::Page& page) {
  const auto& done = std::get<Rehearsed>(parts.state.where);
  page.id = "rehearsal/done";
  page.kind = ui::PageKind::Done;
  page.ribbon = parts.text("rehearse.ribbon");
  page.title = parts.text("rehearse.done");
  page.lead = parts.text("rehearse.done.lead", {{"service", service_title(parts, done.service)}});
  page.blocks.emplace_back(ui::Mark{ui::MarkKind::Ok});
  page.blocks.emplace_back(ui::Buttons{{parts.action("rehearse:again", "rehearse.again", ui::Icon::Refresh),
                                        parts.action("rehearse:other", "rehearse.other")}});
  page.home = parts.home();
  page.primary = parts.primary("rehearse:real", "rehearse.real");
}

bool build_rehearsed_step(const PageParts& parts, const StepSpec& step, ui::Page& page) {
  if (!parts.state.session->rehearsal) return false;
  if (const auto* identify = std::get_if<IdentifyStep>(&step.action)) {
    page.kind = ui::PageKind::Identify;
    page.lead = parts.text("rehearse.card.why");
    page.blocks.emplace_back(ui::Illustration{ui::Picture::CardOnReader, {}, false});
    if (identify->optional) page.secondary = parts.action("skip", "action.anonymous");
    page.primary = parts.primary("rehearse:card", "rehearse.card");
    return true;
  }
  if (!is_only_told_of(step)) return false;
  page.kind = ui::PageKind::Notice;
  ui::Picture picture = ui::Picture::Printing;
  std::string_view words = "rehearse.print";
  if (std::holds_alternative<SubmitStep>(step.action)) {
    words = "rehearse.submit";
    picture = ui::Picture::Waiting;
  } else if (std::holds_alternative<PayStep>(step.action)) {
    words = "rehearse.pay";
    picture = ui::Picture::PaymentCode;
  } else if (std::holds_alternative<PhotoStep>(step.action)) {
    words = "rehearse.photo";
    picture = ui::Picture::Waiting;
  }
  page.title = parts.text("rehearse.here");
  page.lead = parts.text(words);
  page.blocks.emplace_back(ui::Illustration{picture, {}, false});
  page.primary = parts.primary("next", "action.next");
  return true;
}

}  // namespace bianmin::kiosk
