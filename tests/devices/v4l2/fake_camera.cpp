#include "tests/devices/v4l2/fake_camera.hpp"

#include <algorithm>
#include <cerrno>
#include <cstdarg>
#include <cstdlib>
#include <cstring>

#include <fcntl.h>
#include <libv4l2.h>
#include <linux/videodev2.h>
#include <sys/ioctl.h>
#include <sys/stat.h>
#include <sys/syscall.h>
#include <unistd.h>

namespace bianmin::test {
namespace {

FakeCamera* the_camera = nullptr;

bool is_ours(int device) {
  struct stat info {};
  return the_camera != nullptr && ::fstat(device, &info) == 0 && S_ISFIFO(info.st_mode);
}

int error(int number) {
  errno = number;
  return -1;
}

}  // namespace

FakeCamera::FakeCamera(std::uint32_t format, unsigned width, unsigned height, unsigned bytes_a_row,
                       std::vector<std::string> frames)
    : path_(folder_ / "video0"),
      format_(format),
      width_(width),
      height_(height),
      row_(bytes_a_row),
      frames_(std::move(frames)) {
  if (::mkfifo(path_.c_str(), 0600) != 0) std::abort();
  filming_ = ::open(path_.c_str(), O_RDWR | O_CLOEXEC);
  the_camera = this;
}

FakeCamera::~FakeCamera() {
  the_camera = nullptr;
  ::close(filming_);
}

void FakeCamera::film(const std::string& numbers) {
  if (::write(filming_, numbers.data(), numbers.size()) != static_cast<ssize_t>(numbers.size())) std::abort();
}

void FakeCamera::pull() {
  {
    const std::scoped_lock lock(mutex_);
    pulled_ = true;
  }
  film("0");
}

bool FakeCamera::streaming() const {
  const std::scoped_lock lock(mutex_);
  return streaming_;
}

std::string FakeCamera::misuse() const {
  const std::scoped_lock lock(mutex_);
  return misuse_;
}

void FakeCamera::mistake(const char* what) { misuse_ += std::string(what) + "; "; }

int FakeCamera::answer(int device, unsigned long request, void* argument) {
  const std::scoped_lock lock(mutex_);
  if (pulled_) return error(ENODEV);
  switch (request) {
    case VIDIOC_QUERYCAP: {
      auto& capability = *static_cast<v4l2_capability*>(argument);
      capability.device_caps = V4L2_CAP_VIDEO_CAPTURE | V4L2_CAP_STREAMING;
      return 0;
    }
    case VIDIOC_S_FMT: {
      auto& picture = static_cast<v4l2_format*>(argument)->fmt.pix;  // a driver answers with what it has
      picture.pixelformat = format_;
      picture.width = width_;
      picture.height = height_;
      picture.bytesperline = row_;
      return 0;
    }
    case VIDIOC_REQBUFS:
      memory_.assign(static_cast<v4l2_requestbuffers*>(argument)->count, std::string(1U << 20, '\0'));
      queued_.clear();
      held_.clear();
      for (unsigned i = 0; i < memory_.size(); ++i) held_.insert(i);
      return 0;
    case VIDIOC_QUERYBUF: {
      auto& buffer = *static_cast<v4l2_buffer*>(argument);
      if (buffer.index >= memory_.size()) return error(EINVAL);
      buffer.length = static_cast<std::uint32_t>(memory_[buffer.index].size());
      buffer.m.offset = buffer.index * 4096;
      return 0;
    }
    case VIDIOC_QBUF: {
      const unsigned index = static_cast<v4l2_buffer*>(argument)->index;
      if (held_.erase(index) == 0) {
        mistake("queued a buffer that it did not hold");
        return error(EINVAL);
      }
      queued_.push_back(index);
      return 0;
    }
    case VIDIOC_DQBUF: {
      if (!streaming_) mistake("asked for a frame while switched off");
      char number = 0;
      if (queued_.empty() || ::read(device, &number, 1) != 1) return error(EAGAIN);
      const std::string& frame = frames_.at(static_cast<std::size_t>(number - '0'));
      auto& buffer = *static_cast<v4l2_buffer*>(argument);
      buffer.index = queued_.front();
      queued_.erase(queued_.begin());
      held_.insert(buffer.index);
      std::copy(frame.begin(), frame.end(), memory_[buffer.index].begin());
      buffer.bytesused = static_cast<std::uint32_t>(frame.size());
      return 0;
    }
    case VIDIOC_STREAMON: streaming_ = true; return 0;
    case VIDIOC_STREAMOFF: streaming_ = false; return 0;
    default: return error(ENOTTY);
  }
}

void* FakeCamera::map(std::size_t length, std::int64_t offset) {
  const std::scoped_lock lock(mutex_);
  std::string& memory = memory_.at(static_cast<std::size_t>(offset / 4096));
  if (memory.size() != length) std::abort();
  return memory.data();
}

}  // namespace bianmin::test

// The linker takes these before libv4l2's and the C library's.
extern "C" {

int ioctl(int device, unsigned long request, ...) noexcept {
  va_list arguments;
  va_start(arguments, request);
  void* argument = va_arg(arguments, void*);
  va_end(arguments);
  if (bianmin::test::is_ours(device)) return bianmin::test::the_camera->answer(device, request, argument);
  return static_cast<int>(::syscall(SYS_ioctl, device, request, argument));
}

int v4l2_fd_open(int device, int) { return device; }

int v4l2_ioctl(int device, unsigned long request, ...) {
  va_list arguments;
  va_start(arguments, request);
  void* argument = va_arg(arguments, void*);
  va_end(arguments);
  return ::ioctl(device, request, argument);
}

void* v4l2_mmap(void*, std::size_t length, int, int, int, std::int64_t offset) {
  return bianmin::test::the_camera->map(length, offset);
}

int v4l2_munmap(void*, std::size_t) { return 0; }

int v4l2_close(int device) { return ::close(device); }
}
