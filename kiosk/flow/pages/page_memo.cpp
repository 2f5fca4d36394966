// A spoken answer instead of a written one.
#include "i18n/format.hpp"
#include "kiosk/flow/pages/step_pages.hpp"

namespace bianmin::kiosk {

std::optional<ui::Memo> memo_of(const PageParts& parts, const FormStep& step) {
  const State& s = parts.state;
  const Session& session = *s.session;
  const auto found = session.memos.find(step.field);
  if (!step.memo || (!s.recorder_ready && found == session.memos.end())) return std::nullopt;
  ui::Memo memo;
  memo.state = session.memo;
  if (memo.state == ui::Memo::State::Idle && found != session.memos.end()) memo.state = ui::Memo::State::Recorded;
  const auto seconds = [&](int count) -> i18n::Args { return {{"seconds", i18n::number(s.language, count)}}; };
  switch (memo.state) {
    case ui::Memo::State::Idle:
      memo.status = parts.text("memo.idle");
      memo.actions = {parts.action("memo:start", "memo.start", ui::Icon::Sound)};
      break;
    case ui::Memo::State::Recording:
      memo.seconds = session.memo_seconds;
      memo.level = session.memo_level;
      memo.status = parts.text("memo.recording", seconds(memo.seconds));
      memo.status.spoken.clear();  // nobody talks into somebody's memo
      memo.actions = {parts.primary("memo:stop", "memo.stop")};
      break;
    case ui::Memo::State::Recorded:
    case ui::Memo::State::Playing:
      memo.seconds = found == session.memos.end() ? 0 : found->second.seconds;
      memo.status = parts.text("memo.recorded", seconds(memo.seconds));
      if (memo.state == ui::Memo::State::Playing)
        memo.actions.push_back(parts.action("memo:hush", "memo.hush"));
      else
        memo.actions.push_back(parts.action("memo:play", "memo.play", ui::Icon::Sound));
      memo.actions.push_back(parts.action("memo:erase", "memo.erase"));
      break;
  }
  return memo;
}

}  // namespace bianmin::kiosk
