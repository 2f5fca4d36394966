#pragma once

#include <span>

#include "devices/voice/sound_sink.hpp"

namespace bianmin::devices {

/// Applies a gain and holds the peaks below full scale: a peak limiter with instant attack and a release of about
/// 60 ms, so that the loudest setting is loud and never clips. One stream; keeps its state between calls.
class Loudness {
 public:
  explicit Loudness(unsigned rate);
  /// 0 is what the samples are; from the next sample on.
  void set_gain_db(double db);
  void apply(std::span<Sample> samples);
  void reset() { envelope_ = 0; }

  static constexpr int kCeiling = 31'600;  // −0.3 dBFS

 private:
  double gain_ = 1;
  double release_;
  double envelope_ = 0;
};

}  // namespace bianmin::devices
