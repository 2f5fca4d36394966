// What is pressed, on the screen or on the keypad.
#include <algorithm>
#include <charconv>

#include "kiosk/flow/pages/page_builder.hpp"
#include "kiosk/flow/turn/turn.hpp"

namespace bianmin::kiosk {
namespace {

constexpr int kVolumeStepDb = 6;
constexpr int kVolumeLimitDb = 18;
constexpr int kLargestText = 200;  // percent
constexpr int kTextStep = 25;
constexpr double kElderRate = 0.85;

// The number behind a prefix ("row:3"), or nothing.
std::optional<std::size_t> number_after(const std::string& id, std::string_view prefix) {
  if (!id.starts_with(prefix)) return std::nullopt;
  std::size_t value{};
  const auto [end, error] = std::from_chars(id.data() + prefix.size(), id.data() + id.size(), value);
  if (error != std::errc{} || end != id.data() + id.size()) return std::nullopt;
  return value;
}

std::size_t characters(std::string_view text) {
  return std::size_t(std::count_if(text.begin(), text.end(), [](char c) { return (c & 0xC0) != 0x80; }));
}

// A page that lets nobody go on must still be read by everybody: in their language, their size, by their ear.
bool changes_how_it_is_read(std::string_view id) {
  return id == "repeat" || (id.starts_with("tool:") && id != "tool:headphones");
}

bool offers_edit(const ReviewStep& step, std::string_view target) {
  return std::any_of(step.facts.begin(), step.facts.end(),
                     [&](const ReviewFact& fact) { return !fact.edit.empty() && fact.edit == target; });
}

}  // namespace

void Turn::on(const ui::ActionPressed& e) {
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
    if (s.session && s.session->parking && !s.session->parking->id.empty() &&
        !s.session->values.text("holder.id_number").empty()) {
      emit(CancelPrints{});
      parked(false);
      s.where = AtHome{};  // who would not wait is not held up by another page
      return;
    }
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
  const bool stuck = std::holds_alternative<Stuck>(session.phase) || std::holds_alternative<Paused>(session.phase);
  // Not while paused: that job still waits in the printer, and a second one would come out beside it.
  if (id == "retry" && std::holds_alternative<Stuck>(session.phase)) {
    if (const auto* last = std::get_if<DoneStep>(&step->action)) return reprint(*last);
    const auto* query = std::get_if<QueryStep>(&step->action);
    if (query != nullptr && !query->taken.empty() &&
        std::get<Stuck>(session.phase).why.code == base::FailureCode::SlotTaken)
      return choose_again(query->taken);
    return begin_step();
  }

  if (const auto* identify = std::get_if<IdentifyStep>(&step->action)) {
    if (id == "skip" && identify->optional) return next();
    if (id == "method:card" || id == "method:code") {
      session.showing_code = id == "method:code";
      session.phase = AtWork{};
      arrived();
    }
  } else if (const auto* choose = std::get_if<ChooseStep>(&step->action)) {
    for (const auto& option : choose->options)
      if (id == "choose:" + option.value) return answer(choose->field, {base::Secret(option.value), option.label});
  } else if (const auto* ticks = std::get_if<TickStep>(&step->action)) {
    press_tick(*ticks, id);
  } else if (const auto* date = std::get_if<DateStep>(&step->action)) {
    press_date(*date, id);
  } else if (const auto* photo = std::get_if<PhotoStep>(&step->action)) {
    press_photo(*photo, id);
  } else if (const auto* sign = std::get_if<SignStep>(&step->action)) {
    press_sign(*sign, id);
  } else if (const auto* form = std::get_if<FormStep>(&step->action)) {
    if (press_memo(*form, id)) return;
    const std::string prefix = "phrase:" + form->field + ":";
    if (const auto n = number_after(id, prefix); n && *n < form->phrases.size()) {
      std::string text(session.values.text(form->field));
      text += form->phrases[*n].in(s.language);
      on(ui::TextEdited{form->field, text});
      base::wipe(text);
      if (s.voice_on) emit(Announce{Announce::What::Field, false});
    } else if (id == "skip" && !form->required) {
      session.values.erase(form->field);
      session.memos.erase(form->field);
      next();
    } else if (id == "next") {
      const bool spoken = session.memos.contains(form->field) && session.values.text(form->field).empty();
      if (!spoken && form_error(*form, session.values.text(form->field)) != nullptr) {
        session.phase = Asking{true};
        return arrived(true);
      }
      next();
    }
  } else if (std::holds_alternative<ReviewStep>(step->action)) {
    const auto& review = std::get<ReviewStep>(step->action);
    if (id == "next" || (id == "other" && !review.field.empty())) {
      if (!review.field.empty()) session.values.set(review.field, Value{base::Secret(id == "next" ? "yes" : "no"), {}});
      return next();
    }
    if (id.starts_with("edit:") && offers_edit(std::get<ReviewStep>(step->action), id.substr(5))) edit(id.substr(5));
  } else if (const auto* list = std::get_if<ListStep>(&step->action)) {
    if (const auto n = number_after(id, "row:")) choose_row(*list, *n);
  } else if (const auto* bills = std::get_if<BillsStep>(&step->action)) {
    press_bills(*bills, id);
  } else if (const auto* pay = std::get_if<PayStep>(&step->action)) {
    press_payment(*pay, id);
  } else if (const auto* paper = std::get_if<PrintStep>(&step->action)) {
    if (id == "skip" && stuck && paper->optional) {
      emit(CancelPrints{});
      if (!session.print_job.empty()) {  // the sheet may have begun: another one must be asked for in so many words
        session.committed = true;
        session.trail.clear();
      }
      session.print_job.clear();
      next();
    }
  } else if (const auto* done = std::get_if<DoneStep>(&step->action)) {
    if (id == "next") return next();
    if (id == "finish") return end_session(Visitor::Leaves);
    if (id == "reprint") reprint(*done);
    if (press_suggestion(*done, id)) return;
    if (id == "skip" && stuck) {  // the second sheet is not wanted any more
      if (!session.print_job.empty()) emit(CancelPrints{});
      session.print_job.clear();
      session.phase = Asking{};
      arrived();
    }
  } else if (const auto* rate = std::get_if<RateStep>(&step->action)) {
    press_rating(*rate, id);
  }
}

void Turn::press_rating(const RateStep& step, const std::string& id) {
  Session& session = *s.session;
  if (id == "skip" || id == "finish") return end_session(Visitor::Leaves);
  if (const auto stars = number_after(id, "rate:"); stars && *stars >= 1 && *stars <= 5) {
    session.values.set("rating", Value{base::Secret(std::to_string(*stars)), {}});
    if (*stars > 2 || step.reasons.empty()) return end_session(Visitor::Leaves);
    return arrived();
  }
  for (const auto& reason : step.reasons) {
    if (id != "reason:" + reason.value) continue;
    if (session.values.find("reason-" + reason.value) != nullptr)
      session.values.erase("reason-" + reason.value);
    else
      session.values.set("reason-" + reason.value, Value{base::Secret("yes"), {}});
    if (s.voice_on && s.focus == id) say_focus();
    return;
  }
  if (id == "next" && session.values.find("rating") != nullptr) end_session(Visitor::Leaves);
}

void Turn::send_rating(const RateStep& step) {
  const Session& session = *s.session;
  if (session.rehearsal) return;
  const std::string_view stars = session.values.text("rating");
  if (stars.empty()) return;
  Rate rating{new_uuid(), session.service, 0, {}};
  std::from_chars(stars.data(), stars.data() + stars.size(), rating.stars);
  for (const auto& reason : step.reasons)
    if (session.values.find("reason-" + reason.value) != nullptr) rating.reasons.push_back(reason.value);
  emit(std::move(rating));
}

void Turn::on(const ui::TextEdited& e) {
  somebody_there();
  if (s.question || s.helping || standing_emergency(s) != nullptr || (s.session && s.session->parking)) return;
  if (const auto* sign = step_as<SignStep>(); sign != nullptr && sign->field == e.field) return edit_sign(*sign, e);
  const auto* form = step_as<FormStep>();
  if (form == nullptr || form->field != e.field) return;
  if (characters(e.value) > form->max_characters) {
    // What does not fit is not taken, and that is said rather than left to be wondered at.
    const auto* asking = std::get_if<Asking>(&s.session->phase);
    if (asking != nullptr && asking->full) return;
    s.session->phase = Asking{.full = true};
    if (s.voice_on) {
      stop_speech();
      emit(Announce{Announce::What::Field, true});
    }
    return;
  }
  if (e.value.empty())
    s.session->values.erase(form->field);
  else
    s.session->values.set(form->field, Value{base::Secret(e.value), {}});
  s.session->phase = Asking{};
}

void Turn::on(const devices::KeypadEvent& e) {
  if (const auto* pressed = std::get_if<devices::KeyPressed>(&e)) {
    somebody_there();
    key(pressed->key);
  } else if (const auto* headphones = std::get_if<devices::HeadphonesChanged>(&e)) {
    if (headphones->plugged_in == s.headphones) return;
    s.headphones = headphones->plugged_in;
    somebody_there();
    s.voice.headphones = s.headphones;
    // Pulling the plug must never turn private words loose on the loudspeaker.
    stop_speech();
    emit(SetVoice{s.voice});
    if (s.headphones) {
      s.voice_on = true;
      arrived(true);
    } else {
      s.view.curtain = false;
    }
  }
}

void Turn::key(devices::Key key) {
  using devices::Key;
  // Any key but those that change the voice itself cuts it off.
  const bool tuning =
      key == Key::VolumeUp || key == Key::VolumeDown || key == Key::Faster || key == Key::Slower || key == Key::Pause;
  if (!tuning) stop_speech();
  switch (key) {
    case Key::Up:
    case Key::Left: return move_focus(-1);
    case Key::Down:
    case Key::Right: return move_focus(+1);
    case Key::Select:
      if (!s.focus.empty()) {
        const std::string id = s.focus;
        if (ui::can_choose(build_page(s), id))
          press(id);
        else
          say_focus();
      }
      return;
    case Key::Back: return press("back");
    case Key::Home: return press("home");
    case Key::Help: return press("help");
    case Key::Repeat: return press("repeat");
    case Key::Where: return emit(Announce{Announce::What::Whereabouts, true});
    case Key::Pause: return emit(PauseSpeech{});
    case Key::VolumeUp:
    case Key::VolumeDown:
      s.voice.volume_db = std::clamp(s.voice.volume_db + (key == Key::VolumeUp ? kVolumeStepDb : -kVolumeStepDb),
                                     -kVolumeLimitDb, kVolumeLimitDb);
      break;
    case Key::Faster:
    case Key::Slower: s.voice.rate = std::clamp(s.voice.rate + (key == Key::Faster ? 0.25 : -0.25), 0.5, 2.0); break;
  }
  emit(SetVoice{s.voice});
  if (!s.focus.empty()) say_focus();
}

void Turn::move_focus(int by) {
  const auto stops = ui::focus_stops(build_page(s));
  if (stops.empty()) return;
  const auto count = static_cast<int>(stops.size());
  int at = by > 0 ? -1 : count;
  for (int i = 0; i < count; ++i)
    if (stops[std::size_t(i)].id == s.focus) at = i;
  at = (at + by + count) % count;
  s.focus = stops[std::size_t(at)].id;
  s.voice_on = true;  // who uses the keypad listens
  say_focus();
}

}  // namespace bianmin::kiosk
