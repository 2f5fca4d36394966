#include "devices/voice/simulated_voice.hpp"

namespace bianmin::devices {

void SimulatedVoice::start(Sink sink) {
  const std::lock_guard lock(mutex_);
  sink_ = std::move(sink);
}

void SimulatedVoice::say(Utterance utterance) {
  std::vector<VoiceEvent> events;
  {
    const std::lock_guard lock(mutex_);
    const std::uint64_t id = utterance.id;
    const base::Milliseconds time = length(utterance);
    speaking_ = paused_ = false;
    said_.push_back({std::move(utterance), settings_, false});
    if (!lost_) {
      events.push_back(SpeechStarted{id});
      speaking_ = true;
      if (clock_) {
        ends_ = clock_->elapsed() + time;
      } else {
        speaking_ = false;
        said_.back().finished = true;
        events.push_back(SpeechFinished{id});
      }
    }
  }
  emit(events);
}

void SimulatedVoice::stop() {
  const std::lock_guard lock(mutex_);
  speaking_ = paused_ = false;
}

void SimulatedVoice::pause(bool paused) {
  const std::lock_guard lock(mutex_);
  if (!clock_ || !speaking_ || paused == paused_) return;
  paused_ = paused;
  ends_ = paused ? ends_ - clock_->elapsed() : clock_->elapsed() + ends_;
}

void SimulatedVoice::set(const VoiceSettings& settings) {
  const std::lock_guard lock(mutex_);
  settings_ = settings;
}

void SimulatedVoice::tick() {
  std::vector<VoiceEvent> events;
  {
    const std::lock_guard lock(mutex_);
    if (!clock_ || !speaking_ || paused_ || clock_->elapsed() < ends_) return;
    speaking_ = false;
    said_.back().finished = true;
    events.push_back(SpeechFinished{said_.back().utterance.id});
  }
  emit(events);
}

void SimulatedVoice::set_lost(bool lost) {
  std::vector<VoiceEvent> events;
  {
    const std::lock_guard lock(mutex_);
    if (lost && !lost_) events.push_back(VoiceLost{{base::FailureCode::VoiceMissing, "simulated"}});
    if (lost) speaking_ = false;
    lost_ = lost;
  }
  emit(events);
}

std::vector<SimulatedVoice::Said> SimulatedVoice::said() const {
  const std::lock_guard lock(mutex_);
  return said_;
}

std::string SimulatedVoice::transcript() const {
  const std::lock_guard lock(mutex_);
  std::string text;
  for (const Said& one : said_) {
    std::string line;
    for (const SpeechSegment& segment : one.utterance.segments) line += (line.empty() ? "" : " ") + segment.text;
    text += (line.empty() ? one.utterance.recording : line) + '\n';
  }
  return text;
}

bool SimulatedVoice::speaking() const {
  const std::lock_guard lock(mutex_);
  return speaking_;
}

VoiceSettings SimulatedVoice::settings() const {
  const std::lock_guard lock(mutex_);
  return settings_;
}

void SimulatedVoice::clear() {
  const std::lock_guard lock(mutex_);
  if (speaking_)
    said_.erase(said_.begin(), said_.end() - 1);
  else
    said_.clear();
}

base::Milliseconds SimulatedVoice::length(const Utterance& utterance) const {
  long long characters = 0;
  base::Milliseconds pauses{0};
  for (const SpeechSegment& segment : utterance.segments) {
    pauses += segment.pause_after;
    for (const char c : segment.text) characters += (c & 0xC0) != 0x80;
  }
  const double spoken = static_cast<double>(characters * per_character_.count()) / std::clamp(settings_.rate, 0.5, 2.0);
  return base::Milliseconds(static_cast<long long>(spoken)) + pauses;
}

void SimulatedVoice::emit(const std::vector<VoiceEvent>& events) {
  if (!sink_) return;
  for (const VoiceEvent& event : events) sink_(event);
}

}  // namespace bianmin::devices
