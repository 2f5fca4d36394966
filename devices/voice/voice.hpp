#pragma once

#include <cstdint>
#include <functional>
#include <string>
#include <variant>
#include <vector>

#include "base/clock.hpp"
#include "base/failure.hpp"

namespace bianmin::devices {

/// One stretch of speech in one language, ready for the synthesizer.
struct SpeechSegment {
  std::string language;  // BCP 47
  bool pinyin = false;   // `text` is pinyin with tone numbers ("chong2 xin1") instead of plain text
  std::string text;
  base::Milliseconds pause_after{0};
  std::string recording = {};  // path of an Opus file that is played instead of the text, when not empty …
  std::size_t recorded = 1;  // … and of so many segments, this one the first: a sentence in two languages is one file
};

struct Utterance {
  std::uint64_t id{};  // chosen by the caller, returned in events
  std::vector<SpeechSegment> segments;
  bool personal = false;       // holds a resident's data: its sound is not kept in any cache
  std::string recording = {};  // path of an Opus file that is played instead of all segments, when not empty
};

struct VoiceSettings {
  double rate = 1.0;        // 0.5 … 2
  int volume_db = 0;        // relative to the default loudness, −18 … +18, in steps of 6
  bool headphones = false;  // where it sounds: headphones (private) or the loudspeaker
  friend bool operator==(const VoiceSettings&, const VoiceSettings&) = default;
};

// clang-format off
struct SpeechStarted { std::uint64_t id{}; };   // the first sample was handed to the sound device
struct SpeechFinished { std::uint64_t id{}; };  // the last sample has sounded; not sent when stopped
struct VoiceLost { base::Failure why; };        // no sound device; the driver goes on trying
// clang-format on
using VoiceEvent = std::variant<SpeechStarted, SpeechFinished, VoiceLost>;

/// Speaks. It never talks over itself: `say` ends what was being said.
class Voice {
 public:
  using Sink = std::function<void(VoiceEvent)>;
  virtual ~Voice() = default;
  virtual void start(Sink sink) = 0;
  /// Any thread; returns at once. First sample within 30 ms for a cached or short sentence.
  virtual void say(Utterance utterance) = 0;
  /// Silence within 50 ms, what the sound device has buffered included. Any thread.
  virtual void stop() = 0;
  virtual void pause(bool paused) = 0;
  /// From the next sample on. Any thread.
  virtual void set(const VoiceSettings& settings) = 0;
};

}  // namespace bianmin::devices
