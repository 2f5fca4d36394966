// The pages of 先让后面的人 and 接着办.
#include "kiosk/flow/pages/visit_pages.hpp"

namespace bianmin::kiosk {

bool offers_resume(const State& state) { return state.parked > 0; }

void build_resuming(const PageParts& parts, ui::Page& page) {
  const auto& resuming = std::get<Resuming>(parts.state.where);
  page.id = "resume";
  page.kind = ui::PageKind::Identify;
  page.title = parts.text("park.resume.title");
  page.lead = parts.text("park.resume.lead");
  if (resuming.why) {
    page.id += "/nothing";
    page.lead = parts.text("park.not_found");
  }
  ui::Illustration picture{ui::Picture::CodeToScanner,
                           parts.text(resuming.ticket != 0 ? "park.looking" : "park.resume.waiting"), true};
  if (parts.state.card_left) picture.caption = parts.text("identify.card_left");
  page.blocks.emplace_back(std::move(picture));
  page.back = parts.action("back", "action.back", ui::Icon::Back);
  page.home = parts.home();
}

void build_parked(const PageParts& parts, ui::Page& page) {
  const auto& parked = std::get<Parked>(parts.state.where);
  page.id = "parked";
  page.kind = ui::PageKind::Done;
  page.title = parts.text("park.done");
  page.lead = parts.text(parked.slip && parked.card ? "park.done.both"
                         : parked.slip              ? "park.done.slip"
                                                    : "park.done.card");
  page.blocks.emplace_back(ui::Mark{ui::MarkKind::Ok});
  page.blocks.emplace_back(ui::Callout{ui::CalloutKind::Info, ui::Icon::Clock, {}, parts.text("park.done.until")});
  if (parts.state.card_left)
    page.blocks.emplace_back(ui::Callout{ui::CalloutKind::Warning, ui::Icon::Card, {}, parts.text("home.card_left")});
  page.home = parts.home();
  page.primary = parts.primary("finish", "park.leave");
}

void build_parking(const PageParts& parts, ui::Page& page) {
  page.id = "parking";
  page.kind = ui::PageKind::Wait;
  page.title = parts.text("park.wait");
  page.lead = parts.text("park.wait.lead");
  const bool prints = !parts.state.session->print_job.empty();
  page.blocks.emplace_back(ui::Illustration{prints ? ui::Picture::Printing : ui::Picture::Waiting,
                                            parts.text(prints ? "wait.printing" : "wait.title"), true});
  page.home = parts.home();
}

ui::Dialog build_welcome_back(const PageParts& parts, const WelcomeBack& welcome) {
  const ServiceSpec* service = parts.state.content->service(welcome.service);
  ui::Dialog dialog;
  dialog.title = parts.text("park.welcome");
  dialog.text =
      parts.text("park.welcome.text",
                 {{"service", service == nullptr ? ui::Text{} : service->title.phrase(parts.state.language)}});
  dialog.actions = {parts.primary("resume", "action.resume"), parts.action("stay", "park.welcome.not_now")};
  return dialog;
}

}  // namespace bianmin::kiosk
