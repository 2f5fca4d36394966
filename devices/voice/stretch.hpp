#pragma once

#include <span>
#include <vector>

#include "devices/voice/sound_sink.hpp"

namespace bianmin::devices {

/// The same voice at `rate` times the speed (0.5 … 2), pitch kept: waveform similarity overlap-add, windows of 30 ms.
/// `hertz` is the samples' rate. Any thread.
std::vector<Sample> stretch(std::span<const Sample> samples, double rate, unsigned hertz);

}  // namespace bianmin::devices
