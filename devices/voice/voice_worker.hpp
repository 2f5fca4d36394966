#pragma once

#include <condition_variable>
#include <mutex>
#include <optional>
#include <span>
#include <thread>
#include <vector>

#include "devices/voice/espeak_voice.hpp"
#include "devices/voice/loudness.hpp"
#include "devices/voice/sound_sink.hpp"
#include "devices/voice/speech_cache.hpp"
#include "devices/voice/synthesizer.hpp"

namespace bianmin::devices {

/// EspeakVoice's thread. It synthesizes in the same thread that plays: eSpeak NG's callback feeds the sound device,
/// so that speech begins with the first piece and ends where it is cut.
class EspeakVoice::Worker {
 public:
  explicit Worker(Options options);
  ~Worker();
  void start(Sink sink);
  void say(Utterance utterance);
  void stop();
  void pause(bool paused);
  void set(const VoiceSettings& settings);

 private:
  using Steady = std::chrono::steady_clock;

  void run();
  bool prepare();
  bool open_sinks();
  void lost(const base::Failure& why);
  void speak(Utterance& utterance);
  bool speak_segments(const Utterance& utterance);
  bool speak_segment(const SpeechSegment& segment, bool personal);
  enum class Played { Whole, Cut, Unusable };
  Played play_recording(const std::string& file, bool personal);
  double rate();
  bool feed(std::span<const Sample> samples);
  bool feed_silence(base::Milliseconds length);
  bool play(std::vector<Sample> samples);
  bool finish();
  void be_silent();
  base::Result<std::size_t> write(std::span<const Sample> samples);
  std::size_t ahead() const;
  std::vector<Sample> take_back();
  bool wait_while_paused();
  bool interrupted_locked() const { return generation_ != current_; }
  void rest(base::Milliseconds at_most);
  std::size_t samples_in(base::Milliseconds time) const;

  const Options options_;
  Sink sink_;

  // The thread's own.
  Synthesizer synthesizer_;
  SpeechCache cache_;
  std::optional<Loudness> loudness_;
  std::unique_ptr<SoundSink> alsa_;
  std::unique_ptr<SoundSink> wav_;
  bool on_headphones_ = false;
  bool lost_told_ = false;
  std::uint64_t current_ = 0;  // the generation being spoken
  std::uint64_t speaking_id_ = 0;
  bool started_told_ = false;
  Steady::time_point begin_{};  // when the first sample since then was handed over
  std::size_t written_ = 0;     // samples handed over since `begin_`
  std::vector<Sample> recent_;  // the last of them, for a pause

  std::mutex mutex_;
  std::condition_variable woken_;
  std::optional<Utterance> next_;
  VoiceSettings settings_;
  std::uint64_t generation_ = 1;  // grows with each say and stop
  bool paused_ = false;
  bool ending_ = false;

  std::thread thread_;
};

}  // namespace bianmin::devices
