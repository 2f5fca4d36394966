#include "ui/screen/builder.hpp"

#include <cmath>

namespace bianmin::ui {

// Chinese breaks anywhere; a word is what has only Latin letters or Korean syllables.
static bool is_kept_whole(std::string_view word) {
  for (std::size_t i = 0; i < word.size();) {
    const auto lead = static_cast<unsigned char>(word[i]);
    if (lead >= 0x80U && (lead < 0xEAU || lead > 0xEDU)) return false;
    i += lead < 0x80U ? 1 : 3;
  }
  return true;
}

Builder::Builder(const Page& page, const Theme& theme, const TextMeasurer& measurer, const Words& words,
                 const LocalState& local, Layout& out)
    : page_(page), theme_(&theme), measurer_(measurer), words_(words), local_(local), out_(out) {}

Size Builder::size_of(const std::string& text, const TextStyle& style, double width, std::size_t bold) const {
  if (text.empty()) return {};
  return measurer_.measure(text, style, width, bold);
}

double Builder::height_of(const Text& text, TextRole role, double width) const {
  return size_of(text.shown, theme_->text(role), width).height;
}

TextStyle Builder::snug(const std::string& words, TextStyle style, double width) const {
  const Theme& t = *theme_;
  const bool roomy = t.portrait() && t.window().width >= 1000;
  const double least = t.least_text() * (roomy ? t.enlarged() : std::min(1.5, t.enlarged()));
  if (words.empty() || (style.size <= least && !gives_way_) || size_of(words, style).width <= width) return style;
  double longest = 0;
  for (std::size_t at = 0; at < words.size();) {
    // "2026-01-02" is one word.
    std::size_t end = std::min(words.find_first_of(" -/", at), words.size());
    while (end + 1 < words.size() && words[end] != ' ' && std::isdigit(static_cast<unsigned char>(words[end + 1])) != 0)
      end = std::min(words.find_first_of(" -/", end + 1), words.size());
    const std::string word = words.substr(at, end - at);
    if (!word.empty() && is_kept_whole(word)) longest = std::max(longest, size_of(word, style).width);
    at = end + 1;
  }
  // In the page's middle a word is rather small than broken.
  if (longest > width)
    style.size =
        std::max(gives_way_ && !roomy ? t.least_text() : least, std::floor(style.size * width / longest * 2 - 1) / 2);
  const double lines = std::round(size_of(words, style, width).height / (style.size * style.leading));
  if (lines < 2) return style;
  for (const double share : {0.94, 0.88, 0.82}) {
    TextStyle smaller = style;
    smaller.size = std::floor(style.size * share * 2) / 2;
    if (smaller.size < least) break;
    if (std::round(size_of(words, smaller, width).height / (smaller.size * smaller.leading)) < lines) return smaller;
  }
  return style;
}

double Builder::even_width(const std::string& words, const TextStyle& style, double width) const {
  const double height = size_of(words, style, width).height;
  if (height < style.size * style.leading * 1.5) return width;
  double narrow = width * 0.5, wide = width;
  while (wide - narrow > style.size * 0.25) {
    const double middle = std::floor((narrow + wide) / 2);
    const bool kept =
        size_of(words, style, middle).height <= height + 0.5 && size_of(words, style, middle).width <= middle + 1;
    (kept ? wide : narrow) = middle;
  }
  return wide;
}

std::vector<std::string> Builder::lines_of(const std::string& text, const TextStyle& style, double width) const {
  std::vector<std::string> lines;
  std::size_t start = 0;
  for (const std::size_t end : measurer_.line_ends(text, style, width)) {
    std::string line = text.substr(start, end - start);
    while (!line.empty() && (line.back() == '\n' || line.back() == ' ')) line.pop_back();
    lines.push_back(std::move(line));
    start = end;
  }
  return lines;
}

void Builder::add(const Rect& rect, decltype(Item::what) what) {
  out_.items.push_back({rect, std::move(what), layer_});
}

void Builder::box(const Rect& rect, double radius, std::optional<Colour> fill, std::optional<Colour> edge,
                  double width) {
  add(rect, BoxItem{radius, fill, edge, width});
}

double Builder::text(const Rect& rect, const std::string& text, const TextStyle& style, Colour colour,
                     std::size_t bold) {
  if (text.empty()) return 0;
  const double height = size_of(text, style, rect.width, bold).height;
  add({rect.x, rect.y, rect.width, height}, TextItem{text, style, colour, bold});
  return height;
}

double Builder::text(const Rect& rect, const Text& shown, TextRole role, Colour colour, Align align) {
  return text(rect, shown.shown, theme_->text(role, align), colour);
}

void Builder::text_middle(const Rect& rect, const std::string& words, const TextStyle& style, Colour colour) {
  const double height = size_of(words, style, rect.width).height;
  text({rect.x, std::round(rect.y + (rect.height - height) / 2), rect.width, height}, words, style, colour);
}

void Builder::icon(const Rect& rect, Icon icon, Colour colour, double stroke) {
  if (icon != Icon::None) add(rect, IconItem{icon, colour, stroke});
}

void Builder::target(std::string id, TargetKind kind, const Rect& rect, double radius, bool enabled) {
  out_.targets.push_back({std::move(id), kind, rect, radius, enabled, layer_});
}

void Builder::spot(const ActionId& id, const Rect& rect, double radius) {
  if (out_.spots.empty() || out_.spots.back().id != id) {
    out_.spots.push_back({id, rect, radius});
    return;
  }
  // Lines of one text: the ring goes round them all.
  Rect& whole = out_.spots.back().rect;
  const double right = std::max(whole.right(), rect.right()), bottom = std::max(whole.bottom(), rect.bottom());
  whole.x = std::min(whole.x, rect.x);
  whole.y = std::min(whole.y, rect.y);
  whole.width = right - whole.x;
  whole.height = bottom - whole.y;
}

void Builder::pressable(const ActionId& id, const Rect& rect, double radius, bool enabled, bool selected) {
  const Palette& c = colours();
  box(rect, radius, enabled ? (selected ? c.action_light : c.surface) : c.disabled_surface,
      enabled ? (selected ? c.action : c.edge) : c.line, theme_->control_edge() * (selected ? 2 : 1));
  target(id, TargetKind::Action, rect, radius, enabled);
  spot(id, rect, radius);
}

Size Builder::label_size(Icon icon, const std::string& words, TextRole role, double width) const {
  const double mark = icon == Icon::None ? 0 : std::round(theme_->text(role).size * 1.45);
  const TextStyle style = snug(words, theme_->text(role), width - mark);
  const Size text = size_of(words, style, width - mark);
  return {text.width + mark, std::max(text.height, icon == Icon::None ? 0 : style.size * 1.15)};
}

void Builder::label(const Rect& rect, Icon sign, const std::string& words, TextRole role, Colour colour) {
  TextStyle style = theme_->text(role);
  const double mark_size = sign == Icon::None ? 0 : std::round(style.size * 1.1);
  const double mark = sign == Icon::None ? 0 : std::round(style.size * 1.45);
  style = snug(words, style, rect.width - mark);
  const Size text_size = size_of(words, style, rect.width - mark);
  const double left = std::round(rect.x + (rect.width - text_size.width - mark) / 2);
  icon({left, std::round(rect.y + (rect.height - mark_size) / 2), mark_size, mark_size}, sign, colour);
  if (sign == Icon::None) style.align = Align::Centre;
  const double x = sign == Icon::None ? rect.x : left + mark;
  text({x, std::round(rect.y + (rect.height - text_size.height) / 2), rect.right() - x, text_size.height}, words, style,
       colour);
}

Size Builder::button_size(const Action& action, double width, TextRole role) const {
  const double pad_x = theme_->px(36), pad_y = theme_->px(20);
  // The words may come nearer to the edges before they break.
  const Size words = label_size(action.icon, action.label.shown, role, width - 2 * theme_->px(16));
  return {std::max(words.width + 2 * pad_x + 1, theme_->target()), std::max(words.height + 2 * pad_y, theme_->px(100))};
}

void Builder::button(const Rect& rect, const Action& action, TextRole role) {
  const Palette& c = colours();
  const double radius = theme_->button_radius();
  const bool primary = action.emphasis == Emphasis::Primary;
  Colour ink = primary ? c.on_action : action.selected ? c.action_dark : c.ink;
  if (!action.enabled) ink = c.ink2;
  if (primary && action.enabled) {
    box(rect, radius, c.action);
    target(action.id, TargetKind::Action, rect, radius);
    spot(action.id, rect, radius);
  } else {
    pressable(action.id, rect, radius, action.enabled, action.selected);
  }
  label(rect.inset(theme_->px(16), 0), action.icon, action.label.shown, role, ink);
}

void Builder::card(const Rect& rect, CardLook look) {
  const Palette& c = colours();
  const double radius = theme_->card_radius(), thin = theme_->hairline();
  switch (look) {
    case CardLook::Plain: box(rect, radius, c.surface, c.line, thin); break;
    case CardLook::Info:
      box(rect, radius, c.action_light, c.flat_marks ? std::optional(c.edge) : std::nullopt, thin);
      break;
    case CardLook::Ok: box(rect, radius, c.ok_light, c.flat_marks ? std::optional(c.ok) : std::nullopt, thin); break;
    case CardLook::Warning:
      box(rect, radius, c.warn_light, c.flat_marks ? std::optional(c.warn) : std::nullopt, thin);
      break;
    case CardLook::Error: box(rect, radius, c.error_light, c.error, thin); break;
  }
}

ActionId Builder::text_stop() { return "text:" + std::to_string(block_) + "." + std::to_string(stops_++); }

int Builder::new_card(CardLook look) {
  cards_.push_back(look);
  return static_cast<int>(cards_.size());
}

}  // namespace bianmin::ui
