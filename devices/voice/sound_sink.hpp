#pragma once

#include <cstdint>
#include <memory>
#include <span>
#include <string>

#include "base/failure.hpp"

namespace bianmin::devices {

using Sample = std::int16_t;

/// Where sound goes: 16-bit mono samples at one rate. Owned and called by one thread; no call waits for sound to play.
class SoundSink {
 public:
  virtual ~SoundSink() = default;
  virtual bool is_open() const = 0;
  /// VoiceMissing when there is no such device.
  virtual base::Result<void> open() = 0;
  /// Takes what fits; how many samples that was. SoundFailed when the device went away (and it is closed then).
  virtual base::Result<std::size_t> write(std::span<const Sample> samples) = 0;
  /// Makes a device that has less than it wants begin with what it has.
  virtual void push() {}
  /// Samples taken that have not sounded yet.
  virtual std::size_t pending() = 0;
  /// Forgets the `unheard` newest samples, the device's own buffer first. Silent at once.
  virtual void drop(std::size_t unheard) = 0;
  /// An utterance has ended.
  virtual void flush() {}
};

/// An ALSA device by its name, with a buffer of about 120 ms in periods of 10 ms. `device` such as "default",
/// "plughw:CARD=PCH" or a name from an asoundrc.
std::unique_ptr<SoundSink> alsa_sink(std::string device, unsigned rate);

/// A WAV file that grows; each utterance ends with `gap_ms` of silence. The file is replaced when it is opened, and
/// valid after every utterance.
std::unique_ptr<SoundSink> wav_sink(std::string file, unsigned rate, unsigned gap_ms);

}  // namespace bianmin::devices
