#pragma once

#include <memory>
#include <string>

#include "base/clock.hpp"
#include "devices/voice/voice.hpp"

namespace bianmin::devices {

/// Speech by eSpeak NG, and recordings in Opus, through ALSA. See devices/voice/README.md.
///
/// One instance a process: eSpeak NG is not re-entrant. A second one reports VoiceLost until the first has gone.
/// Text and samples of an utterance marked `personal` are wiped when it has been said or stopped.
class EspeakVoice final : public Voice {
 public:
  enum class Pace {
    RealTime,  // never further ahead of the listener than `lead`
    AsFast     // as fast as the sinks take it: writing a WAV file only
  };
  struct Options {
    std::string device = "default";  // ALSA's name of the loudspeaker; empty: no ALSA
    std::string headphones_device;   // empty: the same as `device`
    std::string wav_file;            // besides or instead: all that is spoken goes into this file. For demo and tests:
                                     // it keeps what residents are told
    unsigned wav_gap_ms = 400;       // silence after each utterance in it
    Pace pace = Pace::RealTime;
    int words_a_minute = 160;             // at rate 1
    double gain_db = -10;                 // of eSpeak NG's samples at volume_db 0: leaves room for +18 dB
    std::size_t cache_bytes = 24U << 20;  // about 9 minutes of fixed sentences
    base::Milliseconds retry{2000};       // how often a missing device is looked for
    base::Milliseconds lead{100};
  };

  explicit EspeakVoice(Options options);
  ~EspeakVoice() override;  // silent at once; returns within about 50 ms
  EspeakVoice(const EspeakVoice&) = delete;
  EspeakVoice& operator=(const EspeakVoice&) = delete;

  void start(Sink sink) override;
  void say(Utterance utterance) override;
  void stop() override;
  void pause(bool paused) override;
  void set(const VoiceSettings& settings) override;

 private:
  class Worker;
  std::unique_ptr<Worker> worker_;
};

}  // namespace bianmin::devices
