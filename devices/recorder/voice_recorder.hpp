#pragma once

#include <functional>
#include <variant>

#include "base/clock.hpp"
#include "base/failure.hpp"
#include "base/secret.hpp"

namespace bianmin::devices {

/// Limits of a voice memo.
constexpr base::Milliseconds kMemoLength{60'000};
constexpr std::size_t kMemoBytes = 400'000;

struct RecorderReady {};
struct RecorderLost {
  base::Failure why;
};
/// Ten times a second while recording, for the meter on the screen.
struct RecordingLevel {
  unsigned percent{};           // 0 (silence, −60 dBFS or less) … 100 (full scale), the loudest since the last one
  base::Milliseconds length{};  // recorded so far
};
/// A finished memo: Ogg Opus, mono, at most kMemoLength and kMemoBytes.
struct RecordingDone {
  base::Secret opus;
  base::Milliseconds length{};
  bool limit_reached = false;  // it was ended by a limit, not by `stop`
};
/// The memo came to nothing, for example because the microphone went away or nothing was recorded.
struct RecordingFailed {
  base::Failure why;
};
using RecorderEvent = std::variant<RecorderReady, RecorderLost, RecordingLevel, RecordingDone, RecordingFailed>;

/// Records a resident's voice memo. What is heard is a resident's data: it is kept in memory only, and wiped.
class VoiceRecorder {
 public:
  using Sink = std::function<void(RecorderEvent)>;
  virtual ~VoiceRecorder() = default;  // stops, wipes
  /// Starts; `sink` is called on the driver's thread. Once. The driver says soon whether the microphone is there; it
  /// hears nothing until `record`.
  virtual void start(Sink sink) = 0;
  /// Begins a memo; one that was being recorded is dropped. One RecordingDone or RecordingFailed follows unless it is
  /// cancelled. Any thread; cheap.
  virtual void record() = 0;
  /// Ends the memo: RecordingDone. Without effect while nothing is recorded. Any thread; cheap.
  virtual void stop() = 0;
  /// Drops the memo and wipes it; a level that is under way may still come. Any thread; cheap.
  virtual void cancel() = 0;
};

}  // namespace bianmin::devices
