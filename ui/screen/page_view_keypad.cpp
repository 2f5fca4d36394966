#include <cmath>

#include "base/secret.hpp"
#include "ui/screen/page_view.hpp"

// The part of PageView that lets the tactile keypad write: the keys of the input panel get the focus one by one, each
// is said as it gets it, and what a press did is said.
namespace bianmin::ui {
namespace {

bool of_panel(const Target& target) {
  return target.kind == TargetKind::Key && target.enabled && target.id != "key:previous" && target.id != "key:next" &&
         !target.id.starts_with("key:part:") && !target.id.starts_with("key:clear-signature:");
}

// The keys as rows from above, each from left to right.
std::vector<std::vector<const Target*>> rows_of(const Layout& layout) {
  std::vector<const Target*> keys;
  for (const auto& target : layout.targets)
    if (of_panel(target)) keys.push_back(&target);
  std::sort(keys.begin(), keys.end(), [](const Target* a, const Target* b) { return a->rect.y < b->rect.y; });
  std::vector<std::vector<const Target*>> rows;
  for (const Target* key : keys) {
    if (rows.empty() || key->rect.y > rows.back().front()->rect.centre().y) rows.emplace_back();
    rows.back().push_back(key);
  }
  for (auto& row : rows)
    std::sort(row.begin(), row.end(), [](const Target* a, const Target* b) { return a->rect.x < b->rect.x; });
  return rows;
}

// Signs have no sound of their own: their names are words of the catalogue.
std::string_view name_of_sign(std::string_view sign) {
  for (const auto& [known, word] : kSignNames)
    if (known == sign) return word;
  return {};
}

std::string with(std::string text, std::string_view place, std::string_view value) {
  for (auto at = text.find(place); at != std::string::npos; at = text.find(place, at + value.size()))
    text.replace(at, place.size(), value);
  return text;
}

}  // namespace

void PageView::say(std::string words) {
  if (spoken_ && !words.empty()) spoken_(Text(std::move(words)));
}

std::string PageView::sound_of(const std::string& written) const {
  const std::string_view name = name_of_sign(written);
  if (!name.empty()) return words_(page_.language, name);
  const std::size_t characters = static_cast<std::size_t>(std::count_if(
      written.begin(), written.end(), [](char c) { return (static_cast<unsigned char>(c) & 0xC0U) != 0x80U; }));
  if (characters != 1 || written.size() < 2 || !methods_.words) return written;
  // Many characters sound alike: "路，道路的路".
  const std::string word = methods_.words->word_with(written);
  return word.empty() ? written
                      : with(with(words_(page_.language, "screen.which"), "{character}", written), "{word}", word);
}

std::string PageView::sound_of(const Target& key) const {
  const auto rest = [&](std::string_view prefix) { return key.id.substr(prefix.size()); };
  if (key.id.starts_with("key:candidate:")) {
    const auto index = static_cast<std::size_t>(std::stoul(rest("key:candidate:")));
    return index < local_.writing.candidates.size() ? sound_of(local_.writing.candidates[index]) : std::string();
  }
  if (key.id == "key:type: " || key.id == "key:space") return words_(page_.language, "screen.space");
  if (key.id == "key:layer:signs") return words_(page_.language, "screen.signs");
  if (key.id == "key:layer:numbers") return words_(page_.language, "screen.numbers");
  if (key.id == "key:capitals") return words_(page_.language, "screen.capitals");
  if (key.id.starts_with("key:type:")) return sound_of(rest("key:type:"));
  if (key.id.starts_with("key:phrase:")) {
    const Field* target = active_field();
    const auto index = static_cast<std::size_t>(std::stoul(rest("key:phrase:")));
    return target && index < target->phrases.size() ? target->phrases[index].spoken : std::string();
  }
  return key.spoken;
}

bool PageView::begin_keypad_writing() {
  const Field* target = active_field();
  if (!target || page_.dialog || overlay_.focus != "field:" + target->id) return false;
  if (target->kind == FieldKind::Chinese &&
      (local_.writing.tab == InputTab::Handwriting || local_.writing.tab == InputTab::Phrases)) {
    // A finger is needed for the one; the phrases have stops of their own.
    clear_writing();
    local_.writing.tab = methods_.pinyin || !methods_.strokes ? InputTab::Pinyin : InputTab::Strokes;
    relayout();
  }
  const auto rows = rows_of(canvas_.layout());
  if (rows.empty()) return false;
  field_focus_ = overlay_.focus;
  // The first letter or digit, below the tabs and the candidates.
  const Target* first = rows.front().front();
  for (const auto& row : rows)
    for (const Target* key : row)
      if ((key->id.starts_with("key:pinyin:") || key->id.starts_with("key:type:") ||
           key->id.starts_with("key:stroke:")) &&
          of_panel(*first) &&
          !(first->id.starts_with("key:pinyin:") || first->id.starts_with("key:type:") ||
            first->id.starts_with("key:stroke:")))
        first = key;
  overlay_.focus = first->id;
  refresh(canvas_.update(overlay_));
  say(words_(page_.language, "screen.keypad-begin") + sound_of(*first));
  return true;
}

void PageView::end_keypad_writing() {
  if (field_focus_.empty()) return;
  overlay_.focus = std::exchange(field_focus_, {});
  refresh(canvas_.update(overlay_));
}

bool PageView::write_by_key(WritingKey key) {
  if (field_focus_.empty()) {
    if (key != WritingKey::Select) return false;
    send(ScreenTouched{});
    return begin_keypad_writing();
  }
  send(ScreenTouched{});
  if (key == WritingKey::Back) {
    end_keypad_writing();
    say(words_(page_.language, "screen.keypad-end"));
    return true;
  }
  const auto rows = rows_of(canvas_.layout());
  if (rows.empty()) {
    end_keypad_writing();
    return true;
  }
  std::size_t row = 0, column = 0;
  bool known = false;
  for (std::size_t r = 0; r < rows.size(); ++r)
    for (std::size_t c = 0; c < rows[r].size(); ++c)
      if (rows[r][c]->id == overlay_.focus) {
        row = r;
        column = c;
        known = true;
      }
  const auto nearest = [&](std::size_t in) {
    const double x = rows[row][column]->rect.centre().x;
    std::size_t best = 0;
    for (std::size_t c = 1; c < rows[in].size(); ++c)
      if (std::abs(rows[in][c]->rect.centre().x - x) < std::abs(rows[in][best]->rect.centre().x - x)) best = c;
    return best;
  };
  switch (key) {
    case WritingKey::Select: {
      if (known) press_by_keypad(std::string(overlay_.focus));
      return true;
    }
    // Left and right alone reach every key, row after row.
    case WritingKey::Right:
      if (known && ++column == rows[row].size()) {
        column = 0;
        row = (row + 1) % rows.size();
      }
      break;
    case WritingKey::Left:
      if (known && column-- == 0) {
        row = (row + rows.size() - 1) % rows.size();
        column = rows[row].size() - 1;
      }
      break;
    case WritingKey::Down:
    case WritingKey::Up: {
      const std::size_t to = (row + (key == WritingKey::Down ? 1 : rows.size() - 1)) % rows.size();
      column = nearest(to);
      row = to;
      break;
    }
    case WritingKey::Back: break;
  }
  overlay_.focus = rows[row][column]->id;
  refresh(canvas_.update(overlay_));
  say(sound_of(*rows[row][column]));
  return true;
}

void PageView::press_by_keypad(const std::string& id) {
  const Field* target = active_field();
  std::string before = target ? target->value : std::string();
  const std::string field = field_focus_;
  press_key(id);
  field_focus_ = field;
  target = active_field();
  std::string now = target ? target->value : std::string();
  // Where the key has gone with what it wrote, the first of its kind takes its place.
  const Target* key = canvas_.layout().target(id);
  if (!key || !key->enabled) {
    key = nullptr;
    for (const auto& row : rows_of(canvas_.layout()))
      for (const Target* other : row)
        if (!key && !other->id.starts_with("key:tab:") &&
            (id.starts_with("key:candidate:") || !other->id.starts_with("key:candidate:")))
          key = other;
    overlay_.focus = key ? key->id : std::exchange(field_focus_, {});
  } else {
    overlay_.focus = id;
  }
  refresh(canvas_.update(overlay_));
  std::string said;
  if (now.size() > before.size() && now.starts_with(before))
    said = sound_of(now.substr(before.size()));
  else if (now.size() < before.size())
    said = with(words_(page_.language, "screen.erased"), "{text}", sound_of(before.substr(now.size())));
  else if (now == before && !local_.writing.candidates.empty() && !local_.writing.composition.empty())
    said = sound_of(local_.writing.candidates.front());
  else if (key)
    said = sound_of(*key);
  base::wipe(before);
  base::wipe(now);
  say(std::move(said));
}

}  // namespace bianmin::ui
