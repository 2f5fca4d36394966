#include "devices/camera/v4l2_camera.hpp"

#include <array>
#include <cerrno>
#include <condition_variable>
#include <cstring>
#include <mutex>

#include <fcntl.h>
#include <libv4l2.h>
#include <linux/videodev2.h>
#include <poll.h>
#include <sys/ioctl.h>
#include <sys/mman.h>
#include <unistd.h>

#include "devices/camera/luma.hpp"

namespace bianmin::devices {
namespace {

using base::fail;
using base::FailureCode;

constexpr int kFrameLimitMs = 3000;  // a camera that sends nothing for so long is lost
constexpr int kStopCheckMs = 100;
constexpr unsigned kBuffers = 4;

int control(int device, unsigned long request, void* argument) {
  int result = 0;
  do result = v4l2_ioctl(device, request, argument);
  while (result < 0 && errno == EINTR);
  return result;
}

// −1 with errno set when it is no camera. Asked before libv4l2 is, which complains on standard error.
int open_camera(const std::string& path, v4l2_capability* found = nullptr) {
  const int device = ::open(path.c_str(), O_RDWR | O_NONBLOCK | O_CLOEXEC);
  if (device < 0) return -1;
  v4l2_capability capability{};
  if (::ioctl(device, VIDIOC_QUERYCAP, &capability) != 0 ||
      (capability.device_caps & (V4L2_CAP_VIDEO_CAPTURE | V4L2_CAP_STREAMING)) !=
          (V4L2_CAP_VIDEO_CAPTURE | V4L2_CAP_STREAMING) ||
      v4l2_fd_open(device, 0) < 0) {
    ::close(device);
    errno = ENODEV;
    return -1;
  }
  if (found != nullptr) *found = capability;
  return device;
}

class Stream {
 public:
  Stream() = default;
  Stream(const Stream&) = delete;
  Stream& operator=(const Stream&) = delete;
  ~Stream() {
    if (device_ < 0) return;
    int type = V4L2_BUF_TYPE_VIDEO_CAPTURE;
    control(device_, VIDIOC_STREAMOFF, &type);
    for (const auto& buffer : buffers_) v4l2_munmap(buffer.data(), buffer.size());
    v4l2_close(device_);
  }

  base::Result<void> open(const V4l2Camera::Options& options) {
    name_ = options.device;
    device_ = open_camera(options.device);
    if (device_ < 0) return failed("open");
    if (auto chosen = choose_format(options); !chosen) return chosen;
    return map_buffers();
  }

  /// A frame, nothing when none came within `wait_ms`, or CameraMissing.
  base::Result<std::optional<GreyFrame>> next(int wait_ms) {
    pollfd waiting{device_, POLLIN, 0};
    const int ready = ::poll(&waiting, 1, wait_ms);
    if (ready <= 0) return std::optional<GreyFrame>{};
    if ((waiting.revents & (POLLHUP | POLLNVAL)) != 0) return failed("hung up");
    // Only the newest of the waiting frames is of use.
    std::optional<v4l2_buffer> newest;
    for (;;) {
      v4l2_buffer buffer{};
      buffer.type = V4L2_BUF_TYPE_VIDEO_CAPTURE;
      buffer.memory = V4L2_MEMORY_MMAP;
      if (control(device_, VIDIOC_DQBUF, &buffer) != 0) {
        if (errno == EAGAIN) break;
        return failed("read");
      }
      if (newest && control(device_, VIDIOC_QBUF, &*newest) != 0) return failed("queue");
      newest = buffer;
    }
    if (!newest || newest->index >= buffers_.size()) return std::optional<GreyFrame>{};
    const auto& memory = buffers_[newest->index];
    auto frame = luma_of(layout_, format_.width, format_.height, format_.bytesperline,
                         {memory.data(), std::min<std::size_t>(memory.size(), newest->bytesused)});
    if (control(device_, VIDIOC_QBUF, &*newest) != 0) return failed("queue");
    if (!frame) return std::optional<GreyFrame>{};  // a torn frame; the next will do
    return std::optional(std::move(*frame));
  }

 private:
  base::Result<void> choose_format(const V4l2Camera::Options& options) {
    static constexpr std::array kFormats{
        std::pair{std::uint32_t{V4L2_PIX_FMT_GREY}, PixelLayout::Grey},
        std::pair{std::uint32_t{V4L2_PIX_FMT_NV12}, PixelLayout::Planar},
        std::pair{std::uint32_t{V4L2_PIX_FMT_YUYV}, PixelLayout::Yuyv},
        std::pair{std::uint32_t{V4L2_PIX_FMT_YUV420}, PixelLayout::Planar},
    };
    for (const auto& [code, layout] : kFormats) {
      v4l2_format format{};
      format.type = V4L2_BUF_TYPE_VIDEO_CAPTURE;
      format.fmt.pix.width = options.width;
      format.fmt.pix.height = options.height;
      format.fmt.pix.pixelformat = code;
      format.fmt.pix.field = V4L2_FIELD_ANY;
      if (control(device_, VIDIOC_S_FMT, &format) != 0 || format.fmt.pix.pixelformat != code) continue;
      format_ = format.fmt.pix;
      layout_ = layout;
      return {};
    }
    return fail(FailureCode::CameraMissing, name_ + ": has none of the formats GREY, NV12, YUYV, YU12");
  }

  base::Result<void> map_buffers() {
    v4l2_requestbuffers wanted{};
    wanted.count = kBuffers;
    wanted.type = V4L2_BUF_TYPE_VIDEO_CAPTURE;
    wanted.memory = V4L2_MEMORY_MMAP;
    if (control(device_, VIDIOC_REQBUFS, &wanted) != 0) return failed("buffers");
    for (unsigned i = 0; i < wanted.count; ++i) {
      v4l2_buffer buffer{};
      buffer.index = i;
      buffer.type = V4L2_BUF_TYPE_VIDEO_CAPTURE;
      buffer.memory = V4L2_MEMORY_MMAP;
      if (control(device_, VIDIOC_QUERYBUF, &buffer) != 0) return failed("buffers");
      void* memory = v4l2_mmap(nullptr, buffer.length, PROT_READ | PROT_WRITE, MAP_SHARED, device_,
                               static_cast<int64_t>(buffer.m.offset));
      if (memory == MAP_FAILED) return failed("map");
      buffers_.emplace_back(static_cast<std::uint8_t*>(memory), buffer.length);
      if (control(device_, VIDIOC_QBUF, &buffer) != 0) return failed("queue");
    }
    int type = V4L2_BUF_TYPE_VIDEO_CAPTURE;
    if (control(device_, VIDIOC_STREAMON, &type) != 0) return failed("start");
    return {};
  }

  tl::unexpected<base::Failure> failed(const char* what) const {
    return fail(FailureCode::CameraMissing, name_ + ": " + what + ": " + std::strerror(errno));
  }

  std::string name_;
  int device_ = -1;
  v4l2_pix_format format_{};
  PixelLayout layout_ = PixelLayout::Grey;
  std::vector<std::span<std::uint8_t>> buffers_;
};

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
    Stream stream;
    if (auto opened = stream.open(options_); !opened) {
      lost(opened.error());
    } else {
      for (int silent_ms = 0; !stop.stop_requested();) {
        auto frame = stream.next(kStopCheckMs);
        if (!frame) {
          lost(frame.error());
          break;
        }
        if (*frame) {
          told = false;
          silent_ms = 0;
          sink(std::move(**frame));
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

std::vector<std::string> V4l2Camera::list() {
  std::vector<std::string> found;
  for (int i = 0; i < 64; ++i) {
    const std::string path = "/dev/video" + std::to_string(i);
    v4l2_capability capability{};
    const int device = open_camera(path, &capability);
    if (device < 0) continue;
    const auto* name = reinterpret_cast<const char*>(capability.card);
    found.push_back(path + ": " + std::string(name, ::strnlen(name, sizeof capability.card)));
    v4l2_close(device);
  }
  return found;
}

}  // namespace bianmin::devices
