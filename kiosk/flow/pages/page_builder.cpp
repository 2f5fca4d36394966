#include "kiosk/flow/pages/page_builder.hpp"

#include "i18n/format.hpp"
#include "kiosk/flow/pages/page_parts.hpp"
#include "kiosk/flow/pages/visit_pages.hpp"

namespace bianmin::kiosk {
namespace {

// The elder view's first page holds as many rows as can be read without turning it.
constexpr std::size_t kElderRows = 5;

// The gravest of the notices in force.
const Notice* banner(const State& state) {
  const Notice* gravest = nullptr;
  for (const auto& notice : state.notices)
    if (notice.from <= state.now && state.now < notice.until && (gravest == nullptr || notice.level > gravest->level))
      gravest = &notice;
  return gravest;
}

void build_home(const PageParts& parts, ui::Page& page) {
  const State& s = parts.state;
  const bool all = std::get<AtHome>(s.where).all;
  page.id = all ? "home/all" : "home";
  page.kind = ui::PageKind::Home;
  page.title = parts.text(parts.elder() ? "home.title.elder" : "home.title");
  page.lead = parts.text(parts.elder() ? "home.lead.elder" : "home.lead");
  if (s.card_left)
    page.blocks.emplace_back(ui::Callout{ui::CalloutKind::Warning, ui::Icon::Card, {}, parts.text("home.card_left")});
  ui::Tiles tiles;
  std::size_t left_out = 0;
  for (const auto& service : s.content->services) {
    if (parts.elder() && !all && (!service.elder_home || tiles.tiles.size() >= kElderRows)) {
      ++left_out;
      continue;
    }
    ui::Tile tile{"service:" + service.id, service.icon, service.hue, {}, {}, true};
    const bool short_words = parts.elder() && !service.elder_title.empty();
    tile.title = ui::Text((short_words ? service.elder_title : service.title).in(s.language));
    const bool short_note = parts.elder() && !service.elder_note.empty();
    tile.note = ui::Text((short_note ? service.elder_note : service.note).in(s.language));
    if (const auto why = why_not(s, service)) {
      tile.note = parts.failure_short(*why);
      tile.hue = ui::Hue::Slate;
    }
    tiles.tiles.push_back(std::move(tile));
  }
  page.blocks.emplace_back(std::move(tiles));
  ui::Buttons more;
  if (left_out > 0) more.actions.push_back(parts.action("all", "action.all_services"));
  if (offers_resume(s)) more.actions.push_back(parts.action("resume", "action.resume", ui::Icon::Clock));
  if (std::any_of(s.content->services.begin(), s.content->services.end(),
                  [](const ServiceSpec& each) { return each.rehearsal.has_value(); }))
    more.actions.push_back(parts.action("rehearse", "action.rehearse", ui::Icon::Book));
  if (!more.actions.empty()) page.blocks.emplace_back(std::move(more));
  if (const Notice* notice = banner(s))
    page.blocks.emplace_back(
        ui::Callout{notice->level == NoticeLevel::Info ? ui::CalloutKind::Info : ui::CalloutKind::Warning,
                    ui::Icon::Bell, ui::Text(notice->title.in(s.language)), ui::Text(notice->text.in(s.language))});
  page.status = parts.status();
  if (all) page.back = parts.action("back", "action.back", ui::Icon::Back);
}

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
  page.title = ui::Text(notice.title.in(parts.state.language));
  page.lead = ui::Text(notice.text.in(parts.state.language));
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

}  // namespace

ui::Page build_page(const State& state) {
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

}  // namespace bianmin::kiosk
