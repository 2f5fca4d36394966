#pragma once

#include <optional>
#include <span>
#include <string>
#include <vector>

#include "base/failure.hpp"
#include "devices/pictures/raw_picture.hpp"

namespace bianmin::devices {

/// Pictures from a Video4Linux camera, while this object lives. What `V4l2Camera` and the photo driver share. One
/// thread.
class V4l2Stream {
 public:
  struct Wish {
    std::string device;                // "/dev/video0"
    unsigned width{}, height{};        // the camera's nearest is taken
    std::vector<PixelLayout> layouts;  // the first that the camera has
  };

  V4l2Stream() = default;
  V4l2Stream(const V4l2Stream&) = delete;
  V4l2Stream& operator=(const V4l2Stream&) = delete;
  ~V4l2Stream();

  /// Opens the device and switches the camera on. Once. CameraMissing names the device and the step.
  base::Result<void> open(const Wish& wish);

  /// Waits at most `wait_ms` and gives the newest of the waiting pictures to `use`, for the length of the call. False
  /// when none came. CameraMissing when the camera is gone.
  template <class Use>
  base::Result<bool> next(int wait_ms, Use&& use) {
    auto picture = take(wait_ms);
    if (!picture) return tl::unexpected(picture.error());
    if (!*picture) return false;
    use(**picture);
    if (auto back = give_back(); !back) return tl::unexpected(back.error());
    return true;
  }

  /// Whether the device is there and a camera; it stays off. CameraMissing.
  static base::Result<void> look(const std::string& device);
  /// Devices that can take pictures, "/dev/video0: name". Opens each for a moment.
  static std::vector<std::string> list();

 private:
  struct Format {
    PixelLayout layout{};
    unsigned width{}, height{};
    std::size_t stride{};
  };
  base::Result<std::optional<RawPicture>> take(int wait_ms);
  base::Result<void> give_back();
  base::Result<void> choose_format(const Wish& wish);
  base::Result<void> map_buffers();
  tl::unexpected<base::Failure> failed(const char* what) const;

  std::string name_;
  int device_ = -1;
  Format format_;
  std::vector<std::span<std::uint8_t>> buffers_;
  std::optional<unsigned> held_;  // the buffer that take() took
};

}  // namespace bianmin::devices
