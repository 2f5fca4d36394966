// A spoken answer instead of a written one.
#include "kiosk/flow/turn/turn.hpp"

namespace bianmin::kiosk {

using MemoState = ui::Memo::State;

bool Turn::press_memo(const FormStep& step, const std::string& id) {
  if (!step.memo) return false;
  Session& session = *s.session;
  const auto found = session.memos.find(step.field);
  const bool recording = session.memo == MemoState::Recording;
  if (recording && (id == "memo:stop" || id == "next")) {
    emit(StopMemo{});
  } else if (id == "memo:start" && s.recorder_ready && !recording && found == session.memos.end()) {
    session.memo = MemoState::Recording;
    session.memo_level = session.memo_seconds = 0;
    session.phase = Asking{};
    stop_speech();  // before the microphone hears it
    emit(StartMemo{});
    if (s.keys) s.focus = "memo:stop";  // the same key ends it
  } else if (id == "memo:play" && found != session.memos.end() && session.memo == MemoState::Idle) {
    session.memo = MemoState::Playing;
    stop_speech();
    emit(PlayMemo{found->second.opus});
    if (s.keys) s.focus = "memo:hush";
  } else if (id == "memo:hush" && session.memo == MemoState::Playing) {
    session.memo = MemoState::Idle;
    emit(EraseMemo{});
    if (s.keys) s.focus = "memo:play";
  } else if (id == "memo:erase" && found != session.memos.end()) {
    session.memos.erase(found);
    session.memo = MemoState::Idle;
    emit(EraseMemo{});
  } else {
    return recording && id != "back";  // nothing else while somebody speaks
  }
  return true;
}

void Turn::leave_memo() {
  if (s.session->memo != MemoState::Idle) emit(EraseMemo{});
  s.session->memo = MemoState::Idle;
}

void Turn::on(const RecorderChanged& e) {
  s.recorder_ready = e.ready;
  if (e.ready || !s.session || s.session->memo != MemoState::Recording) return;
  leave_memo();
  arrived(true);
}

void Turn::on(const MemoLevel& e) {
  if (!s.session || s.session->memo != MemoState::Recording) return;
  s.last_touch = s.last_sign = s.now;  // who speaks is there
  s.session->memo_level = e.percent;
  s.session->memo_seconds = int(e.length.count() / 1000);
}

void Turn::on(const MemoRecorded& e) {
  const auto* form = step_as<FormStep>();
  if (form == nullptr || s.session->memo != MemoState::Recording) return;
  somebody_there();
  s.session->memo = MemoState::Idle;
  const int seconds = std::max(1, int((e.length.count() + 500) / 1000));
  s.session->memos[form->field] = {std::make_shared<const base::Secret>(e.opus), seconds};
  s.session->phase = Asking{};
  arrived();
}

void Turn::on(const MemoFailed&) {
  if (step_as<FormStep>() == nullptr || s.session->memo != MemoState::Recording) return;
  s.session->memo = MemoState::Idle;
  s.session->phase = Asking{.memo_failed = true};
  arrived(true);
}

void Turn::on(const MemoPlayed&) {
  if (!s.session || s.session->memo != MemoState::Playing) return;
  s.session->memo = MemoState::Idle;
  if (s.focus == "memo:hush") s.focus = "memo:play";
}

}  // namespace bianmin::kiosk
