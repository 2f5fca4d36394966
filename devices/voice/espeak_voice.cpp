#include "devices/voice/espeak_voice.hpp"

#include "devices/voice/voice_worker.hpp"

namespace bianmin::devices {

EspeakVoice::EspeakVoice(Options options) : worker_(std::make_unique<Worker>(std::move(options))) {}
EspeakVoice::~EspeakVoice() = default;
void EspeakVoice::start(Sink sink) { worker_->start(std::move(sink)); }
void EspeakVoice::say(Utterance utterance) { worker_->say(std::move(utterance)); }
void EspeakVoice::stop() { worker_->stop(); }
void EspeakVoice::pause(bool paused) { worker_->pause(paused); }
void EspeakVoice::set(const VoiceSettings& settings) { worker_->set(settings); }

}  // namespace bianmin::devices
