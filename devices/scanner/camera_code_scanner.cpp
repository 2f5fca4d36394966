#include "devices/scanner/camera_code_scanner.hpp"

#include "base/log.hpp"

namespace bianmin::devices {

CameraCodeScanner::CameraCodeScanner(std::unique_ptr<Camera> camera, Options options, const base::Clock& clock)
    : camera_(std::move(camera)),
      options_(std::move(options)),
      decoder_(options_.decoder),
      seen_(clock, options_.same_code_gap) {}

CameraCodeScanner::~CameraCodeScanner() {
  thread_ = {};
  camera(false);
}

void CameraCodeScanner::start(Sink sink) {
  sink_ = std::move(sink);
  thread_ = std::jthread([this](const std::stop_token& stop) { run(stop); });
}

void CameraCodeScanner::arm() {
  const std::scoped_lock lock(mutex_);
  armed_ = newly_armed_ = true;
  changed_.notify_all();
}

void CameraCodeScanner::disarm() {
  const std::scoped_lock lock(mutex_);
  armed_ = false;
  frame_.reset();
  changed_.notify_all();
}

void CameraCodeScanner::take(CameraEvent event) {
  const std::scoped_lock lock(mutex_);
  if (auto* frame = std::get_if<GreyFrame>(&event))
    frame_ = std::move(*frame);
  else
    loss_ = std::move(std::get<CameraLost>(event).why);
  changed_.notify_all();
}

void CameraCodeScanner::run(const std::stop_token& stop) {
  using Clock = std::chrono::steady_clock;
  camera(true);
  looking_ = true;
  std::optional<Clock::time_point> deadline = Clock::now() + options_.probe;
  std::unique_lock lock(mutex_);
  for (;;) {
    const auto wanted = [&] {
      return frame_ || loss_ || newly_armed_ || (armed_ ? !camera_on_ : camera_on_ && !looking_);
    };
    if (deadline)
      changed_.wait_until(lock, stop, *deadline, wanted);
    else
      changed_.wait(lock, stop, wanted);
    if (stop.stop_requested()) return;
    const bool armed = armed_;
    const bool forget = std::exchange(newly_armed_, false);
    const auto frame = std::exchange(frame_, std::nullopt);
    auto loss = std::exchange(loss_, std::nullopt);
    lock.unlock();

    const bool due = deadline && Clock::now() >= *deadline;
    if (forget || !armed) seen_.clear();
    const bool complaint = loss.has_value();
    if (complaint) lost(std::move(*loss));
    // A camera may have nothing to show (an empty folder), yet be there.
    if (frame || (due && camera_on_ && !complained_)) ready();
    if (armed) {
      looking_ = false;
      if (!camera_on_) {
        camera(true);
        deadline = Clock::now() + options_.probe;
      } else if (due) {
        deadline.reset();
      }
      if (frame) decode(*frame);
    } else if (camera_on_ && (!looking_ || frame || complaint || due)) {
      camera(false);
      looking_ = false;
      deadline.reset();
      if (present_ == false) deadline = Clock::now() + options_.retry;
    } else if (!camera_on_ && due) {
      camera(true);
      looking_ = true;
      deadline = Clock::now() + options_.probe;
    }
    lock.lock();
  }
}

void CameraCodeScanner::decode(const GreyFrame& frame) {
  auto codes = decoder_.decode(frame);
  crashes_ = decoder_.crashes();
  if (!codes) {
    if (codes.error().code == base::FailureCode::ConfigInvalid) lost(codes.error());
    return;
  }
  for (auto& code : *codes) {
    if (!seen_.is_new(code.payload)) continue;
    {
      const std::scoped_lock lock(mutex_);
      if (!armed_) return;
    }
    sink_(CodeScanned{std::move(code.payload)});
  }
}

void CameraCodeScanner::ready() {
  complained_ = false;
  if (present_ == true) return;
  present_ = true;
  sink_(ScannerReady{});
}

void CameraCodeScanner::lost(base::Failure why) {
  complained_ = true;
  if (present_ == false) return;
  present_ = false;
  base::log_failure("scanner-lost", why, "scanner");
  sink_(ScannerLost{std::move(why)});
}

void CameraCodeScanner::camera(bool on) {
  if (on == camera_on_) return;
  camera_on_ = on;
  complained_ = false;
  if (on)
    camera_->start([this](CameraEvent event) { take(std::move(event)); });
  else
    camera_->stop();
}

}  // namespace bianmin::devices
