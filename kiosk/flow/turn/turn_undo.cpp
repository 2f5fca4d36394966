// Taking back the last thing that was done.

#include "kiosk/flow/turn/turn.hpp"

namespace bianmin::kiosk {
namespace {

// What is kept to be put back: of many small things the last ones, of photographs what fits.
constexpr std::size_t kMostUndo = 60;
constexpr std::size_t kMostUndoBytes = 8U << 20;

// Steps that wait for the world: what goes on there is nobody's doing.
bool waits_for_world(const StepSpec& step) {
  return std::holds_alternative<QueryStep>(step.action) || std::holds_alternative<SubmitStep>(step.action) ||
         std::holds_alternative<PrintStep>(step.action) || std::holds_alternative<PayStep>(step.action) ||
         std::holds_alternative<DoneStep>(step.action) || std::holds_alternative<RateStep>(step.action);
}

bool is_residents_doing(const Event& event) {
  if (std::holds_alternative<ui::ActionPressed>(event) || std::holds_alternative<ui::TextEdited>(event)) return true;
  if (std::holds_alternative<PhotoTaken>(event) || std::holds_alternative<MemoRecorded>(event)) return true;
  if (const auto* keypad = std::get_if<devices::KeypadEvent>(&event))
    return std::holds_alternative<devices::KeyPressed>(*keypad);
  if (const auto* card = std::get_if<devices::CardEvent>(&event))
    return std::holds_alternative<devices::CardRead>(*card);
  if (const auto* scan = std::get_if<devices::ScanEvent>(&event))
    return std::holds_alternative<devices::CodeScanned>(*scan);
  return false;
}

Undoable picture_of(const Session& session) {
  return {session.step,    session.trail,    session.values.answers(), session.photos, session.memos,
          session.strokes, session.answered, session.correcting,       false};
}

bool same_answers(const Undoable& before, const Session& now) {
  const auto same_value = [](const auto& a, const auto& b) {
    return a.first == b.first && a.second.text == b.second.text;
  };
  const auto& answers = now.values.answers();
  if (!std::equal(before.answers.begin(), before.answers.end(), answers.begin(), answers.end(), same_value))
    return false;
  const auto same_shots = [](const auto& a, const auto& b) {
    return a.first == b.first && a.second.size() == b.second.size() &&
           std::equal(a.second.begin(), a.second.end(), b.second.begin(),
                      [](const Shot& x, const Shot& y) { return x.picture == y.picture; });
  };
  if (!std::equal(before.photos.begin(), before.photos.end(), now.photos.begin(), now.photos.end(), same_shots))
    return false;
  const auto same_memo = [](const auto& a, const auto& b) {
    return a.first == b.first && a.second.opus == b.second.opus;
  };
  if (!std::equal(before.memos.begin(), before.memos.end(), now.memos.begin(), now.memos.end(), same_memo))
    return false;
  return before.strokes == now.strokes;
}

std::size_t weight(const Undoable& entry) {
  std::size_t bytes = 200;
  for (const auto& [name, value] : entry.answers) bytes += name.size() + value.text.size() + 64;
  for (const auto& [name, shots] : entry.photos)
    for (const Shot& shot : shots) bytes += shot.jpeg.size();
  for (const auto& [name, strokes] : entry.strokes) bytes += strokes.size();
  return bytes;
}

}  // namespace

void Turn::before(const Event& event) {
  if (!s.session || s.session->committed || s.session->parking || s.question || !is_residents_doing(event)) return;
  const StepSpec* step = current_step(s);
  if (step == nullptr || (waits_for_world(*step) && !s.session->rehearsal)) return;
  if (std::holds_alternative<QueryStep>(step->action)) return;
  before_ = picture_of(*s.session);
  before_session_ = s.session->id;
}

// Written into the form that stands there, or drawn on its pad, and taken. What stood there before need not have been
// another text: a replay knows of both only how long they were.
bool Turn::was_written(const Event& event) const {
  const auto* edited = std::get_if<ui::TextEdited>(&event);
  if (const auto* sign = step_as<SignStep>(); sign != nullptr && edited != nullptr && sign->field == edited->field) {
    const auto strokes = s.session->strokes.find(sign->field);
    return strokes != s.session->strokes.end() && strokes->second.reveal() == edited->value;
  }
  const auto* form = step_as<FormStep>();
  return edited != nullptr && form != nullptr && form->field == edited->field && !edited->value.empty() &&
         s.session->values.text(form->field) == edited->value;
}

void Turn::after(const Event& event) {
  if (!s.session) return;
  Session& session = *s.session;
  if (session.committed) return session.undo.clear();
  if (!before_ || session.id != before_session_) return;
  before_->left = session.step != before_->step;
  if (!before_->left && !was_written(event) && same_answers(*before_, session)) return;
  session.undo.push_back(std::move(*before_));
  std::size_t bytes = 0;
  std::size_t kept = 0;
  for (auto entry = session.undo.rbegin(); entry != session.undo.rend() && kept < kMostUndo; ++entry, ++kept) {
    bytes += weight(*entry);
    if (bytes > kMostUndoBytes && kept > 0) break;
  }
  session.undo.erase(session.undo.begin(), session.undo.end() - std::ptrdiff_t(kept));
}

// Going back has undone the going forward; what was done on the page that now stands can still be taken back.
void Turn::trim_undo() {
  before_.reset();
  if (!s.session) return;
  auto& undo = s.session->undo;
  while (!undo.empty() &&
         (undo.back().step > s.session->step || (undo.back().step == s.session->step && undo.back().left)))
    undo.pop_back();
}

void Turn::undo() {
  before_.reset();
  if (!can_undo(s)) return;
  Session& session = *s.session;
  Undoable then = std::move(session.undo.back());
  session.undo.pop_back();
  const bool moved = then.step != session.step;
  if (moved) leave_step();
  session.trail = std::move(then.trail);
  session.values.set_answers(std::move(then.answers));
  session.photos = std::move(then.photos);
  session.memos = std::move(then.memos);
  session.strokes = std::move(then.strokes);
  session.answered = std::move(then.answered);
  session.correcting = then.correcting;
  session.step = then.step;
  if (moved) return begin_step();
  session.phase = std::holds_alternative<IdentifyStep>(current_step(s)->action) ? session.phase : Phase(Asking{});
  const bool written = step_as<FormStep>() != nullptr || step_as<AmountStep>() != nullptr;
  if (!written) return arrived();
  stop_speech();
  if (s.voice_on) emit(Announce{Announce::What::Field, false});
}

}  // namespace bianmin::kiosk
