#pragma once

#include <atomic>
#include <cstdint>
#include <filesystem>
#include <memory>
#include <mutex>
#include <string>
#include <thread>
#include <vector>

#include "base/clock.hpp"
#include "base/failure.hpp"

namespace bianmin::kiosk {

/// A sound card for a terminal that has none: an ALSA configuration with a loudspeaker that writes what sounds to a
/// file, and a microphone that hears what is spoken here. Both are ALSA's file plug-in over a null device. That device
/// has no clock: the loudspeaker takes sound as fast as it comes. The microphone keeps time all the same, because what
/// it reads is a pipe of 4 KiB into which this object writes 20 ms of samples every 20 ms, silence when nobody speaks.
class SoundCard {
 public:
  static constexpr const char* kSpeaker = "journey_speaker";
  static constexpr const char* kMicrophone = "journey_microphone";

  /// Its files go to `folder`, which must exist. Internal names what can't be made.
  static base::Result<std::unique_ptr<SoundCard>> start(const std::filesystem::path& folder);
  ~SoundCard();
  SoundCard(const SoundCard&) = delete;
  SoundCard& operator=(const SoundCard&) = delete;

  /// For ALSA_CONFIG_PATH of the terminal's process. It has the machine's own devices too.
  std::filesystem::path configuration() const { return folder_ / "asound.conf"; }
  /// A made-up sentence, over and over, for so long; comes back when it was said. Internal: no eSpeak NG here.
  base::Result<void> speak(base::Milliseconds length);
  /// How much has come out of the loudspeaker since the start.
  base::Milliseconds sounded() const;

 private:
  explicit SoundCard(std::filesystem::path folder) : folder_(std::move(folder)) {}
  void hum(const std::stop_token& stop);

  std::filesystem::path folder_;
  int pipe_ = -1;
  std::vector<std::int16_t> sentence_;  // of the microphone's rate
  std::mutex mutex_;
  std::size_t wanted_ = 0, spoken_ = 0;  // samples, under mutex_
  std::jthread thread_;
};

}  // namespace bianmin::kiosk
