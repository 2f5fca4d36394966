#pragma once

#include <mutex>

#include "devices/recorder/voice_recorder.hpp"

namespace bianmin::devices {

/// A recorder without hardware: it hears the memo that it was given. It has no thread: events are sent on the thread
/// that calls, before the call returns. Any thread. The sink must not call back into the recorder (the product's sinks
/// post).
class SimulatedVoiceRecorder final : public VoiceRecorder {
 public:
  /// `opus`: an Ogg Opus file of that length.
  SimulatedVoiceRecorder(base::Secret opus, base::Milliseconds length) : opus_(std::move(opus)), length_(length) {}
  void start(Sink sink) override;
  void record() override;
  void stop() override;
  void cancel() override;

  /// Somebody speaks while a memo is recorded: one level. False when nothing is recorded.
  bool speak(unsigned percent, base::Milliseconds so_far);
  /// The longest memo has been spoken: it ends by itself.
  void reach_limit();
  void plug_in();
  void unplug();
  bool recording() const;

 private:
  void end(bool limit_reached);
  mutable std::mutex mutex_;
  Sink sink_;
  base::Secret opus_;
  base::Milliseconds length_;
  bool recording_ = false;
  bool plugged_in_ = true;
};

}  // namespace bianmin::devices
