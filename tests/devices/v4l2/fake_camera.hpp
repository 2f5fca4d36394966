#pragma once

#include <filesystem>
#include <mutex>
#include <set>
#include <string>
#include <vector>

#include "tests/support/temporary_directory.hpp"

namespace bianmin::test {

/// A camera made of a named pipe: this program's own v4l2_* functions and its ioctl answer for it as a kernel driver
/// does, and a byte in the pipe is a frame that waits. One at a time.
class FakeCamera {
 public:
  /// `format` is the one pixel format that it has (V4L2_PIX_FMT_…), `frames` what its frames hold.
  FakeCamera(std::uint32_t format, unsigned width, unsigned height, unsigned bytes_a_row,
             std::vector<std::string> frames);
  ~FakeCamera();
  FakeCamera(const FakeCamera&) = delete;
  FakeCamera& operator=(const FakeCamera&) = delete;

  std::string device() const { return path_.string(); }
  /// The frames with these numbers have arrived, all at once.
  void film(const std::string& numbers);
  /// The cable is pulled.
  void pull();
  /// Whether it is switched on.
  bool streaming() const;
  /// What the caller did that no driver allows: a buffer queued twice, or one that it does not hold. Empty when
  /// nothing.
  std::string misuse() const;

  int answer(int device, unsigned long request, void* argument);
  void* map(std::size_t length, std::int64_t offset);

 private:
  void mistake(const char* what);
  tests::TemporaryDirectory folder_;
  std::filesystem::path path_;
  int filming_ = -1;
  std::uint32_t format_;
  unsigned width_, height_, row_;
  std::vector<std::string> frames_;

  mutable std::mutex mutex_;
  std::vector<std::string> memory_;
  std::vector<unsigned> queued_;
  std::set<unsigned> held_;
  bool streaming_ = false, pulled_ = false;
  std::string misuse_;
};

}  // namespace bianmin::test
