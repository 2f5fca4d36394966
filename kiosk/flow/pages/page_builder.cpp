#include "kiosk/flow/pages/page_builder.hpp"

#include "i18n/format.hpp"
#include "kiosk/flow/pages/page_parts.hpp"
#include "kiosk/flow/pages/visit_pages.hpp"

namespace bianmin::kiosk {
namespace {

void build_cannot(const PageParts& parts, ui::Page& page) {
  const auto& cannot = std::get<CannotStart>(parts.state.where);
  page.id = "cannot/" + cannot.service;
  page.kind = ui::PageKind::Error;
  page.title = parts.text("cannot.title");
  page.lead = parts.cannot(cannot.why);
  page.blocks.emplace_back(ui::Mark{ui::MarkKind::Warning});
  page.blocks.emplace_back(parts.code_note(cannot.why));
  page.back = parts.action("back", "action.back", ui::Icon::Back);
  page.home = parts.home();
}

void build_trouble(const PageParts& parts, ui::Page& page) {
  page.id = "trouble";
  page.kind = ui::PageKind::Trouble;
  page.title = parts.text("trouble.title");
  page.lead = parts.text("trouble.lead");
  page.blocks.emplace_back(ui::Illustration{ui::Picture::Trouble, {}, false});
  page.blocks.emplace_back(ui::Paragraph{
      parts.text("trouble.elsewhere", {{"phone", i18n::phone(parts.state.language, parts.state.rules.telephone)}})});
  page.blocks.emplace_back(parts.code_note(*parts.state.trouble));
}

void build_emergency(const PageParts& parts, const Notice& notice, ui::Page& page) {
  page.id = "emergency";
  page.kind = ui::PageKind::Notice;
  page.blocks.emplace_back(ui::Mark{ui::MarkKind::Warning});
  page.title = notice.title.phrase(parts.state.language);
  page.lead = notice.text.phrase(parts.state.language);
  page.primary = parts.primary("acknowledge", "notice.emergency.read");
}

ui::Dialog build_dialog(const PageParts& parts, const Question& question) {
  ui::Dialog dialog;
  if (const auto* still = std::get_if<StillThere>(&question)) {
    const auto left = std::max<long long>(0, (still->until - parts.state.now).count() / 1000);
    dialog.title = parts.text("timeout.title");
    // Who has filed or printed must not fear for it.
    const bool done = parts.state.session && parts.state.session->committed;
    dialog.text = parts.text(done ? "timeout.lead.done" : "timeout.lead",
                             {{"seconds", i18n::number(parts.state.language, left)}});
    dialog.actions = {parts.primary("stay", "action.still_here"),
                      parts.action("leave", done ? "action.finish" : "action.leave")};
  } else if (const auto* welcome = std::get_if<WelcomeBack>(&question)) {
    return build_welcome_back(parts, *welcome);
  } else if (std::holds_alternative<PaperComing>(question)) {
    dialog.title = parts.text("leave.paper.title");
    dialog.text = parts.text("leave.paper.text");
    dialog.actions = {parts.primary("stay", "leave.paper.wait"), parts.action("leave", "leave.paper.leave")};
  } else {
    dialog.title = parts.text("leave.title");
    dialog.text = parts.text("leave.text");
    dialog.actions = {parts.primary("stay", "action.continue"), parts.action("leave", "action.leave")};
  }
  return dialog;
}

// Where to go on: whoever listens can't see how much there is. A page that goes on by itself needs no key.
ui::Text keys_hint(const PageParts& parts, const ui::Page& page) {
  if (page.dialog) return parts.text("keys.hint.dialog");
  const auto count = static_cast<long long>(ui::own_stops(page));
  if (page.kind == ui::PageKind::Wait || count == 0) return {};
  const auto stops = ui::focus_stops(page);
  const bool groups = std::any_of(stops.begin(), stops.end(), [](const ui::FocusStop& stop) { return stop.opens; });
  return parts.text(groups ? "keys.hint.groups" : "keys.hint", {{"n", i18n::number(parts.state.language, count)}});
}

ui::Page build_whole_page(const State& state) {
  ui::Page page{.language = state.language};
  page.view = state.view;
  if (!state.content) {  // nothing to say it with: the caller shows the trouble page of the built-in texts
    page.id = "trouble";
    page.kind = ui::PageKind::Trouble;
    return page;
  }
  const PageParts parts{state};
  parts.frame(page);
  if (const Notice* notice = standing_emergency(state)) {
    build_emergency(parts, *notice, page);
    if (state.question) page.dialog = build_dialog(parts, *state.question);
    return page;
  }
  if (state.trouble) {
    build_trouble(parts, page);
    return page;
  }
  page.help = parts.help();
  if (state.helping) {
    build_help(parts, page);
    page.help.reset();
  } else if (state.session && state.session->parking) {
    build_parking(parts, page);
  } else if (state.session && current_step(state) != nullptr) {
    build_step(parts, page);
  } else if (std::holds_alternative<ChoosingRehearsal>(state.where)) {
    build_choosing_rehearsal(parts, page);
  } else if (std::holds_alternative<Rehearsed>(state.where)) {
    build_rehearsed(parts, page);
  } else if (std::holds_alternative<Resuming>(state.where)) {
    build_resuming(parts, page);
  } else if (std::holds_alternative<Parked>(state.where)) {
    build_parked(parts, page);
  } else if (std::holds_alternative<CannotStart>(state.where)) {
    build_cannot(parts, page);
  } else {
    build_home(parts, page);
  }
  if (!state.helping) add_visit_parts(parts, page);
  if (parts.elder() || state.headphones) page.repeat = parts.action("repeat", "action.repeat", ui::Icon::Sound);
  if (state.question) page.dialog = build_dialog(parts, *state.question);
  return page;
}

}  // namespace

ui::Page build_page(const State& state) {
  ui::Page page = build_whole_page(state);
  page.keys = state.keys;
  if (state.keys && state.content) page.keys_hint = keys_hint(PageParts{state}, page);
  return page;
}

}  // namespace bianmin::kiosk
