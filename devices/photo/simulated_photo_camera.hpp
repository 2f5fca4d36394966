#pragma once

#include <mutex>
#include <optional>

#include "devices/photo/photo_camera.hpp"
#include "devices/pictures/decoder_process.hpp"

namespace bianmin::devices {

/// A photo camera without hardware: it sees one picture until it is shown another. It has no thread: events are sent on
/// the thread that calls, before the call returns. Any thread. The sink must not call back into the camera (the
/// product's sinks post).
class SimulatedPhotoCamera final : public PhotoCamera {
 public:
  void start(Sink sink) override;
  /// Gives one preview of what it sees.
  void arm() override;
  void disarm() override;
  /// Gives the photo of what it sees; PhotoFailed when it sees nothing.
  void take() override;

  /// Holds a picture file (PNG, JPEG, PGM) before the camera; it goes the way of real frames, through `decoder`.
  base::Result<void> show(std::string_view file, DecoderProcess& decoder);
  void show_nothing();
  void plug_in();
  void unplug();
  bool armed() const;

 private:
  struct Seen {
    std::shared_ptr<const ColourFrame> preview;
    PhotoTaken photo;
  };
  mutable std::mutex mutex_;
  Sink sink_;
  std::optional<Seen> seen_;
  bool armed_ = false;
  bool plugged_in_ = true;
};

}  // namespace bianmin::devices
