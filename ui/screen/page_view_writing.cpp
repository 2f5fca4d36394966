
#include "base/secret.hpp"
#include "ui/screen/page_view.hpp"
#include "ui/screen/panel/panel.hpp"

// The part of PageView that writes: keys of the input panel, strokes, pinyin.
namespace bianmin::ui {
namespace {

constexpr std::size_t kCandidates = 24;

std::size_t count_characters(std::string_view text) {
  return static_cast<std::size_t>(
      std::count_if(text.begin(), text.end(), [](char c) { return (static_cast<unsigned char>(c) & 0xC0U) != 0x80U; }));
}

bool fits(FieldKind kind, std::string_view text) {
  const auto all = [&](auto allowed) { return std::all_of(text.begin(), text.end(), allowed); };
  const auto digit = [](char c) { return c >= '0' && c <= '9'; };
  switch (kind) {
    case FieldKind::Chinese: return true;
    case FieldKind::English: return all([](char c) { return c >= ' ' && c < 127; });
    case FieldKind::Digits:
    case FieldKind::Phone: return all(digit);
    case FieldKind::IdNumber: return all([&](char c) { return digit(c) || c == 'X'; });
    case FieldKind::Amount: return all([&](char c) { return digit(c) || c == '.'; });
  }
  return false;
}

}  // namespace

const Field* PageView::active_field() const { return ui::active_field(page_, local_.writing); }

Field* PageView::field() {
  // The page is our own copy; the model's search is for reading.
  return const_cast<Field*>(active_field());
}

void PageView::edit(std::string value) {
  Field* target = field();
  if (!target) return;
  const std::string id = target->id;
  base::wipe(target->value);
  target->value = value;
  relayout();
  send(TextEdited{id, std::move(value)});
}

void PageView::insert(const std::string& text) {
  Field* target = field();
  if (!target || text.empty() || !fits(target->kind, text)) return;
  if (target->max_characters > 0 && count_characters(target->value) + count_characters(text) > target->max_characters) {
    relayout();
    return;
  }
  if (target->kind == FieldKind::Amount && text == "." &&
      (target->value.empty() || target->value.find('.') != std::string::npos))
    return;
  if (target->kind == FieldKind::IdNumber && text == "X" && target->value.size() != 17) return;
  edit(target->value + text);
}

void PageView::erase() {
  if (local_.writing.following) forget_candidates();
  if (!local_.writing.code.empty()) {
    local_.writing.code.pop_back();
    take_strokes();
    return;
  }
  if (!local_.writing.strokes.empty()) {
    // The last stroke goes first: what was meant is the character being written.
    local_.writing.strokes.clear();
    local_.writing.candidates.clear();
    local_.writing.candidate_offset = 0;
    relayout();
    return;
  }
  if (!local_.writing.composition.empty() && methods_.pinyin) {
    take_pinyin(methods_.pinyin->erase());
    return;
  }
  Field* target = field();
  if (!target || target->value.empty()) return;
  std::string value = target->value;
  while (!value.empty() && (static_cast<unsigned char>(value.back()) & 0xC0U) == 0x80U) value.pop_back();
  if (!value.empty()) value.pop_back();
  edit(std::move(value));
}

void PageView::finish_strokes() {
  Writing& w = local_.writing;
  forget_candidates();
  if (methods_.handwriting && !w.strokes.empty())
    w.candidates = methods_.handwriting->candidates(w.strokes, kCandidates);
  relayout();
}

void PageView::forget_candidates() {
  Writing& w = local_.writing;
  for (auto& candidate : w.candidates) base::wipe(candidate);
  w.candidates.clear();
  w.candidate_offset = 0;
  w.following = false;
}

void PageView::take_strokes() {
  Writing& w = local_.writing;
  forget_candidates();
  w.composition.clear();
  for (const char stroke : w.code)
    for (const auto& known : kStrokeSigns)
      if (known.letter == stroke) w.composition += known.sign;
  if (methods_.strokes && !w.code.empty()) w.candidates = methods_.strokes->candidates(w.code, kCandidates);
  relayout();
}

// The words that often come next, offered once a word is written.
void PageView::follow() {
  Writing& w = local_.writing;
  const Field* target = field();
  if (!target || target->kind != FieldKind::Chinese || !methods_.words || !w.candidates.empty() ||
      target->value.empty())
    return;
  w.candidates = methods_.words->following(target->value, kCandidates - 2);
  // The sentence may also be at its end.
  for (const char* sign : {"，", "。"})
    if (!target->value.ends_with("，") && !target->value.ends_with("。")) w.candidates.emplace_back(sign);
  w.candidate_offset = 0;
  w.following = !w.candidates.empty();
  relayout();
}

void PageView::take_pinyin(Pinyin::State state) {
  Writing& w = local_.writing;
  w.following = false;
  w.composition = std::move(state.shown);
  w.candidates = std::move(state.candidates);
  w.candidate_offset = 0;
  if (state.done.empty()) return relayout();
  insert(state.done);
  follow();
}

void PageView::clear_writing() {
  Writing& w = local_.writing;
  for (auto& candidate : w.candidates) base::wipe(candidate);
  base::wipe(w.composition);
  if (methods_.pinyin) methods_.pinyin->clear();
  const InputTab tab = w.tab;
  w = Writing{};
  w.tab = tab;
  drawing_.clear();
}

void PageView::typed(const std::string& text) {
  send(ScreenTouched{});
  if (text == "\b")
    erase();
  else
    insert(text);
}

void PageView::press_key(const std::string& id) {
  Writing& w = local_.writing;
  const auto rest = [&](std::string_view prefix) { return id.substr(prefix.size()); };
  const auto forget_strokes = [&] {
    w.strokes.clear();
    if (!w.code.empty()) w.composition.clear();
    w.code.clear();
    forget_candidates();
  };
  if (id.starts_with("key:clear-signature:")) {
    sign(rest("key:clear-signature:"), {});
  } else if (id == "key:previous" || id == "key:next") {
    local_.body_page += id == "key:next" ? 1 : 0;
    local_.body_page -= id == "key:previous" && local_.body_page > 0 ? 1 : 0;
    overlay_.focus.clear();
    relayout();
  } else if (id.starts_with("key:part:")) {
    local_.body_page = static_cast<std::size_t>(std::stoul(rest("key:part:")));
    overlay_.focus.clear();
    relayout();
  } else if (id.starts_with("key:type:")) {
    if (w.following || !w.code.empty()) forget_strokes();
    if (methods_.pinyin && !w.composition.empty()) {
      // A sign ends the word before it.
      const Pinyin::State state = methods_.pinyin->choose(0);
      methods_.pinyin->clear();
      w.composition.clear();
      forget_strokes();
      insert(state.done + rest("key:type:"));
    } else {
      insert(rest("key:type:"));
    }
    if (w.capitals) {
      w.capitals = false;
      relayout();
    }
  } else if (id == "key:erase") {
    erase();
  } else if (id == "key:rewrite") {
    forget_strokes();
    relayout();
  } else if (id == "key:capitals") {
    w.capitals = !w.capitals;
    relayout();
  } else if (id.starts_with("key:layer:")) {
    w.layer = id == "key:layer:numbers" ? KeyLayer::Numbers
              : id == "key:layer:signs" ? KeyLayer::Signs
                                        : KeyLayer::Main;
    relayout();
  } else if (id.starts_with("key:tab:")) {
    clear_writing();
    w.tab = id == "key:tab:pinyin"    ? InputTab::Pinyin
            : id == "key:tab:strokes" ? InputTab::Strokes
            : id == "key:tab:english" ? InputTab::English
            : id == "key:tab:phrases" ? InputTab::Phrases
                                      : InputTab::Handwriting;
    relayout();
  } else if (id.starts_with("key:more:")) {
    const auto next = static_cast<std::size_t>(std::stoul(rest("key:more:")));
    w.candidate_offset = next < w.candidates.size() ? next : 0;
    relayout();
  } else if (id.starts_with("key:candidate:")) {
    const auto index = static_cast<std::size_t>(std::stoul(rest("key:candidate:")));
    if (index >= w.candidates.size()) return;
    if (w.tab == InputTab::Pinyin && !w.following) {
      if (methods_.pinyin) take_pinyin(methods_.pinyin->choose(index));
      return;
    }
    const std::string chosen = w.candidates[index];
    forget_strokes();
    insert(chosen);
    follow();
  } else if (id.starts_with("key:stroke:")) {
    constexpr std::size_t kMostStrokes = 24;
    if (w.code.size() < kMostStrokes && std::string_view("hspnz").find(id.back()) != std::string_view::npos)
      w.code += id.back();
    take_strokes();
  } else if (id == "key:space") {
    if (methods_.pinyin && !w.candidates.empty() && !w.following) take_pinyin(methods_.pinyin->choose(0));
  } else if (id.starts_with("key:pinyin:")) {
    if (methods_.pinyin) take_pinyin(methods_.pinyin->type(id.back()));
  } else if (id.starts_with("key:phrases:")) {
    w.phrase_offset = static_cast<std::size_t>(std::stoul(rest("key:phrases:")));
    relayout();
  } else if (id.starts_with("key:phrase:")) {
    const auto index = static_cast<std::size_t>(std::stoul(rest("key:phrase:")));
    const Field* target = field();
    if (target && index < target->phrases.size()) insert(std::string(target->phrases[index].shown));
  }
}

}  // namespace bianmin::ui
