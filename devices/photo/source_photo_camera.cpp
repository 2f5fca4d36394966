#include "devices/photo/source_photo_camera.hpp"

#include <algorithm>

#include "base/log.hpp"
#include "devices/pictures/raw_picture.hpp"

namespace bianmin::devices {
namespace {

using base::FailureCode;
using Clock = std::chrono::steady_clock;

static_assert(kPhotoSide == decode::kMaxPhotoSide && kPhotoBytes == decode::kMaxPhotoBytes);

constexpr base::Milliseconds kFrameWait{50};  // at most so long until an order is obeyed
constexpr int kSmallerTries = 3;              // a picture of nothing but noise needs fewer pixels

// What no further frame will mend.
bool is_loss(const base::Failure& failure) {
  return failure.code == FailureCode::CameraMissing || failure.code == FailureCode::ConfigInvalid;
}

}  // namespace

SourcePhotoCamera::SourcePhotoCamera(std::unique_ptr<PhotoSource> source, Options options)
    : source_(std::move(source)), options_(std::move(options)), decoder_(options_.decoder) {}

SourcePhotoCamera::~SourcePhotoCamera() { thread_ = {}; }

void SourcePhotoCamera::start(Sink sink) {
  sink_ = std::move(sink);
  thread_ = std::jthread([this](const std::stop_token& stop) { run(stop); });
}

void SourcePhotoCamera::arm() {
  const std::scoped_lock lock(mutex_);
  if (std::exchange(armed_, true)) return;
  ++orders_;
  changed_.notify_all();
}

void SourcePhotoCamera::disarm() {
  const std::scoped_lock lock(mutex_);
  armed_ = taking_ = false;
  ++orders_;
  changed_.notify_all();
}

void SourcePhotoCamera::take() {
  const std::scoped_lock lock(mutex_);
  taking_ = armed_;
  changed_.notify_all();
}

void SourcePhotoCamera::run(const std::stop_token& stop) {
  std::unique_lock lock(mutex_);
  while (!stop.stop_requested()) {
    order_ = orders_;
    const bool armed = armed_;
    lock.unlock();
    const auto went = armed ? show(stop) : source_->look();
    if (armed) {
      source_->close();
      decoder_.stop();
    }
    if (!went)
      lost(went.error());
    else if (!armed)
      ready();
    lock.lock();
    const auto ordered = [&] { return orders_ != order_ || (taking_ && !went); };
    if (went && !armed)
      changed_.wait(lock, stop, ordered);
    else if (!went)
      changed_.wait_for(lock, stop, options_.retry, ordered);
  }
}

// True when that time has come or a photo is wanted; false when the camera is no longer wanted.
bool SourcePhotoCamera::wait_until(Time time, const std::stop_token& stop) {
  std::unique_lock lock(mutex_);
  changed_.wait_until(lock, stop, time, [&] { return orders_ != order_ || taking_; });
  return !stop.stop_requested() && orders_ == order_;
}

// Until the camera is switched off, or is gone.
base::Result<void> SourcePhotoCamera::show(const std::stop_token& stop) {
  if (auto opened = source_->open(); !opened) return opened;
  ready();
  std::optional<Time> asked;  // since when a photo is wanted
  std::string reason;         // why the last frame was none
  for (Time due = Clock::now(); wait_until(due, stop);) {
    const bool taking = [&] {
      const std::scoped_lock lock(mutex_);
      return taking_;
    }();
    if (taking && !asked) {
      asked = Clock::now();
      reason = "no frame came";
    }
    auto frame = source_->next(taking ? kPhotoSide : kPreviewSide, kFrameWait, decoder_);
    if (!frame && is_loss(frame.error())) return tl::unexpected(frame.error());
    if (!frame) reason = frame.error().detail;
    const bool came = frame && frame->has_value();
    if (came && taking) {
      answer(photo(std::move(**frame)));
      asked.reset();
    } else if (came) {
      preview(std::move(**frame));
      due = Clock::now() + options_.preview_interval;
    } else if (taking && Clock::now() - *asked >= options_.photo_limit) {
      answer(PhotoFailed{{FailureCode::ImageInvalid, reason}});
      asked.reset();
    }
  }
  return {};
}

void SourcePhotoCamera::preview(ColourFrame frame) {
  const auto free = std::find_if(out_.begin(), out_.end(), [](const auto& held) { return held.expired(); });
  if (free == out_.end()) return;
  auto shared = std::make_shared<const ColourFrame>(shrunk(std::move(frame), kPreviewSide));
  *free = shared;
  sink_(PhotoPreview{std::move(shared)});
}

PhotoEvent SourcePhotoCamera::photo(ColourFrame frame) {
  frame = shrunk(std::move(frame), kPhotoSide);
  for (int tries = 0;; ++tries) {
    auto jpeg = decoder_.write_jpeg(frame);
    if (jpeg) return PhotoTaken{std::move(*jpeg), frame.width, frame.height};
    if (jpeg.error().code != FailureCode::ImageInvalid || tries == kSmallerTries) return PhotoFailed{jpeg.error()};
    const unsigned side = std::max(frame.width, frame.height);
    frame = shrunk(std::move(frame), side * 3 / 4);
  }
}

void SourcePhotoCamera::answer(PhotoEvent event) {
  {
    const std::scoped_lock lock(mutex_);
    if (orders_ != order_ || !std::exchange(taking_, false)) return;
  }
  sink_(std::move(event));
}

void SourcePhotoCamera::ready() {
  if (present_ == true) return;
  present_ = true;
  sink_(PhotoCameraReady{});
}

void SourcePhotoCamera::lost(base::Failure why) {
  if (why.code == FailureCode::CameraMissing) why.code = base::FailureCode::PhotoCameraMissing;
  answer(PhotoFailed{why});
  if (present_ == false) return;
  present_ = false;
  base::log_failure("photo-camera-lost", why, "photo");
  sink_(PhotoCameraLost{std::move(why)});
}

}  // namespace bianmin::devices
