#pragma once

#include <functional>
#include <memory>

#include "base/executor.hpp"
#include "devices/photo/photo_camera.hpp"
#include "devices/recorder/voice_recorder.hpp"
#include "devices/voice/voice.hpp"
#include "kiosk/flow/visit/effect.hpp"
#include "kiosk/flow/visit/event.hpp"
#include "ui/model/screen.hpp"

namespace bianmin::kiosk {

/// Carries out what the flow asks of the photo camera and the microphone, and tells it what came of it. What a terminal
/// doesn't have is null. All methods on the executor's thread, but for what devices post.
class Captures {
 public:
  using Sink = std::function<void(Event)>;

  Captures(devices::PhotoCamera* camera, devices::VoiceRecorder* recorder, devices::Voice& voice, ui::Screen* screen,
           base::Executor& executor);
  ~Captures();
  Captures(const Captures&) = delete;
  Captures& operator=(const Captures&) = delete;

  /// Starts the devices; `sink` is called on the executor's thread. Once.
  void start(Sink sink);
  void open_camera();
  void take_photo();
  void close_camera();
  void start_memo();
  void stop_memo();
  void play_memo(const PlayMemo& memo);
  void erase_memo();
  /// Sees what the voice reports: the end of a memo that is played.
  void hear(const devices::VoiceEvent& event);

 private:
  /// What the drivers' threads share with this object; it outlives it while they still report.
  struct Shared;
  void photo_event(devices::PhotoEvent event);
  void recorder_event(devices::RecorderEvent event);
  void show_preview();
  void forget_played();

  devices::PhotoCamera* camera_;
  devices::VoiceRecorder* recorder_;
  devices::Voice& voice_;
  ui::Screen* screen_;
  base::Executor& executor_;
  Sink sink_;
  std::shared_ptr<Shared> shared_;
  std::shared_ptr<const ui::Bitmap> seen_;  // the last preview: what the resident saw when it was taken
  bool open_ = false;
  int playing_ = -1;  // the memo's file in memory, or -1
};

}  // namespace bianmin::kiosk
