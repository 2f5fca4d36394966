// 好差评: five levels, and why for the lowest two.
#include "kiosk/flow/pages/step_pages.hpp"

namespace bianmin::kiosk {

void build_body(const PageParts& parts, const RateStep& step, ui::Page& page) {
  const Session& session = *parts.state.session;
  page.kind = ui::PageKind::Choice;
  ui::Choices choices;
  const auto rating = session.values.text("rating");
  if (rating.empty()) {
    static constexpr const char* kLevels[] = {"", "rate.1", "rate.2", "rate.3", "rate.4", "rate.5"};
    for (int stars = 5; stars >= 1; --stars)
      choices.choices.push_back(
          {"rate:" + std::to_string(stars), parts.text(kLevels[stars]), {}, ui::Icon::Star, false});
    page.secondary = parts.action("skip", "rate.skip");
  } else {
    page.title = parts.text("rate.why");
    page.lead = {};
    for (const auto& reason : step.reasons) {
      const bool ticked = session.values.find("reason-" + reason.value) != nullptr;
      ui::Text label = parts.text(reason.label);
      if (ticked) say_selected(parts, label);
      choices.choices.push_back(
          {"reason:" + reason.value, std::move(label), parts.text(reason.note), reason.icon, ticked});
    }
    page.primary = parts.primary("next", "action.submit");
  }
  page.blocks.emplace_back(std::move(choices));
}

}  // namespace bianmin::kiosk
