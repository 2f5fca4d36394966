#include "devices/recorder/simulated_voice_recorder.hpp"

#include <utility>

namespace bianmin::devices {

void SimulatedVoiceRecorder::start(Sink sink) {
  const std::scoped_lock lock(mutex_);
  sink_ = std::move(sink);
  if (plugged_in_) sink_(RecorderReady{});
}

void SimulatedVoiceRecorder::record() {
  const std::scoped_lock lock(mutex_);
  recording_ = plugged_in_;
  if (!plugged_in_ && sink_)
    sink_(RecordingFailed{{base::FailureCode::MicrophoneMissing, "the simulated microphone is unplugged"}});
}

void SimulatedVoiceRecorder::stop() {
  const std::scoped_lock lock(mutex_);
  end(false);
}

void SimulatedVoiceRecorder::cancel() {
  const std::scoped_lock lock(mutex_);
  recording_ = false;
}

bool SimulatedVoiceRecorder::speak(unsigned percent, base::Milliseconds so_far) {
  const std::scoped_lock lock(mutex_);
  if (recording_ && sink_) sink_(RecordingLevel{percent, so_far});
  return recording_;
}

void SimulatedVoiceRecorder::reach_limit() {
  const std::scoped_lock lock(mutex_);
  end(true);
}

void SimulatedVoiceRecorder::end(bool limit_reached) {
  if (std::exchange(recording_, false) && sink_) sink_(RecordingDone{opus_, length_, limit_reached});
}

void SimulatedVoiceRecorder::plug_in() {
  const std::scoped_lock lock(mutex_);
  if (!std::exchange(plugged_in_, true) && sink_) sink_(RecorderReady{});
}

void SimulatedVoiceRecorder::unplug() {
  const std::scoped_lock lock(mutex_);
  if (!std::exchange(plugged_in_, false) || !sink_) return;
  const base::Failure why{base::FailureCode::MicrophoneMissing, "the simulated microphone was unplugged"};
  if (std::exchange(recording_, false)) sink_(RecordingFailed{why});
  sink_(RecorderLost{why});
}

bool SimulatedVoiceRecorder::recording() const {
  const std::scoped_lock lock(mutex_);
  return recording_;
}

}  // namespace bianmin::devices
