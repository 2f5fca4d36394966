// The help page, and what stands on every page of a visit.
#include "i18n/format.hpp"
#include "kiosk/flow/pages/visit_pages.hpp"

namespace bianmin::kiosk {
namespace {

using Stage = HelpCall::Stage;

// How the page looks: what the four tools at its head have no room for.
void add_view_tools(const PageParts& parts, ui::Page& page) {
  const ui::View& view = parts.state.view;
  ui::Buttons looks;
  const auto tool = [&](const char* id, std::string_view key, ui::Icon icon, bool selected) {
    looks.actions.push_back(parts.action(id, key, icon));
    looks.actions.back().selected = selected;
  };
  tool("tool:contrast", "tool.contrast", ui::Icon::Eye, view.high_contrast);
  tool("tool:text_size", "tool.text_size", ui::Icon::Plus, view.text_percent > 100);
  tool("tool:low_reach", view.low_reach ? "tool.low_reach.off" : "tool.low_reach", ui::Icon::Hand, view.low_reach);
  if (parts.state.headphones) tool("tool:curtain", "tool.curtain", ui::Icon::Lock, view.curtain);
  page.blocks.emplace_back(std::move(looks));
}

ui::Text phone(const PageParts& parts) { return i18n::phone(parts.state.language, parts.state.rules.telephone); }

ui::Text coming(const PageParts& parts, const HelpCall& call) {
  if (call.who.empty()) return parts.text("help.coming");
  return parts.text("help.coming.who", {{"who", i18n::person_name(parts.state.language, call.who)}});
}

// The call as it stands: said only of what the platform has taken.
void add_call(const PageParts& parts, ui::Page& page) {
  const auto& call = parts.state.help_call;
  if (!call) {
    page.lead = parts.text("help.where", {{"phone", phone(parts)}});
    page.primary = parts.primary("help:call", "help.call");
    return;
  }
  switch (call->stage) {
    case Stage::Calling:
      page.id += "/calling";
      page.lead = parts.text("help.calling");
      break;
    case Stage::Waiting:
      page.id += "/waiting";
      page.title = parts.text("help.told");
      page.lead = parts.text("help.told.lead");
      page.blocks.emplace_back(ui::Illustration{ui::Picture::HelperComes, ui::Text{}, true});
      break;
    case Stage::Coming:
      page.id += "/coming";
      page.title = coming(parts, *call);
      page.lead = parts.text("help.coming.lead");
      page.blocks.emplace_back(ui::Illustration{ui::Picture::HelperComes, {}, true});
      break;
    case Stage::NotPossible:
      page.id += "/not-possible";
      page.title = parts.text("help.not_possible.title");
      page.lead = parts.text("help.not_possible", {{"phone", phone(parts)}});
      page.blocks.emplace_back(ui::Mark{ui::MarkKind::Warning});
      page.primary = parts.primary("help:call", "action.retry");
      return;
  }
  page.secondary = parts.action("help:cancel", "help.cancel");
}

}  // namespace

void build_help(const PageParts& parts, ui::Page& page) {
  page.id = "help";
  page.kind = ui::PageKind::Notice;
  page.title = parts.text("help.title");
  add_call(parts, page);
  if (can_park(parts.state))
    page.blocks.emplace_back(ui::Buttons{{parts.action("park", "action.park", ui::Icon::People)}});
  if (!parts.state.help_call) {
    page.blocks.emplace_back(ui::Callout{ui::CalloutKind::Info, ui::Icon::Hand, {}, parts.text("help.touch")});
    page.blocks.emplace_back(
        ui::Callout{ui::CalloutKind::Info, ui::Icon::Headphones, {}, parts.text("help.headphones")});
    page.blocks.emplace_back(ui::Callout{ui::CalloutKind::Info, ui::Icon::Lock, {}, parts.text("help.privacy")});
  }
  add_view_tools(parts, page);
  page.back = parts.action("back", "action.back", ui::Icon::Back);
  page.home = parts.home();
}

void add_visit_parts(const PageParts& parts, ui::Page& page) {
  const State& s = parts.state;
  if (const auto& call = s.help_call; call && call->stage == Stage::Coming)
    page.blocks.insert(page.blocks.begin(),
                       ui::Callout{ui::CalloutKind::Ok, ui::Icon::People, {}, coming(parts, *call)});
  if (!s.session) return;
  const Session& session = *s.session;
  if (session.rehearsal) page.ribbon = parts.text("rehearse.ribbon");
  if (const Record* helper = session.values.record("helper")) {
    const auto name = [&](const Record* person, std::string_view unnamed) {
      const Value* known = person == nullptr ? nullptr : person->field("name");
      return known == nullptr || known->empty() ? parts.text(unnamed)
                                                : i18n::person_name(s.language, known->text.reveal());
    };
    page.ribbon_icon = ui::Icon::People;
    page.ribbon = parts.text("companion.ribbon", {{"helper", name(helper, "companion.helper")},
                                                  {"elder", name(session.values.record("holder"), "companion.elder")}});
  }
  if (!session.greeting.empty())
    page.blocks.insert(
        page.blocks.begin(),
        ui::Callout{session.greeting == "park.welcome_back" ? ui::CalloutKind::Ok : ui::CalloutKind::Warning,
                    ui::Icon::Info,
                    {},
                    parts.text(session.greeting)});
  if ((parts.elder() || session.rehearsal) && !session.committed && !session.parking && !session.companion &&
      !session.payment) {
    page.undo = parts.action("undo", "action.undo");
    page.undo->enabled = can_undo(s);
  }
  if (parts.elder() && can_park(s)) page.park = parts.action("park", "action.park", ui::Icon::People);
}

}  // namespace bianmin::kiosk
