#pragma once

#include <string>
#include <thread>

#include "base/clock.hpp"
#include "devices/camera/camera.hpp"

namespace bianmin::devices {

/// A camera behind Video4Linux, for example a USB camera. Asks for a format whose brightness needs no calculation;
/// libv4l2 turns MJPEG into one where the camera has nothing else. One thread waits for frames. A camera that is
/// missing or goes away is reported once as `CameraLost`; the driver goes on trying while started.
class V4l2Camera final : public Camera {
 public:
  struct Options {
    std::string device = "/dev/video0";
    unsigned width = 1280, height = 720;  // wishes; the camera's nearest is taken
    base::Milliseconds retry{1000};
  };
  explicit V4l2Camera(Options options) : options_(std::move(options)) {}
  ~V4l2Camera() override { stop(); }

  void start(Sink sink) override;
  void stop() override;

 private:
  void run(const std::stop_token& stop, const Sink& sink);

  Options options_;
  std::jthread thread_;
};

}  // namespace bianmin::devices
