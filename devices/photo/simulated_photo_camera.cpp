#include "devices/photo/simulated_photo_camera.hpp"

#include "devices/pictures/raw_picture.hpp"

namespace bianmin::devices {

void SimulatedPhotoCamera::start(Sink sink) {
  const std::scoped_lock lock(mutex_);
  sink_ = std::move(sink);
  if (plugged_in_) sink_(PhotoCameraReady{});
}

void SimulatedPhotoCamera::arm() {
  const std::scoped_lock lock(mutex_);
  armed_ = true;
  if (plugged_in_ && seen_ && sink_) sink_(PhotoPreview{seen_->preview});
}

void SimulatedPhotoCamera::disarm() {
  const std::scoped_lock lock(mutex_);
  armed_ = false;
}

void SimulatedPhotoCamera::take() {
  const std::scoped_lock lock(mutex_);
  if (!armed_ || !sink_) return;
  if (!plugged_in_)
    sink_(PhotoFailed{{base::FailureCode::PhotoCameraMissing, "the simulated camera is unplugged"}});
  else if (!seen_)
    sink_(PhotoFailed{{base::FailureCode::ImageInvalid, "the simulated camera sees nothing"}});
  else
    sink_(seen_->photo);
}

base::Result<void> SimulatedPhotoCamera::show(std::string_view file, DecoderProcess& decoder) {
  auto frame = decoder.load_colour(file, kPhotoSide);
  if (!frame) return tl::unexpected(frame.error());
  auto jpeg = decoder.write_jpeg(*frame);
  if (!jpeg) return tl::unexpected(jpeg.error());
  PhotoTaken photo{std::move(*jpeg), frame->width, frame->height};
  auto preview = std::make_shared<const ColourFrame>(shrunk(std::move(*frame), kPreviewSide));
  const std::scoped_lock lock(mutex_);
  seen_ = Seen{std::move(preview), std::move(photo)};
  if (armed_ && plugged_in_ && sink_) sink_(PhotoPreview{seen_->preview});
  return {};
}

void SimulatedPhotoCamera::show_nothing() {
  const std::scoped_lock lock(mutex_);
  seen_.reset();
}

void SimulatedPhotoCamera::plug_in() {
  const std::scoped_lock lock(mutex_);
  if (!std::exchange(plugged_in_, true) && sink_) sink_(PhotoCameraReady{});
}

void SimulatedPhotoCamera::unplug() {
  const std::scoped_lock lock(mutex_);
  if (std::exchange(plugged_in_, false) && sink_)
    sink_(PhotoCameraLost{{base::FailureCode::PhotoCameraMissing, "the simulated camera was unplugged"}});
}

bool SimulatedPhotoCamera::armed() const {
  const std::scoped_lock lock(mutex_);
  return armed_;
}

}  // namespace bianmin::devices
