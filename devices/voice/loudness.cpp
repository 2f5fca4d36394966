#include "devices/voice/loudness.hpp"

#include <cmath>

namespace bianmin::devices {

Loudness::Loudness(unsigned rate) : release_(std::exp(-1.0 / (0.060 * rate))) {}

void Loudness::set_gain_db(double db) { gain_ = std::pow(10.0, db / 20.0); }

void Loudness::apply(std::span<Sample> samples) {
  for (Sample& sample : samples) {
    const double loud = sample * gain_;
    envelope_ = std::max(std::abs(loud), envelope_ * release_);
    const double held = envelope_ > kCeiling ? loud * (kCeiling / envelope_) : loud;
    sample = static_cast<Sample>(std::lround(held));
  }
}

}  // namespace bianmin::devices
