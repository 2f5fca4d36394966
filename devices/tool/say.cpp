#include <boost/json.hpp>

#include "devices/tool/commands.hpp"
#include "devices/tool/event_queue.hpp"
#include "devices/voice/espeak_voice.hpp"
#include "i18n/pronounce/pronouncer.hpp"

namespace bianmin::tool {
namespace {

constexpr double kSecondsAtLeast = 30, kSecondsACharacter = 0.6;

int explain(const i18n::Pronouncer& pronouncer, const std::string& text, const Output& output) {
  for (const auto& word : pronouncer.explain(text))
    output.say(word.word + "\t" + word.pinyin + "\t" + word.source,
               {{"word", word.word}, {"pinyin", word.pinyin}, {"source", word.source}});
  return kOk;
}

}  // namespace

int say(const Say& options, const Output& output) {
  const auto language = i18n::Language::parse(options.language);
  if (!language) return output.fail(language.error());
  const std::filesystem::path share = share_folder();
  const auto pronouncer = i18n::Pronouncer::load(share / "pinyin.dict", {share / "lexicon"});
  if (!pronouncer) return output.fail(pronouncer.error());
  if (options.explain) return explain(*pronouncer, options.text, output);

  devices::Utterance utterance{.id = 1};
  for (const auto& segment : pronouncer->pronounce(*language, options.text).segments)
    utterance.segments.push_back({segment.language.tag(), segment.notation == i18n::Notation::Pinyin, segment.text});
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
