#include "kiosk/shell/speaker.hpp"

#include <algorithm>

#include "base/secret.hpp"
#include "i18n/format.hpp"

namespace bianmin::kiosk {
namespace {

constexpr base::Milliseconds kBetweenTexts{250};

}  // namespace

void Speaker::use(const LoadedContent& content) {
  pronouncer_ = content.pronouncer;
  recordings_ = content.recordings;
  content_ = content.content;
}

void Speaker::say_page(const ui::Page& page) { say(page, ui::arrival_speech(page)); }

void Speaker::say_focus(const ui::Page& page, const std::string& stop) {
  for (const auto& candidate : ui::focus_stops(page))
    if (candidate.id == stop) return say(page, {candidate.text});
}

void Speaker::say_field(const ui::Page& page) {
  for (const auto& block : page.blocks) {
    if (const auto* field = std::get_if<ui::Field>(&block)) {
      if (!field->error.spoken.empty()) return say(page, {field->error});
      return say(page, {ui::Text(field->value), field->counter});
    }
    if (const auto* amount = std::get_if<ui::Amount>(&block)) {
      if (!amount->error.spoken.empty()) return say(page, {amount->error});
      return say(page, {amount->value.spoken.empty() ? amount->label : amount->value});
    }
    if (const auto* picker = std::get_if<ui::Picker>(&block)) {
      if (!picker->error.spoken.empty()) return say(page, {picker->error});
      return say(page, {picker->whole});
    }
  }
}

void Speaker::say_where(const ui::Page& page, const std::string& focus) {
  say(page, content_ ? where_texts(content_->texts, page, focus) : std::vector<ui::Text>{page.title});
}

void Speaker::stop() {
  paused_ = false;
  voice_.stop();
}

void Speaker::pause(bool paused) {
  paused_ = paused;
  voice_.pause(paused);
}

void Speaker::say(const i18n::Language& language, bool personal, const std::vector<ui::Text>& texts) {
  devices::Utterance utterance{.id = ++last_id_};
  for (const auto& text : texts) {
    if (text.spoken.empty()) continue;
    if (transcript_) transcript_(language, text.spoken);
    if (!pronouncer_) continue;
    auto spoken = pronouncer_->pronounce(language, text.spoken);
    const std::size_t first = utterance.segments.size();
    for (auto& segment : spoken.segments)
      utterance.segments.push_back(
          {segment.language.tag(), segment.notation == i18n::Notation::Pinyin, segment.text, {}});
    if (const auto* recording = recordings_ ? recordings_->find(language, text.spoken) : nullptr;
        recording != nullptr && utterance.segments.size() > first) {
      utterance.segments[first].recording = recording->string();
      utterance.segments[first].recorded = utterance.segments.size() - first;
    }
    if (!utterance.segments.empty()) utterance.segments.back().pause_after = kBetweenTexts;
    spoken.wipe();
  }
  utterance.personal = personal;
  if (utterance.segments.empty()) return;
  paused_ = false;
  voice_.say(std::move(utterance));
}

std::vector<ui::Text> where_texts(const i18n::Catalogue& texts, const ui::Page& page, const std::string& focus) {
  const i18n::Language& language = page.language;
  const auto number = [&](std::size_t n) { return i18n::number(language, static_cast<long long>(n)); };
  std::vector<ui::Text> where;
  const auto add = [&](std::string_view key, const i18n::Args& args = {}) {
    where.push_back(texts.phrase(language, key, args));
  };
  const ui::Text& title = page.dialog ? page.dialog->title : page.title;
  if (!title.spoken.empty()) add("where.page", {{"title", title}});
  if (!page.dialog && page.progress && page.progress->current < page.progress->steps.size())
    add("where.step", {{"step", number(page.progress->current + 1)},
                       {"steps", number(page.progress->steps.size())},
                       {"name", page.progress->steps[page.progress->current]}});
  const auto stops = ui::focus_stops(page);
  const std::size_t own = ui::own_stops(page);
  const auto at = std::find_if(stops.begin(), stops.end(), [&](const auto& stop) { return stop.id == focus; });
  const auto place = static_cast<std::size_t>(at - stops.begin());
  if (at == stops.end())
    add("where.items", {{"count", number(own)}});
  else if (place < own)
    add("where.item", {{"n", number(place + 1)}, {"count", number(own)}, {"item", at->text}});
  else
    add("where.frame", {{"item", at->text}});
  add("where.move");
  if (at != stops.end() && at->action) add(at->enabled ? "where.select" : "where.not_now");
  if (at != stops.end() && at->field) add("where.field");
  if (page.back || page.dialog) add("where.back");
  if (page.home && !page.dialog) add("where.home");
  if (page.help) add("where.help");
  return where;
}

}  // namespace bianmin::kiosk
