#include "devices/camera/v4l2_stream.hpp"

#include <cerrno>
#include <cstring>

#include <fcntl.h>
#include <libv4l2.h>
#include <linux/videodev2.h>
#include <poll.h>
#include <sys/ioctl.h>
#include <sys/mman.h>
#include <unistd.h>

namespace bianmin::devices {
namespace {

using base::fail;
using base::FailureCode;

constexpr unsigned kBuffers = 4;

struct FormatName {
  PixelLayout layout;
  std::uint32_t code;
  const char* name;
};
constexpr std::array kFormats{
    FormatName{PixelLayout::Grey, V4L2_PIX_FMT_GREY, "GREY"},
    FormatName{PixelLayout::Planar, V4L2_PIX_FMT_NV12, "NV12"},
    FormatName{PixelLayout::Yuyv, V4L2_PIX_FMT_YUYV, "YUYV"},
    FormatName{PixelLayout::Planar, V4L2_PIX_FMT_YUV420, "YU12"},
    FormatName{PixelLayout::Jpeg, V4L2_PIX_FMT_MJPEG, "MJPEG"},
    FormatName{PixelLayout::Rgb, V4L2_PIX_FMT_RGB24, "RGB3"},
};

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

v4l2_buffer empty_buffer() {
  v4l2_buffer buffer{};
  buffer.type = V4L2_BUF_TYPE_VIDEO_CAPTURE;
  buffer.memory = V4L2_MEMORY_MMAP;
  return buffer;
}

}  // namespace

V4l2Stream::~V4l2Stream() {
  if (device_ < 0) return;
  int type = V4L2_BUF_TYPE_VIDEO_CAPTURE;
  control(device_, VIDIOC_STREAMOFF, &type);
  for (const auto& buffer : buffers_) v4l2_munmap(buffer.data(), buffer.size());
  v4l2_close(device_);
}

base::Result<void> V4l2Stream::open(const Wish& wish) {
  name_ = wish.device;
  device_ = open_camera(name_);
  if (device_ < 0) return failed("open");
  if (auto chosen = choose_format(wish); !chosen) return chosen;
  return map_buffers();
}

base::Result<void> V4l2Stream::choose_format(const Wish& wish) {
  std::string asked;
  for (const PixelLayout layout : wish.layouts) {
    for (const FormatName& known : kFormats) {
      if (known.layout != layout) continue;
      asked.append(asked.empty() ? "" : ", ").append(known.name);
      v4l2_format format{};
      format.type = V4L2_BUF_TYPE_VIDEO_CAPTURE;
      format.fmt.pix.width = wish.width;
      format.fmt.pix.height = wish.height;
      format.fmt.pix.pixelformat = known.code;
      format.fmt.pix.field = V4L2_FIELD_ANY;
      if (control(device_, VIDIOC_S_FMT, &format) != 0 || format.fmt.pix.pixelformat != known.code) continue;
      format_ = {layout, format.fmt.pix.width, format.fmt.pix.height, format.fmt.pix.bytesperline};
      return {};
    }
  }
  return fail(FailureCode::CameraMissing, name_ + ": has none of the formats " + asked);
}

base::Result<void> V4l2Stream::map_buffers() {
  v4l2_requestbuffers wanted{};
  wanted.count = kBuffers;
  wanted.type = V4L2_BUF_TYPE_VIDEO_CAPTURE;
  wanted.memory = V4L2_MEMORY_MMAP;
  if (control(device_, VIDIOC_REQBUFS, &wanted) != 0) return failed("buffers");
  for (unsigned i = 0; i < wanted.count; ++i) {
    v4l2_buffer buffer = empty_buffer();
    buffer.index = i;
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

base::Result<std::optional<RawPicture>> V4l2Stream::take(int wait_ms) {
  pollfd waiting{device_, POLLIN, 0};
  if (::poll(&waiting, 1, wait_ms) <= 0) return std::optional<RawPicture>{};
  if ((waiting.revents & (POLLHUP | POLLNVAL)) != 0) return failed("hung up");
  // Only the newest of the waiting pictures is of use.
  std::size_t bytes = 0;
  for (;;) {
    v4l2_buffer buffer = empty_buffer();
    if (control(device_, VIDIOC_DQBUF, &buffer) != 0) {
      if (errno == EAGAIN) break;
      return failed("read");
    }
    if (auto back = give_back(); !back) return tl::unexpected(back.error());
    if (buffer.index >= buffers_.size()) return failed("read");
    held_ = buffer.index;
    bytes = buffer.bytesused;
  }
  if (!held_) return std::optional<RawPicture>{};
  const auto& memory = buffers_[*held_];
  return RawPicture{format_.layout, format_.width, format_.height, format_.stride,
                    memory.first(std::min(memory.size(), bytes))};
}

base::Result<void> V4l2Stream::give_back() {
  if (!held_) return {};
  v4l2_buffer buffer = empty_buffer();
  buffer.index = *held_;
  held_.reset();
  if (control(device_, VIDIOC_QBUF, &buffer) != 0) return failed("queue");
  return {};
}

tl::unexpected<base::Failure> V4l2Stream::failed(const char* what) const {
  return fail(FailureCode::CameraMissing, name_ + ": " + what + ": " + std::strerror(errno));
}

base::Result<void> V4l2Stream::look(const std::string& device) {
  const int opened = open_camera(device);
  if (opened < 0) return fail(FailureCode::CameraMissing, device + ": open: " + std::strerror(errno));
  v4l2_close(opened);
  return {};
}

std::vector<std::string> V4l2Stream::list() {
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
