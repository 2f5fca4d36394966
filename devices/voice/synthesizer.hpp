#pragma once

#include <functional>
#include <span>
#include <string>

#include "base/failure.hpp"
#include "devices/voice/sound_sink.hpp"
#include "devices/voice/voice.hpp"

namespace bianmin::devices {

/// eSpeak NG as a function from text to samples. eSpeak NG keeps its state in globals and is not re-entrant: there is
/// at most one open Synthesizer in a process (a second one's open fails), and one thread calls it.
class Synthesizer {
 public:
  /// Takes a piece (about 20 ms) and says whether to go on.
  using Receive = std::function<bool(std::span<const Sample>)>;

  Synthesizer() = default;
  ~Synthesizer();
  Synthesizer(const Synthesizer&) = delete;
  Synthesizer& operator=(const Synthesizer&) = delete;

  /// VoiceMissing without eSpeak NG's data, or when the process has another one.
  base::Result<void> open();
  unsigned rate() const { return rate_; }  // of its samples, in Hz; 22,050
  /// Words a minute as eSpeak NG counts them, 80 … 450.
  void set_speed(int words_a_minute);
  /// Synthesizes one stretch; returns when done or when `receive` says so. VoiceMissing when there is no voice for the
  /// language, SoundFailed when the synthesis fails.
  base::Result<void> speak(const SpeechSegment& segment, const Receive& receive);
  /// What it would say, in eSpeak NG's phoneme names, clauses parted by " / " (as `espeak-ng -q -x` prints them).
  /// VoiceMissing when there is no voice for the language.
  base::Result<std::string> phonemes(const SpeechSegment& segment);
  /// Speaks a neutral word to nobody, over what the library's buffers still hold of the last text.
  void forget();

 private:
  base::Result<void> choose_voice(const SpeechSegment& segment);

  unsigned rate_ = 0;
  std::string voice_;
  int speed_ = 0;
};

}  // namespace bianmin::devices
