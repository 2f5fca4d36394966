// The first page, and the list of what can be practised: services under their headings.
#include <algorithm>

#include "i18n/format.hpp"
#include "kiosk/flow/pages/visit_pages.hpp"

namespace bianmin::kiosk {
namespace {

// The elder view's first page holds as many rows as can be read without turning it.
constexpr std::size_t kElderRows = 6;

// The gravest of the notices in force.
const Notice* banner(const State& state) {
  const Notice* gravest = nullptr;
  for (const auto& notice : state.notices)
    if (notice.from <= state.now && state.now < notice.until && (gravest == nullptr || notice.level > gravest->level))
      gravest = &notice;
  return gravest;
}

ui::Tile tile_of(const PageParts& parts, const ServiceSpec& service, std::string_view prefix) {
  const bool elder = parts.elder();
  const i18n::Language& language = parts.state.language;
  ui::Tile tile{std::string(prefix) + service.id, service.icon, service.hue, {}, {}, true};
  tile.title = (elder && !service.elder_title.empty() ? service.elder_title : service.title).phrase(language);
  tile.note = (elder && !service.elder_note.empty() ? service.elder_note : service.note).phrase(language);
  return tile;
}

ui::Tile service_tile(const PageParts& parts, const ServiceSpec& service) {
  ui::Tile tile = tile_of(parts, service, "service:");
  if (const auto why = why_not(parts.state, service)) {
    tile.note = parts.failure_short(*why);
    tile.hue = ui::Hue::Slate;
    tile.not_now = true;
  }
  return tile;
}

bool can_be_practised(const State& state) {
  return std::any_of(state.content->services.begin(), state.content->services.end(),
                     [](const ServiceSpec& each) { return each.rehearsal.has_value(); });
}

struct Group {
  std::string name;
  ui::Tiles tiles;
};

// In the order of each group's first service; services without a group stand in one of their own, last.
template <class MakeTile>
std::vector<Group> groups_of(const State& state, MakeTile&& tile) {
  std::vector<Group> groups;
  Group rest{"other", {}};
  for (const auto& service : state.content->services) {
    std::optional<ui::Tile> made = tile(service);
    if (!made) continue;
    if (service.group.empty()) {
      rest.tiles.tiles.push_back(*std::move(made));
      continue;
    }
    auto group = std::find_if(groups.begin(), groups.end(), [&](const Group& g) { return g.name == service.group; });
    if (group == groups.end()) group = groups.insert(groups.end(), Group{service.group, {}});
    group->tiles.tiles.push_back(*std::move(made));
  }
  if (!rest.tiles.tiles.empty()) groups.push_back(std::move(rest));
  return groups;
}

void add_groups(const PageParts& parts, std::vector<Group> groups, ui::Page& page) {
  for (auto& [name, tiles] : groups) {
    const auto count = static_cast<long long>(tiles.tiles.size());
    const ui::Text group = parts.text("group." + name);
    // How many there are is said, and seen anyhow.
    tiles.heading = {
        group.shown,
        parts.text("home.group", {{"group", group}, {"n", i18n::number(parts.state.language, count)}}).spoken};
    page.blocks.emplace_back(std::move(tiles));
  }
}

void add_all_services(const PageParts& parts, ui::Page& page) {
  const State& s = parts.state;
  auto groups = groups_of(s, [&](const ServiceSpec& service) { return std::optional(service_tile(parts, service)); });
  if (groups.empty()) groups.push_back({"other", {}});
  // What is no service stands with the last group, where looking for it ends.
  auto& last = groups.back().tiles.tiles;
  const ui::Hue hue = last.empty() ? ui::Hue::Teal : last.back().hue;
  if (offers_resume(s))
    last.push_back({"resume", ui::Icon::Pause, hue, parts.text("action.resume"), parts.text("home.resume"), true});
  if (can_be_practised(s))
    last.push_back(
        {"rehearse", ui::Icon::Pencil, hue, parts.text("action.rehearse"), parts.text("home.rehearse"), true});
  add_groups(parts, std::move(groups), page);
}

// What the elderly come for most, in rows of their own order, and the way to all the rest.
void add_elder_services(const PageParts& parts, ui::Page& page) {
  const State& s = parts.state;
  std::vector<const ServiceSpec*> first;
  for (const auto& service : s.content->services)
    if (service.elder_home) first.push_back(&service);
  std::stable_sort(first.begin(), first.end(),
                   [](const ServiceSpec* a, const ServiceSpec* b) { return a->elder_order < b->elder_order; });
  if (first.size() > kElderRows) first.resize(kElderRows);
  ui::Tiles tiles;
  for (const auto* service : first) tiles.tiles.push_back(service_tile(parts, *service));
  page.blocks.emplace_back(std::move(tiles));
  ui::Buttons more;
  if (offers_resume(s)) more.actions.push_back(parts.action("resume", "action.resume", ui::Icon::Pause));
  if (can_be_practised(s)) more.actions.push_back(parts.action("rehearse", "action.rehearse", ui::Icon::Pencil));
  if (first.size() < s.content->services.size()) more.actions.push_back(parts.action("all", "action.all_services"));
  if (!more.actions.empty()) page.blocks.emplace_back(std::move(more));
}

}  // namespace

void build_home(const PageParts& parts, ui::Page& page) {
  const State& s = parts.state;
  const bool all = std::get<AtHome>(s.where).all;
  page.id = all ? "home/all" : "home";
  page.kind = ui::PageKind::Home;
  page.title = parts.text(parts.elder() ? "home.title.elder" : "home.title");
  page.lead = parts.text(parts.elder() ? "home.lead.elder" : "home.lead");
  if (s.card_left)
    page.blocks.emplace_back(ui::Callout{ui::CalloutKind::Warning, ui::Icon::Card, {}, parts.text("home.card_left")});
  if (parts.elder() && !all)
    add_elder_services(parts, page);
  else
    add_all_services(parts, page);
  if (const Notice* notice = banner(s))
    page.blocks.emplace_back(
        ui::Callout{notice->level == NoticeLevel::Info ? ui::CalloutKind::Info : ui::CalloutKind::Warning,
                    ui::Icon::Bell, notice->title.phrase(s.language), notice->text.phrase(s.language)});
  page.status = parts.status();
  if (all) page.back = parts.action("back", "action.back", ui::Icon::Back);
}

void build_choosing_rehearsal(const PageParts& parts, ui::Page& page) {
  page.id = "rehearsal";
  page.kind = ui::PageKind::List;
  page.ribbon = parts.text("rehearse.ribbon");
  page.title = parts.text("rehearse.choose");
  page.lead = parts.text("rehearse.choose.lead");
  add_groups(parts,
             groups_of(parts.state,
                       [&](const ServiceSpec& service) {
                         return service.rehearsal ? std::optional(tile_of(parts, service, "rehearse:")) : std::nullopt;
                       }),
             page);
  page.back = parts.action("back", "action.back", ui::Icon::Back);
  page.home = parts.home();
}

}  // namespace bianmin::kiosk
