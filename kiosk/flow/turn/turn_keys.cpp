// What is pressed on the keypad.
#include <algorithm>

#include "kiosk/flow/pages/page_builder.hpp"
#include "kiosk/flow/turn/turn.hpp"

namespace bianmin::kiosk {
namespace {

constexpr int kVolumeStepDb = 6;
constexpr int kVolumeLimitDb = 18;

}  // namespace

void Turn::on(const devices::KeypadEvent& e) {
  if (const auto* pressed = std::get_if<devices::KeyPressed>(&e)) {
    somebody_there();
    s.keys = true;
    key(pressed->key);
  } else if (const auto* headphones = std::get_if<devices::HeadphonesChanged>(&e)) {
    if (headphones->plugged_in == s.headphones) return;
    s.headphones = headphones->plugged_in;
    s.keys = s.headphones;
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
    case Key::Up: return move_focus(-1);
    case Key::Down: return move_focus(+1);
    case Key::Left: return move_group(-1);
    case Key::Right: return move_group(+1);
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

void Turn::move_group(int by) {
  const auto stops = ui::focus_stops(build_page(s));
  const auto count = static_cast<int>(stops.size());
  int at = by > 0 ? -1 : count;
  for (int i = 0; i < count; ++i)
    if (stops[std::size_t(i)].id == s.focus) at = i;
  for (int step = 1; step <= count; ++step) {
    const auto& stop = stops[std::size_t((at + by * step + 2 * count) % count)];
    if (!stop.opens) continue;
    s.focus = stop.id;
    s.voice_on = true;
    return say_focus();
  }
  move_focus(by);
}

}  // namespace bianmin::kiosk
