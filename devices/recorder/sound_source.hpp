#pragma once

#include <cstdint>
#include <filesystem>
#include <memory>
#include <span>
#include <string>
#include <vector>

#include "base/clock.hpp"
#include "base/failure.hpp"

namespace bianmin::devices {

/// Where a recorder's sound comes from: 16-bit mono samples at kMemoRate. One thread.
class SoundSource {
 public:
  virtual ~SoundSource() = default;  // closes
  /// Whether the microphone is there; it hears nothing. base::FailureCode::MicrophoneMissing.
  virtual base::Result<void> look() = 0;
  /// Begins to listen. base::FailureCode::MicrophoneMissing.
  virtual base::Result<void> open() = 0;
  virtual void close() = 0;
  /// Fills the front of `into` with what came; 0 when nothing came within `wait`. SoundFailed when the microphone went
  /// away.
  virtual base::Result<std::size_t> read(std::span<std::int16_t> into, base::Milliseconds wait) = 0;
};

/// An ALSA device by its name, such as "default", "plughw:CARD=Mic" or a name from an asoundrc.
std::unique_ptr<SoundSource> alsa_source(std::string device);

/// The capture devices that the kernel knows, "plughw:0,0: name"; `file` as /proc/asound/pcm.
std::vector<std::string> list_microphones(const std::filesystem::path& file = "/proc/asound/pcm");

}  // namespace bianmin::devices
