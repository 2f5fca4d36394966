#pragma once

#include <filesystem>
#include <span>
#include <vector>

#include "base/failure.hpp"
#include "devices/voice/sound_sink.hpp"

namespace bianmin::devices {

/// The Ogg Opus file as mono samples at `rate` Hz. At most 5 minutes and 16 MiB. ContentMissing when there is no such
/// file, InputInvalid when it is no Opus or too long, VoiceMissing without libopusfile.
base::Result<std::vector<Sample>> read_recording(const std::filesystem::path& file, unsigned rate);

/// Band-limited conversion of the sample rate (windowed sinc, 32 zero crossings).
std::vector<Sample> resample(std::span<const Sample> samples, unsigned from, unsigned to);

}  // namespace bianmin::devices
