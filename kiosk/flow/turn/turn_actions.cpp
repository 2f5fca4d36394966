// What is pressed, on the screen or on the keypad.
#include <algorithm>

#include "kiosk/flow/turn/turn.hpp"

namespace bianmin::kiosk {
namespace {

constexpr int kLargestText = 200;  // percent
constexpr int kTextStep = 25;
constexpr double kElderRate = 0.85;

// A page that lets nobody go on must still be read by everybody: in their language, their size, by their ear.
bool changes_how_it_is_read(std::string_view id) {
  return id == "repeat" || (id.starts_with("tool:") && id != "tool:headphones");
}

}  // namespace

void Turn::on(const ui::ActionPressed& e) {
  s.keys = false;
  somebody_there();
  press(e.id);
}

void Turn::press(const std::string& id) {
  // First, whatever else stands: it was said and shown last, and who answers it is there.
  if (s.question) return press_question(id);
  if (standing_emergency(s) != nullptr) {
    if (id == "acknowledge") {
      s.seen_emergencies.insert(standing_emergency(s)->id);
      arrived(standing_emergency(s) != nullptr);
    } else if (changes_how_it_is_read(id)) {
      press_anywhere(id);
    }
    return;
  }
  if (s.trouble) {
    if (changes_how_it_is_read(id)) press_anywhere(id);
    return;
  }
  if (press_anywhere(id) || (id.starts_with("help:") && s.helping && press_help(id))) return;
  if (id == "park" && s.session && (s.helping || s.view.style == ui::ViewStyle::Elder)) {
    s.helping = false;
    return park();
  }
  if (s.helping) {
    if (id == "back") {
      s.helping = false;
      arrived();
    }
    return;
  }
  if (s.session) return press_step(id);
  press_home_page(id);
}

bool Turn::press_anywhere(const std::string& id) {
  if (id == "tool:elder") {
    const bool elder = s.view.style != ui::ViewStyle::Elder;
    s.view.style = elder ? ui::ViewStyle::Elder : ui::ViewStyle::Standard;
    if (elder) s.voice_on = true;
    s.voice.rate = elder ? kElderRate : 1.0;
    emit(SetVoice{s.voice});
    arrived();
  } else if (id == "tool:contrast") {
    s.view.high_contrast = !s.view.high_contrast;
    arrived();
  } else if (id == "tool:text_size") {
    s.view.text_percent = s.view.text_percent >= kLargestText ? 100 : s.view.text_percent + kTextStep;
    arrived();
  } else if (id == "tool:low_reach") {
    s.view.low_reach = !s.view.low_reach;
    arrived();
  } else if (id == "tool:curtain") {
    s.view.curtain = s.headphones && !s.view.curtain;
    arrived();
  } else if (id == "tool:voice") {
    s.voice_on = !s.voice_on;
    arrived();
  } else if (id == "tool:language") {
    const auto& all = s.rules.languages;
    const auto found = std::find(all.begin(), all.end(), s.language);
    s.language = found == all.end() || found + 1 == all.end() ? all.front() : *(found + 1);
    arrived();
  } else if (id == "help" || id == "tool:headphones") {
    if (s.helping) return true;
    s.helping = true;
    arrived();
  } else if (id == "repeat") {
    stop_speech();
    emit(Announce{Announce::What::Arrival, true});
  } else if (id == "home") {
    go_home();
  } else {
    return false;
  }
  return true;
}

void Turn::press_question(const std::string& id) {
  if (id == "stay" || id == "back") {  // "back" from the keypad: away from the question, not from the service
    s.question.reset();
    arrived();
  } else if (id == "help") {
    s.question.reset();
    s.helping = true;
    arrived();
  } else if (id == "leave") {
    const bool answered_home = !std::holds_alternative<StillThere>(*s.question);
    if (std::holds_alternative<WelcomeBack>(*s.question)) {  // not now: it stays where it is
      s.question.reset();
      return arrived();
    }
    s.question.reset();
    if (left_while_parking()) return;
    end_session(answered_home ? Visitor::Stays : Visitor::Leaves);
  } else if (const auto* welcome = std::get_if<WelcomeBack>(&*s.question); welcome && id == "resume") {
    const WelcomeBack back = *welcome;
    s.question.reset();
    resume(back.id, back.visit);
  } else if (id == "repeat") {
    stop_speech();
    emit(Announce{Announce::What::Arrival, true});
  }
}

void Turn::press_home_page(const std::string& id) {
  if (press_rehearsals(id)) return;
  if (id == "resume" && std::holds_alternative<AtHome>(s.where)) return start_resuming();
  if (std::holds_alternative<Resuming>(s.where) && id != "back") return;
  leave_resuming();
  if (id == "finish" && std::holds_alternative<Parked>(s.where)) {
    reset_visitor();
    return arrived(s.card_left);
  }
  if (id == "all" || id == "back") {
    s.where = AtHome{id == "all"};
    arrived();
  } else if (id.starts_with("service:")) {
    start_service(id.substr(8));
  }
}

void Turn::press_step(const std::string& id) {
  const StepSpec* step = current_step(s);
  if (step == nullptr) return end_session(Visitor::Leaves);
  if (s.session->parking) return;  // it is on its way out
  if (id == "undo") return undo();
  if (press_companion(id)) return;
  if (id == "back") return back();
  if (press_rehearsed(*step, id)) return;
  Session& session = *s.session;
  // Not while paused: that job still waits in the printer, and a second one would come out beside it.
  if (id == "retry" && std::holds_alternative<Stuck>(session.phase)) {
    if (std::holds_alternative<DoneStep>(step->action)) return reprint(std::string(session.reprinting));
    const auto* query = std::get_if<QueryStep>(&step->action);
    if (query != nullptr && !query->taken.empty() &&
        std::get<Stuck>(session.phase).why.code == base::FailureCode::SlotTaken)
      return choose_again(query->taken);
    return begin_step();
  }
  std::visit([&](const auto& kind) { press(kind, id); }, step->action);
}

}  // namespace bianmin::kiosk
