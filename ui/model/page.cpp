#include "ui/model/page.hpp"

#include <algorithm>
#include <array>

#include "base/overloaded.hpp"

namespace bianmin::ui {
namespace {

constexpr std::array<std::string_view, 6> kSentenceEnds{"。", "！", "？", ".", "!", "?"};

Text joined(const Text& first, const Text& second, std::string_view between) {
  if (second.shown.empty() && second.spoken.empty()) return first;
  if (first.shown.empty() && first.spoken.empty()) return second;
  Text text = first;
  text.shown.append(between).append(second.shown);
  if (text.spoken.empty() || second.spoken.empty()) {
    text.spoken.append(second.spoken);
    return text;
  }
  // A sentence has its pause already.
  const bool ended = std::any_of(kSentenceEnds.begin(), kSentenceEnds.end(),
                                 [&](std::string_view end) { return text.spoken.ends_with(end); });
  text.spoken.append(ended ? (between.ends_with(' ') ? " " : "") : between).append(second.spoken);
  return text;
}

bool said(const Text& text) { return !text.spoken.empty(); }

std::string_view pause_of(const Page& page) { return page.language.tag().starts_with("zh") ? "，" : ", "; }

// The readable and pressable parts of one block, in order.
void add_stops(const Block& block, std::size_t index, std::string_view pause, std::vector<FocusStop>& out) {
  const auto text_stop = [&](Text text) {
    out.push_back({"text:" + std::to_string(index) + "." + std::to_string(out.size()), std::move(text)});
  };
  const std::string_view stop = pause == "，" ? "。" : ". ";  // between a heading and what stands below it
  const auto press = [&](const ActionId& id, Text text, bool enabled) {
    out.push_back({id, std::move(text), true, false, enabled});
  };
  std::visit(
      base::Overloaded{
          [&](const Tiles& b) {
            for (const auto& t : b.tiles) press(t.id, joined(t.title, t.note, pause), t.enabled);
            if (b.tiles.empty() || !said(b.heading)) return;
            FocusStop& first = out[out.size() - b.tiles.size()];
            first.group = b.heading;
            first.text.spoken = b.heading.spoken + std::string(stop) + first.text.spoken;
          },
          [&](const Choices& b) {
            for (const auto& c : b.choices) press(c.id, joined(c.label, c.note, pause), true);
          },
          [&](const Paragraph& b) { text_stop(b.text); },
          [&](const Callout& b) { text_stop(joined(b.title, b.text, pause)); },
          [&](const Facts& b) {
            for (const auto& f : b.facts) {
              text_stop(joined(f.label, f.value, pause));
              if (!f.change.empty()) press(f.change, joined(f.change_label, f.label, pause), true);
            }
          },
          [&](const Table& b) {
            for (const auto& row : b.rows) {
              Text line;
              for (std::size_t i = 0; i < row.size(); ++i) {
                Text head = i < b.heads.size() ? b.heads[i] : Text{};
                if (&row != &b.rows.front()) head.spoken.clear();  // which column is which was heard
                line = joined(line, joined(head, row[i], pause), pause);
              }
              text_stop(line);
            }
          },
          [&](const Field& b) {
            out.push_back({"field:" + b.id, joined(joined(b.label, b.error, pause), b.counter, pause), false, true});
            for (std::size_t i = 0; i < b.phrases.size(); ++i)
              press("phrase:" + b.id + ":" + std::to_string(i), b.phrases[i], true);
            if (!b.memo) return;
            if (said(b.memo->status)) text_stop(b.memo->status);
            for (const auto& a : b.memo->actions) press(a.id, a.label, a.enabled);
          },
          [&](const Illustration& b) { text_stop(b.caption); },
          [&](const Timeline& b) {
            for (const auto& item : b.items) text_stop(joined(item.title, item.note, pause));
          },
          [&](const CodeView& b) { text_stop(b.caption); },
          [&](const Mark&) {},
          [&](const Buttons& b) {
            for (const auto& a : b.actions) press(a.id, a.label, a.enabled);
          },
          [&](const Picker& b) {
            text_stop(joined(joined(b.label, b.whole, pause), b.error, pause));
            for (const auto& part : b.parts) {
              if (!part.less.empty()) press(part.less, part.less_label, true);
              if (!part.more.empty()) press(part.more, part.more_label, true);
            }
          },
          [&](const Amount& b) {
            text_stop(joined(joined(joined(b.label, b.value, pause), b.limits, pause), b.error, pause));
            for (const auto& fact : b.beside) text_stop(joined(fact.label, fact.value, pause));
            for (const auto& preset : b.presets) press(preset.id, joined(preset.label, preset.note, pause), true);
            if (!b.less.empty()) press(b.less, b.less_label, true);
            if (!b.more.empty()) press(b.more, b.more_label, true);
            for (const auto& key : b.keys)
              if (!key.id.empty()) press(key.id, key.label, key.enabled);
            if (b.other) press(b.other->id, b.other->label, b.other->enabled);
          },
          [&](const Photo& b) { text_stop(b.caption); },
          [&](const SignaturePad& b) {
            out.push_back({"field:" + b.id, joined(joined(b.label, b.hint, pause), b.error, pause), false, true});
          },
      },
      block);
}

void add_action(const std::optional<Action>& action, std::vector<FocusStop>& out) {
  if (action) out.push_back({action->id, action->label, true, false, action->enabled});
}

// The page's own, or the dialog's while one stands.
std::vector<FocusStop> stops_of_its_own(const Page& page) {
  std::vector<FocusStop> stops;
  if (page.dialog) {
    stops.push_back({"text:dialog", joined(page.dialog->title, page.dialog->text, pause_of(page))});
    for (const auto& action : page.dialog->actions) add_action(action, stops);
    return stops;
  }
  for (std::size_t i = 0; i < page.blocks.size(); ++i) add_stops(page.blocks[i], i, pause_of(page), stops);
  add_action(page.primary, stops);
  add_action(page.secondary, stops);
  return stops;
}

// Every control and text in reading order, those that are only seen among them.
std::vector<FocusStop> all_stops(const Page& page) {
  std::vector<FocusStop> stops = stops_of_its_own(page);
  if (page.dialog) return stops;
  add_action(page.undo, stops);
  add_action(page.repeat, stops);
  add_action(page.help, stops);
  add_action(page.park, stops);
  add_action(page.back, stops);
  add_action(page.home, stops);
  for (const auto& tool : page.tools) add_action(tool, stops);
  return stops;
}

// What is happening, and what to beware of: said at once to whom uses keys.
std::vector<Text> news_of(const Block& block, std::string_view pause) {
  if (const auto* picture = std::get_if<Illustration>(&block)) return {picture->caption};
  if (const auto* field = std::get_if<Field>(&block)) {
    const bool spoken = field->memo && field->memo->state != Memo::State::Idle;
    return {field->error, spoken ? field->memo->status : Text{}};
  }
  if (const auto* picker = std::get_if<Picker>(&block)) return {picker->error};
  if (const auto* pad = std::get_if<SignaturePad>(&block)) return {pad->error};
  if (const auto* amount = std::get_if<Amount>(&block)) return {amount->error};
  if (const auto* callout = std::get_if<Callout>(&block);
      callout != nullptr && (callout->kind == CalloutKind::Warning || callout->kind == CalloutKind::Error))
    return {joined(callout->title, callout->text, pause)};
  return {};
}

bool can_change(const Block& block) {
  std::vector<FocusStop> stops;
  add_stops(block, 0, ",", stops);
  return std::holds_alternative<Picker>(block) || std::holds_alternative<Amount>(block) ||
         std::any_of(stops.begin(), stops.end(), [](const FocusStop& stop) { return stop.action || stop.field; });
}

// A text that whom uses keys is told on arrival, besides title and lead.
struct Told {
  Text text;
  ActionId stop;           // where it would have the focus; empty where it has none of its own
  bool beginning = false;  // told because it stands before the first control
};

// What is happening; and what stands before the first control, if that is little.
std::vector<Told> told_at_once(const Page& page) {
  constexpr std::ptrdiff_t kLittle = 2;
  const std::string_view pause = pause_of(page);
  std::vector<Told> told;
  std::vector<FocusStop> stops;
  bool before = true;
  for (std::size_t i = 0; i < page.blocks.size(); ++i) {
    const Block& block = page.blocks[i];
    before = before && !can_change(block);
    std::vector<Text> news = news_of(block, pause);
    const std::size_t first = stops.size();
    add_stops(block, i, pause, stops);
    for (std::size_t at = first; at < stops.size(); ++at) {
      const FocusStop& stop = stops[at];
      if (stop.action || stop.field || !said(stop.text)) continue;
      const auto fresh = std::find(news.begin(), news.end(), stop.text);
      if (fresh == news.end() && !before) continue;
      told.push_back({stop.text, stop.id, fresh == news.end()});
      if (fresh != news.end()) news.erase(fresh);
    }
    for (Text& text : news)
      if (said(text)) told.push_back({std::move(text), {}});
  }
  if (std::count_if(told.begin(), told.end(), [](const Told& each) { return each.beginning; }) > kLittle)
    std::erase_if(told, [](const Told& each) { return each.beginning; });
  return told;
}

// What is only seen can have no focus; what a keypad's user was told on arrival is not said a second time.
std::vector<FocusStop> heard(std::vector<FocusStop> stops, const Page& page) {
  const std::vector<Told> told = page.keys ? told_at_once(page) : std::vector<Told>{};
  std::erase_if(stops, [&](const FocusStop& stop) {
    if (stop.action || stop.field) return false;
    if (page.dialog) return page.keys;
    return !said(stop.text) ||
           std::any_of(told.begin(), told.end(), [&](const Told& each) { return each.stop == stop.id; });
  });
  return stops;
}

// Where left and right go on a page of groups: to each group's first, and to what follows the last of them.
void mark_groups(const Page& page, std::vector<FocusStop>& stops) {
  const Tile* last = nullptr;
  for (const auto& block : page.blocks)
    if (const auto* tiles = std::get_if<Tiles>(&block); tiles && said(tiles->heading) && !tiles->tiles.empty())
      last = &tiles->tiles.back();
  if (last == nullptr || page.dialog) return;
  bool after = false;
  for (auto& stop : stops) {
    stop.opens = said(stop.group) || after;
    after = stop.id == last->id;
  }
}

}  // namespace

std::vector<FocusStop> focus_stops(const Page& page) {
  std::vector<FocusStop> stops = heard(all_stops(page), page);
  mark_groups(page, stops);
  return stops;
}

std::size_t own_stops(const Page& page) { return heard(stops_of_its_own(page), page).size(); }

std::vector<const Action*> all_actions(const Page& page) {
  std::vector<const Action*> actions;
  for (const auto& tool : page.tools) actions.push_back(&tool);
  for (const auto& block : page.blocks) {
    if (const auto* buttons = std::get_if<Buttons>(&block))
      for (const auto& action : buttons->actions) actions.push_back(&action);
    if (const auto* amount = std::get_if<Amount>(&block)) {
      for (const auto& key : amount->keys)
        if (!key.id.empty()) actions.push_back(&key);
      if (amount->other) actions.push_back(&*amount->other);
    }
    if (const auto* field = std::get_if<Field>(&block); field && field->memo)
      for (const auto& action : field->memo->actions) actions.push_back(&action);
  }
  for (const auto* action :
       {&page.back, &page.home, &page.repeat, &page.help, &page.undo, &page.park, &page.secondary, &page.primary})
    if (*action) actions.push_back(&**action);
  if (page.dialog)
    for (const auto& action : page.dialog->actions) actions.push_back(&action);
  return actions;
}

bool can_choose(const Page& page, const ActionId& id) {
  for (const auto& stop : focus_stops(page))
    if (stop.action && stop.id == id) return stop.enabled;
  if (page.dialog && page.help && page.help->id == id) return page.help->enabled;
  return false;
}

std::vector<Text> arrival_speech(const Page& page) {
  std::vector<Text> speech;
  const auto add = [&](const Text& text) {
    if (said(text)) speech.push_back(text);
  };
  if (page.dialog) {
    add(page.dialog->title);
    add(page.dialog->text);
    for (const auto& action : page.dialog->actions) add(action.label);
    add(page.keys_hint);
    return speech;
  }
  add(page.ribbon);
  add(page.title);
  add(page.lead);
  if (page.keys) {
    for (const Told& told : told_at_once(page)) add(told.text);
    add(page.keys_hint);
    return speech;
  }
  const std::string_view pause = pause_of(page);
  for (const auto& block : page.blocks) {
    if (std::holds_alternative<Tiles>(block) || std::holds_alternative<Choices>(block) ||
        std::holds_alternative<Buttons>(block))
      continue;  // said one by one as the focus reaches them
    std::vector<FocusStop> stops;
    add_stops(block, 0, pause, stops);
    for (const auto& stop : stops)
      if (!stop.action) add(stop.text);
  }
  return speech;
}

std::string to_plain_text(const Page& page) {
  std::string out;
  const auto line = [&](std::string_view text) {
    if (!text.empty()) out.append(text).append("\n");
  };
  line(page.ribbon.shown);
  line(page.title.shown);
  line(page.lead.shown);
  for (const auto& stop : all_stops(page)) {
    line(stop.group.shown);
    if (stop.action)
      line((stop.enabled ? "[" : "(") + stop.text.shown + (stop.enabled ? "]" : ")"));
    else
      line(stop.text.shown);
  }
  return out;
}

}  // namespace bianmin::ui
