#include <cmath>

#include "ui/screen/blocks/blocks.hpp"

namespace bianmin::ui {
namespace {

// Back, home, say it again and help each have a place of their own that no page changes. Upright, the page's own
// actions stand in a row above; lying, between them and help.
enum class Form { Row, Stacked };

Form form_of(const Theme& t) {
  if (t.shape() == Shape::Wide)
    return t.enlarged() > 1.6 || (t.elder() && t.enlarged() > 1.2) ? Form::Stacked : Form::Row;
  if (t.shape() == Shape::Square) return t.elder() || t.enlarged() > 1.3 ? Form::Stacked : Form::Row;
  return t.elder() || t.enlarged() > 1.1 ? Form::Stacked : Form::Row;
}

// Where the page's own actions find no room beside the fixed ones they have a row of their own.
bool own_row(const Theme& t) {
  if (t.portrait()) return true;
  if (t.shape() == Shape::Square) return t.elder() || t.enlarged() > 1.05;
  return false;
}

struct Slots {
  Rect back, home, repeat, help;  // relative to the bar's first row
  double height;
};

double stacked_height(const Action& action, double width, Builder& b) {
  const Theme& t = b.theme();
  return b.height_of(action.label, TextRole::Button, width - t.px(16)) + t.text(TextRole::Button).size * 1.25 +
         t.px(36);
}

double height_of(const std::optional<Action>& action, double width, bool stacked, Builder& b) {
  if (!action) return 0;
  return stacked ? stacked_height(*action, width, b) : b.button_size(*action, width).height;
}

Slots slots_of(double width, Builder& b) {
  const Theme& t = b.theme();
  const Page& page = b.page();
  const Form form = form_of(t);
  const double margin = t.margin(), gap = t.px(24);
  const double inner = width - 2 * margin;
  Slots s{};
  double each = t.px(t.portrait() ? 228 : 244), wide = t.px(300), row = t.px(t.elder() ? 112 : 100);
  if (form == Form::Stacked)
    each = wide = t.shape() == Shape::Wide ? std::floor(t.px(t.elder() ? 275 : 250 * std::min(1.2, t.enlarged())))
                                           : std::floor((inner - 3 * gap) / 4);
  else if (t.elder() || t.enlarged() > 1.05) {
    each = std::round(each * std::max(t.enlarged(), 1.0) * 1.08);
    wide = std::round(wide * t.enlarged() * 1.08);
  }
  const bool stacked = form == Form::Stacked;
  for (const auto* a : {&page.back, &page.home}) row = std::max(row, height_of(*a, each, stacked, b));
  for (const auto* a : {&page.repeat, &page.help}) row = std::max(row, height_of(*a, wide, stacked, b));
  s.back = {margin, 0, each, row};
  s.home = {margin + each + gap, 0, each, row};
  s.repeat = {margin + 2 * (each + gap), 0, wide, row};
  s.help = {width - margin - wide, 0, wide, row};
  s.height = row;
  return s;
}

std::vector<const Action*> own_actions(const Page& page) {
  std::vector<const Action*> own;
  if (page.secondary) own.push_back(&*page.secondary);
  if (page.primary) own.push_back(&*page.primary);
  return own;
}

// Undo and "let the next one go first" stand above the page's own actions, upright and square; lying they are tools.
std::vector<const Action*> quiet_actions(const Page& page, const Theme& t) {
  std::vector<const Action*> quiet;
  if (t.shape() == Shape::Wide) return quiet;
  if (page.undo) quiet.push_back(&*page.undo);
  if (page.park) quiet.push_back(&*page.park);
  return quiet;
}

// On a square screen, where height is dear, the quiet actions and the page's own share a row if their words stay in a
// line each.
bool share_row(double width, Builder& b) {
  const Theme& t = b.theme();
  const auto own = own_actions(b.page());
  const auto quiet = quiet_actions(b.page(), t);
  if (t.shape() != Shape::Square || !own_row(t) || own.empty() || quiet.empty()) return false;
  const double count = static_cast<double>(own.size() + quiet.size());
  const double each = (width - 2 * t.margin() - t.gap() * (count - 1)) / count - t.px(32);
  const auto fits = [&](const Action& action, TextRole role) {
    return b.label_size(action.icon, action.label.shown, role, kNoLimit).width <= each;
  };
  return std::all_of(own.begin(), own.end(), [&](const Action* a) { return fits(*a, TextRole::Button); }) &&
         std::all_of(quiet.begin(), quiet.end(), [&](const Action* a) { return fits(*a, TextRole::KeyWord); });
}

double quiet_width(double width, const Theme& t) { return std::floor((width - 2 * t.margin() - t.gap()) / 2); }

double quiet_height(double width, Builder& b) {
  const Theme& t = b.theme();
  double height = 0;
  if (share_row(width, b)) return 0;
  for (const auto* action : quiet_actions(b.page(), t)) {
    const double words =
        b.label_size(action->icon, action->label.shown, TextRole::KeyWord, quiet_width(width, t) - t.px(32)).height;
    height = std::max({height, words + t.px(24), t.target(), t.px(84)});
  }
  return height > 0 ? height + t.px(t.portrait() ? 20 : 14) : 0;
}

double own_height(double width, Builder& b) {
  const Theme& t = b.theme();
  const auto own = own_actions(b.page());
  const double each = std::floor((width - 2 * t.margin() - t.gap() * static_cast<double>(own.size() - 1)) /
                                 static_cast<double>(std::max<std::size_t>(1, own.size())));
  double height = 0;
  for (const auto* action : own)
    height = std::max({height, b.button_size(*action, each).height, t.px(t.portrait() ? 112 : 96), t.target()});
  return height;
}

// The home page's line about network, printer and telephone, where nothing else stands at the left.
struct Status {
  std::string words;
  TextStyle style;
  double width, height;
};

bool has_status(const Page& page) {
  return own_actions(page).empty() && !page.back && !page.home && !page.status.shown.empty();
}

Status status_of(const Slots& slots, Builder& b) {
  const Theme& t = b.theme();
  Status status{};
  status.width = (b.page().repeat ? slots.repeat.x : slots.help.x) - t.margin() - t.px(36);
  status.words = b.page().status.shown;
  const TextStyle style = t.text(t.portrait() ? TextRole::Small : TextRole::Tool);
  status.style = b.snug(status.words, style, status.width);
  status.style.leading = 1.4;
  // Two lines are cut between two of its parts.
  constexpr std::string_view kBetween = " · ";
  if (b.size_of(status.words, status.style).width > status.width)
    if (const auto cut = status.words.rfind(kBetween); cut != std::string::npos)
      status.words.replace(cut, kBetween.size(), "\n");
  status.height = b.size_of(status.words, status.style, status.width).height;
  return status;
}

// Lying: the room between the fixed places.
Rect middle_of(const Slots& s, const Page& page, double gap) {
  const double left = page.repeat ? s.repeat.right() : page.home || page.back ? s.home.right() : s.back.x - gap;
  return {left + gap, 0, s.help.x - left - 2 * gap, s.height};
}

void draw_fixed(const std::optional<Action>& action, const Rect& rect, bool stacked, bool help, Builder& b) {
  if (!action) return;
  const Theme& t = b.theme();
  const Palette& c = b.colours();
  const Colour ink = !action->enabled ? c.ink2 : help ? c.action_dark : c.ink;
  b.pressable(action->id, rect, t.button_radius(), action->enabled, action->selected);
  if (help && action->enabled && !action->selected)
    b.box(rect, t.button_radius(), c.surface, c.action, t.control_edge() * 1.5);
  if (!stacked) {
    b.label(rect.inset(t.px(12), 0), action->icon, action->label.shown, TextRole::Button, ink);
    return;
  }
  const TextStyle style = t.text(TextRole::Button, Align::Centre);
  const double sign = std::round(style.size * 1.15);
  const double words = b.height_of(action->label, TextRole::Button, rect.width - t.px(16));
  double y = std::round(rect.centre().y - (sign + t.px(6) + words) / 2);
  b.icon({std::round(rect.centre().x - sign / 2), y, sign, sign}, action->icon, ink);
  y += sign + t.px(6);
  b.text({rect.x + t.px(8), y, rect.width - t.px(16), words}, action->label.shown, style, ink);
}

}  // namespace

double footer_height(double width, Builder& b) {
  const Theme& t = b.theme();
  const Slots slots = slots_of(width, b);
  double height = slots.height;
  const auto own = own_actions(b.page());
  if (own_row(t)) {
    if (!own.empty()) height += own_height(width, b) + t.px(t.portrait() ? 24 : 16);
  } else if (!own.empty()) {
    const Rect middle = middle_of(slots, b.page(), t.px(24));
    const double each = std::floor((middle.width - t.px(24)) / 2);
    for (const auto* action : own) height = std::max(height, b.button_size(*action, each).height);
  }
  if (has_status(b.page())) height = std::max(height, status_of(slots, b).height);
  return height + quiet_height(width, b) + 2 * t.px(t.portrait() ? 24 : 20);
}

namespace {

double base_of(const Rect& foot, const Slots& slots, const Theme& t) {
  return foot.bottom() - t.px(t.portrait() ? 24 : 20) - slots.height;
}

}  // namespace

void draw_help(Builder& b) {
  const Rect& foot = b.out().foot;
  const Slots slots = slots_of(foot.width, b);
  const Rect& slot = slots.help;
  const Rect at{slot.x, base_of(foot, slots, b.theme()) + slot.y, slot.width, slot.height};
  draw_fixed(b.page().help, at, form_of(b.theme()) == Form::Stacked, true, b);
}

void draw_footer(const Rect& rect, Builder& b) {
  const Theme& t = b.theme();
  const Palette& c = b.colours();
  const Page& page = b.page();
  b.box(rect, 0, c.surface);
  b.box({rect.x, rect.y, rect.width, t.hairline()}, 0, c.line);
  const Slots slots = slots_of(rect.width, b);
  const double pad = t.px(t.portrait() ? 24 : 20);
  const auto own = own_actions(page);
  // Fixed places are counted from the bottom.
  const double base = base_of(rect, slots, t);
  const double quiet = quiet_height(rect.width, b);
  const auto quiet_actions_here = quiet_actions(page, t);
  const bool shared = share_row(rect.width, b);
  const double own_row_height = own_row(t) && !own.empty() ? own_height(rect.width, b) : 0;
  const double columns = static_cast<double>(own.size() + (shared ? quiet_actions_here.size() : 0));
  const double each_own = std::floor((rect.width - 2 * t.margin() - t.gap() * (columns - 1)) / std::max(1.0, columns));
  double x = t.margin();
  for (const auto* action : quiet_actions_here) {
    const Rect at{x, rect.y + pad, shared ? each_own : quiet_width(rect.width, t),
                  shared ? own_row_height : quiet - t.px(t.portrait() ? 20 : 14)};
    b.pressable(action->id, at, t.tool_radius(), action->enabled);
    b.label(at.inset(t.px(16), 0), action->icon, action->label.shown, TextRole::KeyWord,
            action->enabled ? c.action_dark : c.ink2);
    x = at.right() + t.gap();
  }
  if (own_row(t) && !own.empty()) {
    x = shared ? x : t.margin();
    for (const auto* action : own) {
      b.button({x, rect.y + pad + quiet, each_own, own_row_height}, *action);
      x += each_own + t.gap();
    }
  } else if (!own.empty()) {
    const double gap = t.px(24);
    const Rect middle = middle_of(slots, page, gap);
    double right = middle.right();
    for (std::size_t i = own.size(); i-- > 0;) {
      const double most = std::floor((middle.width - gap) / 2);
      const double width = std::min(most, std::max(t.px(320), std::ceil(b.button_size(*own[i], most).width)));
      const double height = std::max(slots.height, b.button_size(*own[i], width).height);
      b.button({right - width, base + slots.height - height, width, height}, *own[i]);
      right -= width + gap;
    }
  }
  const auto at = [&](const Rect& slot) { return Rect{slot.x, base + slot.y, slot.width, slot.height}; };
  const bool stacked = form_of(t) == Form::Stacked;
  draw_fixed(page.back, at(slots.back), stacked, false, b);
  draw_fixed(page.home, at(slots.home), stacked, false, b);
  draw_fixed(page.repeat, at(slots.repeat), stacked, false, b);
  draw_fixed(page.help, at(slots.help), stacked, true, b);
  if (has_status(page)) {
    const Status status = status_of(slots, b);
    b.text_middle({t.margin(), rect.y, status.width, rect.height}, status.words, status.style, c.ink2);
  }
}

}  // namespace bianmin::ui
