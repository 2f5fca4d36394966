#pragma once

#include <filesystem>
#include <optional>
#include <thread>

#include "base/clock.hpp"
#include "devices/camera/camera.hpp"
#include "devices/pictures/decoder_process.hpp"

namespace bianmin::devices {

/// A camera without hardware: shows the newest picture (PNG, JPEG, PGM) of a folder while started, nothing when the
/// folder is empty. Put a picture in to hold a code up, take it out to take it away. One thread; it watches the folder
/// by inotify and reads pictures in the decoder process. A missing folder is a lost camera until it appears.
class ImageFolderCamera final : public Camera {
 public:
  struct Options {
    std::filesystem::path folder;
    base::Milliseconds interval{66};  // between frames
    DecoderProcess::Options decoder{};
  };
  explicit ImageFolderCamera(Options options) : options_(std::move(options)) {}
  ~ImageFolderCamera() override { stop(); }

  void start(Sink sink) override;
  void stop() override;

 private:
  void run(const std::stop_token& stop, const Sink& sink);

  Options options_;
  std::jthread thread_;
};

/// The newest picture of a folder by time of change, then by name; nothing when there is none.
std::optional<std::filesystem::path> newest_image(const std::filesystem::path& folder);

}  // namespace bianmin::devices
