#pragma once

#include <atomic>
#include <condition_variable>
#include <memory>
#include <mutex>
#include <optional>
#include <thread>

#include "base/clock.hpp"
#include "devices/camera/camera.hpp"
#include "devices/pictures/decoder_process.hpp"
#include "devices/scanner/code_scanner.hpp"
#include "devices/scanner/seen_codes.hpp"

namespace bianmin::devices {

/// Reads codes with a camera and the decoder process. One thread takes the newest frame, drops older ones, and is the
/// only one to call the camera. The camera runs while armed, and for a moment at the start and, while it is lost,
/// from time to time, to learn whether it is there. A frame that crashes the decoder is dropped and counted.
class CameraCodeScanner final : public CodeScanner {
 public:
  struct Options {
    DecoderProcess::Options decoder{};
    base::Milliseconds same_code_gap{1500};  // a code away for longer is said again
    base::Milliseconds probe{1000};          // no loss within this long after switching on = the camera is there
    base::Milliseconds retry{10'000};        // between looks for a lost camera while not armed
  };

  /// `clock` must outlive the scanner.
  CameraCodeScanner(std::unique_ptr<Camera> camera, Options options, const base::Clock& clock);
  ~CameraCodeScanner() override;

  void start(Sink sink) override;
  void arm() override;
  void disarm() override;

  /// How often the decoder died, for the health report. Any thread.
  unsigned decoder_crashes() const { return crashes_; }

 private:
  void run(const std::stop_token& stop);
  void take(CameraEvent event);
  void decode(const GreyFrame& frame);
  void ready();
  void lost(base::Failure why);
  void camera(bool on);

  std::unique_ptr<Camera> camera_;
  Options options_;
  Sink sink_;

  std::mutex mutex_;
  std::condition_variable_any changed_;
  bool armed_ = false;
  bool newly_armed_ = false;
  std::optional<GreyFrame> frame_;
  std::optional<base::Failure> loss_;
  std::atomic<unsigned> crashes_{0};

  // The thread's own.
  DecoderProcess decoder_;
  SeenCodes seen_;
  bool camera_on_ = false;
  bool looking_ = false;         // the camera is on only to learn whether it is there
  bool complained_ = false;      // the camera reported its loss since it was switched on
  std::optional<bool> present_;  // nothing until the camera was tried

  std::jthread thread_;
};

}  // namespace bianmin::devices
