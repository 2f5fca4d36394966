#include "devices/camera/v4l2_camera.hpp"

#include <condition_variable>
#include <mutex>

#include "devices/camera/v4l2_stream.hpp"

namespace bianmin::devices {
namespace {

using base::FailureCode;

constexpr int kFrameLimitMs = 3000;  // a camera that sends nothing for so long is lost
constexpr int kStopCheckMs = 100;

}  // namespace

void V4l2Camera::start(Sink sink) {
  stop();
  thread_ = std::jthread([this, sink = std::move(sink)](const std::stop_token& token) { run(token, sink); });
}

void V4l2Camera::stop() { thread_ = {}; }

void V4l2Camera::run(const std::stop_token& stop, const Sink& sink) {
  bool told = false;
  const auto lost = [&](base::Failure why) {
    if (!std::exchange(told, true)) sink(CameraLost{std::move(why)});
  };
  std::mutex mutex;
  std::condition_variable_any wake;
  while (!stop.stop_requested()) {
    V4l2Stream stream;
    const V4l2Stream::Wish wish{
        options_.device, options_.width, options_.height, {PixelLayout::Grey, PixelLayout::Yuyv, PixelLayout::Planar}};
    if (auto opened = stream.open(wish); !opened) {
      lost(opened.error());
    } else {
      for (int silent_ms = 0; !stop.stop_requested();) {
        base::Result<GreyFrame> frame = base::fail(FailureCode::CameraMissing);
        const auto came = stream.next(kStopCheckMs, [&](const RawPicture& raw) { frame = luma_of(raw); });
        if (!came) {
          lost(came.error());
          break;
        }
        if (*came && frame) {
          told = false;
          silent_ms = 0;
          sink(std::move(*frame));
        } else if ((silent_ms += kStopCheckMs) >= kFrameLimitMs) {
          lost({FailureCode::CameraMissing, options_.device + ": sends no pictures"});
          break;
        }
      }
    }
    std::unique_lock lock(mutex);
    wake.wait_for(lock, stop, options_.retry, [] { return false; });
  }
}

}  // namespace bianmin::devices
