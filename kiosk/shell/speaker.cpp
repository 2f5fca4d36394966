#include "kiosk/shell/speaker.hpp"

#include "base/secret.hpp"

namespace bianmin::kiosk {
namespace {

constexpr base::Milliseconds kBetweenTexts{250};

}  // namespace

void Speaker::say_page(const ui::Page& page) { say(page, ui::arrival_speech(page)); }

void Speaker::say_focus(const ui::Page& page, const std::string& stop) {
  for (const auto& candidate : ui::focus_stops(page))
    if (candidate.id == stop) return say(page, {candidate.text});
}

void Speaker::say_field(const ui::Page& page) {
  for (const auto& block : page.blocks)
    if (const auto* field = std::get_if<ui::Field>(&block)) return say(page, {ui::Text(field->value), field->counter});
}

void Speaker::say(const ui::Page& page, const std::vector<ui::Text>& texts) {
  devices::Utterance utterance{.id = ++last_id_};
  for (const auto& text : texts) {
    if (text.spoken.empty()) continue;
    if (transcript_) transcript_(page.language, text.spoken);
    if (!pronouncer_) continue;
    auto spoken = pronouncer_->pronounce(page.language, text.spoken);
    for (auto& segment : spoken.segments)
      utterance.segments.push_back({segment.language.tag(), segment.notation == i18n::Notation::Pinyin, segment.text, {}});
    if (!utterance.segments.empty()) utterance.segments.back().pause_after = kBetweenTexts;
    spoken.wipe();
  }
  utterance.personal = page.personal;
  if (!utterance.segments.empty()) voice_.say(std::move(utterance));
}

}  // namespace bianmin::kiosk
