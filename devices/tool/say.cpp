#include <boost/json.hpp>

#include "devices/tool/commands.hpp"
#include "devices/tool/event_queue.hpp"
#include "devices/voice/espeak_voice.hpp"
#include "devices/voice/synthesizer.hpp"
#include "i18n/pronounce/pronouncer.hpp"

namespace bianmin::tool {
namespace {

constexpr double kSecondsAtLeast = 30, kSecondsACharacter = 0.6;

devices::SpeechSegment segment_of(const i18n::SpokenSegment& spoken) {
  return {spoken.language.tag(), spoken.notation == i18n::Notation::Pinyin, spoken.text};
}

// Text, then each Chinese word with its pinyin, then what the voices get and make of it.
int explain(const i18n::Pronouncer& pronouncer, const i18n::Language& language, const std::string& text,
            const Output& output) {
  devices::Synthesizer synthesizer;
  if (auto opened = synthesizer.open(); !opened) return output.fail(opened.error());
  output.say("text\t" + text, {{"text", text}, {"language", language.tag()}});
  for (const auto& word : pronouncer.explain(text)) {
    const auto phonemes = synthesizer.phonemes({"zh-CN", true, word.pinyin});
    if (!phonemes) return output.fail(phonemes.error());
    output.say("word\t" + word.word + "\t" + word.pinyin + "\t[" + *phonemes + "]\t" + word.source,
               {{"word", word.word}, {"pinyin", word.pinyin}, {"phonemes", *phonemes}, {"source", word.source}});
  }
  for (const auto& spoken : pronouncer.pronounce(language, text).segments) {
    const auto segment = segment_of(spoken);
    const auto phonemes = synthesizer.phonemes(segment);
    if (!phonemes) return output.fail(phonemes.error());
    output.say("said\t" + segment.language + "\t" + segment.text + "\t[" + *phonemes + "]",
               {{"segment", segment.text}, {"language", segment.language}, {"phonemes", *phonemes}});
  }
  return kOk;
}

}  // namespace

int say(const Say& options, const Output& output) {
  const auto language = i18n::Language::parse(options.language);
  if (!language) return output.fail(language.error());
  const std::filesystem::path share = share_folder();
  const auto pronouncer = i18n::Pronouncer::load(share / "pinyin.dict", {share / "lexicon"});
  if (!pronouncer) return output.fail(pronouncer.error());
  if (options.explain) {
    const int explained = explain(*pronouncer, *language, options.text, output);
    if (explained != kOk || options.wav.empty()) return explained;
  }

  devices::Utterance utterance{.id = 1};
  for (const auto& spoken : pronouncer->pronounce(*language, options.text).segments)
    utterance.segments.push_back(segment_of(spoken));
  EventQueue<devices::VoiceEvent> events;
  devices::EspeakVoice::Options voice_options;
  voice_options.device = options.wav.empty() ? options.device : std::string{};
  voice_options.wav_file = options.wav;
  if (!options.wav.empty()) voice_options.pace = devices::EspeakVoice::Pace::AsFast;
  devices::EspeakVoice voice(voice_options);
  voice.start(events.sink());
  voice.say(std::move(utterance));
  const auto deadline =
      seconds_from_now(kSecondsAtLeast + kSecondsACharacter * static_cast<double>(options.text.size()));
  while (auto event = events.next(deadline)) {
    if (const auto* lost = std::get_if<devices::VoiceLost>(&*event)) return output.fail(lost->why);
    if (std::holds_alternative<devices::SpeechFinished>(*event)) {
      output.say(options.wav.empty() ? "said" : "written to " + options.wav, {{"state", "said"}, {"wav", options.wav}});
      return kOk;
    }
  }
  return output.time_out("The voice did not finish in time.");
}

}  // namespace bianmin::tool
