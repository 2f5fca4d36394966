#pragma once

#include <mutex>
#include <optional>
#include <string>
#include <vector>

#include "devices/voice/voice.hpp"

namespace bianmin::devices {

/// A voice that only keeps what it was told to say: journeys, tests, a window without loudspeaker. Without a clock an
/// utterance is finished at once; with one it takes `per_character` for each character of its text at rate 1, and
/// tick() ends it. Events come on the thread that calls. Any thread.
class SimulatedVoice final : public Voice {
 public:
  struct Said {
    Utterance utterance;
    VoiceSettings settings;  // as they were then
    bool finished = false;   // false: stopped, or still being said
  };

  SimulatedVoice() = default;
  /// `clock` outlives this.
  SimulatedVoice(const base::Clock& clock, base::Milliseconds per_character)
      : clock_(&clock), per_character_(per_character) {}

  void start(Sink sink) override;
  void say(Utterance utterance) override;
  void stop() override;
  void pause(bool paused) override;
  void set(const VoiceSettings& settings) override;

  /// Ends what the clock says has ended.
  void tick();
  /// From now on there is no sound device (or there is again).
  void set_lost(bool lost);

  std::vector<Said> said() const;
  /// The texts, one utterance a line, segments joined by a space.
  std::string transcript() const;
  bool speaking() const;
  VoiceSettings settings() const;
  void clear();

 private:
  base::Milliseconds length(const Utterance& utterance) const;
  void emit(const std::vector<VoiceEvent>& events);

  mutable std::mutex mutex_;
  Sink sink_;
  const base::Clock* clock_ = nullptr;
  base::Milliseconds per_character_{0};
  VoiceSettings settings_;
  std::vector<Said> said_;
  bool speaking_ = false;
  bool paused_ = false;
  bool lost_ = false;
  base::Milliseconds ends_{0};  // by the clock; while paused: what is left
};

}  // namespace bianmin::devices
