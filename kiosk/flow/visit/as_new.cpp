#include "kiosk/flow/visit/as_new.hpp"

namespace bianmin::kiosk {

bool is_as_new(const State& state) {
  devices::VoiceSettings voice;
  voice.headphones = state.headphones;
  const auto* home = std::get_if<AtHome>(&state.where);
  return !state.session && home != nullptr && !home->all && !state.helping && !state.help_call && !state.question &&
         state.language == state.rules.languages.front() && state.view == ui::View{} && state.voice == voice &&
         state.voice_on == (state.rules.voice_on || state.headphones) && state.keys == state.headphones &&
         state.focus.empty() && state.seen_emergencies.empty();
}

}  // namespace bianmin::kiosk
