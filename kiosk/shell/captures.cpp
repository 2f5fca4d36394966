#include "kiosk/shell/captures.hpp"

#include <mutex>

#include <sys/mman.h>
#include <unistd.h>

#include "base/log.hpp"
#include "base/overloaded.hpp"

namespace bianmin::kiosk {
namespace {

// Far from the numbers that the speaker counts up from one.
constexpr std::uint64_t kMemoUtterance = std::uint64_t{1} << 62;

std::shared_ptr<const ui::Bitmap> bitmap_of(const devices::ColourFrame& frame) {
  const std::string_view bytes(reinterpret_cast<const char*>(frame.pixels.data()), frame.pixels.size());
  return std::make_shared<const ui::Bitmap>(ui::Bitmap{int(frame.width), int(frame.height), base::Secret(bytes)});
}

}  // namespace

// A preview that was not shown yet is replaced by the next: the screen never lags behind the camera.
struct Captures::Shared {
  std::mutex mutex;
  Captures* owner = nullptr;  // null once it is gone
  std::shared_ptr<const devices::ColourFrame> waiting;
};

Captures::Captures(devices::PhotoCamera* camera, devices::VoiceRecorder* recorder, devices::Voice& voice,
                   ui::Screen* screen, base::Executor& executor)
    : camera_(camera),
      recorder_(recorder),
      voice_(voice),
      screen_(screen),
      executor_(executor),
      shared_(std::make_shared<Shared>()) {
  shared_->owner = this;
}

Captures::~Captures() {
  {
    const std::scoped_lock lock(shared_->mutex);
    shared_->owner = nullptr;
    shared_->waiting.reset();
  }
  forget_played();
}

void Captures::start(Sink sink) {
  sink_ = std::move(sink);
  // Runs `handle` on the owner's thread, unless the owner has gone.
  const auto later = [&executor = executor_, shared = shared_](auto handle) {
    executor.post([shared, handle = std::move(handle)]() mutable {
      if (Captures* owner = shared->owner) handle(*owner);
    });
  };
  if (camera_ != nullptr)
    camera_->start([later, shared = shared_](devices::PhotoEvent event) {
      if (auto* preview = std::get_if<devices::PhotoPreview>(&event)) {
        const std::scoped_lock lock(shared->mutex);
        const bool on_its_way = shared->waiting != nullptr;
        shared->waiting = std::move(preview->frame);
        if (!on_its_way && shared->waiting) later([](Captures& owner) { owner.show_preview(); });
        return;
      }
      later([event = std::move(event)](Captures& owner) mutable { owner.photo_event(std::move(event)); });
    });
  if (recorder_ != nullptr)
    recorder_->start([later](devices::RecorderEvent event) {
      later([event = std::move(event)](Captures& owner) mutable { owner.recorder_event(std::move(event)); });
    });
}

void Captures::show_preview() {
  std::shared_ptr<const devices::ColourFrame> frame;
  {
    const std::scoped_lock lock(shared_->mutex);
    frame = std::exchange(shared_->waiting, nullptr);
  }
  if (!open_ || !frame) return;
  seen_ = bitmap_of(*frame);
  if (screen_ != nullptr) screen_->viewfinder(seen_);
}

void Captures::photo_event(devices::PhotoEvent event) {
  std::visit(base::Overloaded{
                 [&](devices::PhotoCameraReady&) { sink_(CameraChanged{true}); },
                 [&](devices::PhotoCameraLost& e) {
                   base::log_failure("photo-camera-lost", e.why, "photo");
                   sink_(CameraChanged{false});
                 },
                 [&](devices::PhotoPreview&) {},
                 [&](devices::PhotoTaken& e) {
                   if (!open_) return;
                   show_preview();
                   sink_(PhotoTaken{std::move(e.jpeg), seen_});
                 },
                 [&](devices::PhotoFailed& e) {
                   base::log_failure("photo-failed", e.why, "photo");
                   if (open_) sink_(PhotoFailed{std::move(e.why)});
                 },
             },
             event);
}

void Captures::recorder_event(devices::RecorderEvent event) {
  std::visit(base::Overloaded{
                 [&](devices::RecorderReady&) { sink_(RecorderChanged{true}); },
                 [&](devices::RecorderLost& e) {
                   base::log_failure("recorder-lost", e.why, "recorder");
                   sink_(RecorderChanged{false});
                 },
                 [&](devices::RecordingLevel& e) {
                   sink_(MemoLevel{int(e.percent), e.length});
                 },
                 [&](devices::RecordingDone& e) {
                   sink_(MemoRecorded{std::move(e.opus), e.length});
                 },
                 [&](devices::RecordingFailed& e) {
                   base::log_failure("memo-failed", e.why, "recorder");
                   sink_(MemoFailed{std::move(e.why)});
                 },
             },
             event);
}

void Captures::open_camera() {
  open_ = true;
  if (camera_ != nullptr) camera_->arm();
}

void Captures::take_photo() {
  if (camera_ != nullptr) camera_->take();
}

void Captures::close_camera() {
  open_ = false;
  if (camera_ != nullptr) camera_->disarm();
  seen_.reset();
  {
    const std::scoped_lock lock(shared_->mutex);
    shared_->waiting.reset();
  }
  if (screen_ != nullptr) screen_->viewfinder(nullptr);
}

void Captures::start_memo() {
  if (recorder_ != nullptr) recorder_->record();
}

void Captures::stop_memo() {
  if (recorder_ != nullptr) recorder_->stop();
}

// The voice plays files; this one exists in memory only and goes with its descriptor.
void Captures::play_memo(const PlayMemo& memo) {
  forget_played();
  const std::string_view opus = memo.opus->reveal();
  playing_ = ::memfd_create("memo", MFD_CLOEXEC);
  const bool written = playing_ >= 0 && ::write(playing_, opus.data(), opus.size()) == ssize_t(opus.size());
  if (!written) {
    forget_played();
    base::log_failure("memo-not-played", {base::FailureCode::Internal, "no file in memory"}, "recorder");
    return sink_(MemoPlayed{});
  }
  devices::Utterance utterance{.id = kMemoUtterance, .segments = {}, .personal = true};
  utterance.recording = "/proc/self/fd/" + std::to_string(playing_);
  voice_.say(std::move(utterance));
}

void Captures::erase_memo() {
  if (recorder_ != nullptr) recorder_->cancel();
  if (playing_ >= 0) voice_.stop();
  forget_played();
}

void Captures::hear(const devices::VoiceEvent& event) {
  const auto* finished = std::get_if<devices::SpeechFinished>(&event);
  if (playing_ < 0 || (finished == nullptr && !std::holds_alternative<devices::VoiceLost>(event))) return;
  if (finished != nullptr && finished->id != kMemoUtterance) return;
  forget_played();
  sink_(MemoPlayed{});
}

void Captures::forget_played() {
  if (playing_ >= 0) ::close(playing_);
  playing_ = -1;
}

}  // namespace bianmin::kiosk
