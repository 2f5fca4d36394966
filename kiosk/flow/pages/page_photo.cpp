// Photographs: look, take, keep or take again.
#include "i18n/format.hpp"
#include "kiosk/flow/pages/step_pages.hpp"

namespace bianmin::kiosk {

void build_body(const PageParts& parts, const PhotoStep& step, ui::Page& page) {
  const State& s = parts.state;
  const Session& session = *s.session;
  page.kind = ui::PageKind::Capture;
  const auto found = session.photos.find(step.field);
  const std::size_t kept = found == session.photos.end() ? 0 : found->second.size();
  const auto* asking = std::get_if<Asking>(&session.phase);
  if (asking != nullptr && asking->missing)
    page.blocks.emplace_back(ui::Callout{ui::CalloutKind::Warning, ui::Icon::Warning, {}, parts.text("photo.failed")});
  const auto number = [&](std::size_t n) { return i18n::number(s.language, static_cast<long long>(n)); };
  switch (session.camera) {
    case CameraUse::Live:
    case CameraUse::Taking: {
      page.blocks.emplace_back(ui::Photo{nullptr, parts.text(step.subject)});
      page.primary = parts.primary("photo:take", "photo.take");
      page.primary->enabled = session.camera == CameraUse::Live;
      page.secondary = parts.action("skip", kept == 0 ? "photo.skip" : "photo.enough");
      return;
    }
    case CameraUse::Judging:
      page.id += "/look";
      page.title = parts.text("photo.look.title");
      page.lead = parts.text("photo.look.lead");
      page.blocks.emplace_back(ui::Photo{session.shot ? session.shot->picture : nullptr, parts.text("photo.taken")});
      page.primary = parts.primary("photo:keep", "photo.keep");
      page.secondary = parts.action("photo:again", "photo.again");
      return;
    case CameraUse::Off: break;
  }
  if (kept == 0) {  // nothing to look through
    page.id += "/none";
    page.blocks.emplace_back(ui::Callout{ui::CalloutKind::Info, ui::Icon::Info, {}, parts.text("photo.no_camera")});
    page.primary = parts.primary("skip", "photo.skip");
    return;
  }
  page.id += "/kept";
  page.title = parts.text("photo.kept.title", {{"count", number(kept)}});
  page.lead = {};
  ui::Buttons drops;
  for (std::size_t i = 0; i < kept; ++i) {
    page.blocks.emplace_back(ui::Photo{found->second[i].picture, parts.text("photo.nth", {{"n", number(i + 1)}})});
    drops.actions.push_back(
        {"photo:drop:" + std::to_string(i), parts.text("photo.drop", {{"n", number(i + 1)}}), ui::Icon::Erase});
  }
  if (kept < step.most && s.camera_ready)
    drops.actions.push_back(parts.action("photo:more", "photo.more", ui::Icon::Plus));
  page.blocks.emplace_back(std::move(drops));
  page.primary = parts.primary("next", "action.next");
}

}  // namespace bianmin::kiosk
