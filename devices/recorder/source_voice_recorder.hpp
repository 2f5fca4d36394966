#pragma once

#include <condition_variable>
#include <memory>
#include <mutex>
#include <optional>
#include <thread>

#include "devices/recorder/sound_source.hpp"
#include "devices/recorder/voice_recorder.hpp"

namespace bianmin::devices {

/// The driver: makes memos of a source's sound. One thread; it alone calls the source, which is open only while a memo
/// is recorded, and for a moment to learn whether the microphone is there. A microphone that is missing or goes away is
/// reported once and looked for.
class SourceVoiceRecorder final : public VoiceRecorder {
 public:
  struct Options {
    base::Milliseconds retry{2000};    // between looks for a lost microphone
    base::Milliseconds silence{3000};  // a microphone that gives no samples for so long is lost
  };
  SourceVoiceRecorder(std::unique_ptr<SoundSource> source, Options options);
  ~SourceVoiceRecorder() override;

  void start(Sink sink) override;
  void record() override;
  void stop() override;
  void cancel() override;

 private:
  enum class Order { Rest, Record, Stop };
  void run(const std::stop_token& stop);
  base::Result<void> memo(unsigned number, const std::stop_token& stop);
  std::optional<Order> order(unsigned number);
  bool finish(unsigned number);
  void ready();
  void lost(base::Failure why);

  std::unique_ptr<SoundSource> source_;
  Options options_;
  Sink sink_;

  std::mutex mutex_;
  std::condition_variable_any changed_;
  Order order_ = Order::Rest;
  unsigned number_ = 0;  // of the memo; moves with record and cancel

  std::optional<bool> present_;  // the thread's own; nothing until the microphone was looked for

  std::jthread thread_;
};

/// How loud the loudest of the samples is: 0 at −60 dBFS and below, 100 at full scale. Pure.
unsigned level_percent(std::span<const std::int16_t> samples);

}  // namespace bianmin::devices
