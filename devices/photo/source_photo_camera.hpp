#pragma once

#include <array>
#include <condition_variable>
#include <mutex>
#include <optional>
#include <thread>

#include "devices/photo/photo_camera.hpp"
#include "devices/photo/photo_source.hpp"

namespace bianmin::devices {

/// The driver: makes previews and photos out of a source's frames. One thread; it alone calls the source. JPEG is read
/// and written in the decoder process only, which ends when the camera is switched off, and with it every picture that
/// it held. A camera that is missing or goes away is reported once and looked for, armed or not.
class SourcePhotoCamera final : public PhotoCamera {
 public:
  struct Options {
    DecoderProcess::Options decoder{};
    base::Milliseconds preview_interval{100};
    base::Milliseconds photo_limit{3000};  // a photo that takes longer has failed
    base::Milliseconds retry{1000};        // between looks for a lost camera
  };
  SourcePhotoCamera(std::unique_ptr<PhotoSource> source, Options options);
  ~SourcePhotoCamera() override;

  void start(Sink sink) override;
  void arm() override;
  void disarm() override;
  void take() override;

 private:
  using Time = std::chrono::steady_clock::time_point;
  void run(const std::stop_token& stop);
  base::Result<void> show(const std::stop_token& stop);
  bool wait_until(Time time, const std::stop_token& stop);
  void preview(ColourFrame frame);
  PhotoEvent photo(ColourFrame frame);
  void answer(PhotoEvent event);
  void ready();
  void lost(base::Failure why);

  std::unique_ptr<PhotoSource> source_;
  Options options_;
  Sink sink_;

  std::mutex mutex_;
  std::condition_variable_any changed_;
  bool armed_ = false;
  bool taking_ = false;
  unsigned orders_ = 0;  // moves with every arm and disarm

  // The thread's own.
  DecoderProcess decoder_;
  std::array<std::weak_ptr<const ColourFrame>, 3> out_;  // previews that somebody may still hold
  std::optional<bool> present_;                          // nothing until the camera was looked for
  unsigned order_ = 0;                                   // the order that is being carried out

  std::jthread thread_;
};

}  // namespace bianmin::devices
