#include "devices/voice/synthesizer.hpp"

#include <atomic>
#include <cstdio>
#include <cstdlib>

#include <espeak-ng/speak_lib.h>

namespace bianmin::devices {
namespace {

using base::FailureCode;

constexpr int kPieceMs = 20;

std::atomic<bool> in_use{false};  // the library's own globals allow one user; see the class

/// The library is initialised once a process and never terminated: after a second espeak_Initialize of the same
/// process, 1.51's espeak_Terminate waits for ever for its event thread.
int library_rate() {
  static const int rate = espeak_Initialize(AUDIO_OUTPUT_SYNCHRONOUS, kPieceMs, nullptr, espeakINITIALIZE_DONT_EXIT);
  return rate;
}

const Synthesizer::Receive* receiver = nullptr;  // during a call of espeak_Synth only; guarded by in_use

/// eSpeak NG's callback: 1 ends the synthesis.
int deliver(short* samples, int count, espeak_EVENT*) {
  if (!samples || count <= 0 || !receiver) return 0;
  return (*receiver)({samples, static_cast<std::size_t>(count)}) ? 0 : 1;
}

/// "zh-CN" → eSpeak NG's name. Chinese always goes through the pinyin voice: the plain `cmn` of Debian 12 spells
/// characters as English letters (specs/requirements.md).
std::string voice_name(const SpeechSegment& segment) {
  const std::string primary = segment.language.substr(0, segment.language.find_first_of("-_"));
  if (segment.pinyin || primary == "zh" || primary == "cmn") return "cmn-latn-pinyin";
  if (primary == "en") return "en-us";
  return primary;
}

}  // namespace

Synthesizer::~Synthesizer() {
  if (rate_ > 0) in_use = false;
}

base::Result<void> Synthesizer::open() {
  if (rate_ > 0) return {};
  if (in_use.exchange(true))
    return base::fail(FailureCode::VoiceMissing, "espeak-ng: another voice of this process uses it");
  const int rate = library_rate();
  if (rate <= 0) {
    in_use = false;
    return base::fail(FailureCode::VoiceMissing, "espeak-ng: cannot be initialised (espeak-ng-data missing?)");
  }
  rate_ = static_cast<unsigned>(rate);
  espeak_SetSynthCallback(&deliver);
  return {};
}

void Synthesizer::set_speed(int words_a_minute) {
  const int speed = std::clamp(words_a_minute, 80, 450);
  if (rate_ == 0 || speed == speed_) return;
  espeak_SetParameter(espeakRATE, speed, 0);
  speed_ = speed;
}

base::Result<void> Synthesizer::choose_voice(const SpeechSegment& segment) {
  const std::string name = voice_name(segment);
  if (name == voice_) return {};
  if (name.empty() || name.size() > 35 || espeak_SetVoiceByName(name.c_str()) != EE_OK) {
    voice_.clear();
    return base::fail(FailureCode::VoiceMissing, "espeak-ng: no voice for this language");
  }
  voice_ = name;
  const int speed = std::exchange(speed_, 0);  // a voice may bring its own speed
  if (speed > 0) set_speed(speed);
  return {};
}

base::Result<void> Synthesizer::speak(const SpeechSegment& segment, const Receive& receive) {
  if (auto chosen = choose_voice(segment); !chosen) return chosen;
  receiver = &receive;
  const espeak_ERROR error = espeak_Synth(segment.text.c_str(), segment.text.size() + 1, 0, POS_CHARACTER, 0,
                                          espeakCHARS_UTF8, nullptr, nullptr);
  receiver = nullptr;
  if (error != EE_OK) return base::fail(FailureCode::SoundFailed, "espeak-ng: synthesis failed");
  return {};
}

// espeak_TextToPhonemes would be simpler, but it shows the dictionary's phonemes; what is traced while it speaks has
// the changes of tone in it too.
base::Result<std::string> Synthesizer::phonemes(const SpeechSegment& segment) {
  char* text = nullptr;
  std::size_t size = 0;
  std::FILE* trace = ::open_memstream(&text, &size);
  if (trace == nullptr) return base::fail(FailureCode::SoundFailed, "no memory for the phonemes");
  espeak_SetPhonemeTrace(1, trace);
  const auto spoken = speak(segment, [](std::span<const Sample>) { return true; });
  espeak_SetPhonemeTrace(0, nullptr);
  std::fclose(trace);
  const std::unique_ptr<char, decltype(&std::free)> owner(text, &std::free);
  if (!spoken) return tl::unexpected(spoken.error());
  std::string all;
  for (std::string_view rest(text, size); !rest.empty();) {
    std::string_view clause = rest.substr(0, rest.find('\n'));
    rest.remove_prefix(std::min(rest.size(), clause.size() + 1));
    clause.remove_prefix(std::min(clause.find_first_not_of(' '), clause.size()));
    if (clause.empty()) continue;
    if (!all.empty()) all += " / ";
    all += clause;
  }
  return all;
}

void Synthesizer::forget() {
  SpeechSegment neutral{"zh-CN", true, std::string(), base::Milliseconds(0)};
  for (int i = 0; i < 40; ++i) neutral.text += "hao3 ";
  (void)speak(neutral, [](std::span<const Sample>) { return true; });
}

}  // namespace bianmin::devices
