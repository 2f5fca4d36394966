#pragma once

#include <functional>
#include <map>
#include <memory>
#include <string>

#include "base/clock.hpp"
#include "base/executor.hpp"
#include "base/random.hpp"
#include "devices/card/card_reader.hpp"
#include "devices/keypad/keypad.hpp"
#include "devices/presence/presence_sensor.hpp"
#include "devices/printer/page_printer.hpp"
#include "devices/scanner/code_scanner.hpp"
#include "devices/voice/voice.hpp"
#include "kiosk/flow/turn/machine.hpp"
#include "kiosk/shell/backend.hpp"
#include "kiosk/shell/captures.hpp"
#include "kiosk/shell/speaker.hpp"
#include "ui/model/screen.hpp"

namespace bianmin::kiosk {

/// The world as the shell uses it. Everything is borrowed and outlives the shell; what a terminal doesn't have is null.
struct Ports {
  base::Executor& executor;
  const base::Clock& clock;
  base::Random& random;
  Backend& backend;
  devices::Voice& voice;
  devices::CardReader* card = nullptr;
  devices::CodeScanner* scanner = nullptr;
  devices::Keypad* keypad = nullptr;
  devices::PhotoCamera* camera = nullptr;      // for photographs
  devices::VoiceRecorder* recorder = nullptr;  // for spoken memos
  ui::Screen* screen = nullptr;
  devices::PresenceSensor* presence = nullptr;
  std::map<std::string, devices::PagePrinter*> printers;  // "a4", "slip"
};

/// Runs the flow machine in the world: events in, effects out, the page to the screen and the voice. All methods on
/// the executor's thread, but for what devices post.
class Shell {
 public:
  /// Sees every event with what it led to; for the event log, tests and the transcript.
  struct Step {
    const Event& event;
    const Effects& effects;
    const ui::Page& page;
    base::Instant at;
  };
  using Watcher = std::function<void(const Step&)>;

  Shell(Rules rules, Ports ports);
  ~Shell();
  Shell(const Shell&) = delete;
  Shell& operator=(const Shell&) = delete;

  void watch(Watcher watcher) { watchers_.push_back(std::move(watcher)); }
  Speaker& speaker() { return speaker_; }

  /// Starts devices and backend. Content should have been handed in through `handle(ContentChanged)` before, so that
  /// the first page is complete.
  void start();
  /// Once a second, or when a manual clock was advanced.
  void tick() { handle(Ticked{}); }
  void handle(const Event& event);

  const State& state() const { return state_; }
  const ui::Page& page() const { return page_; }

 private:
  /// Whether the screen used the key to write in the focused field.
  bool writes(const devices::KeypadEvent& event);
  void run(const Effect& effect);
  void print(const Print& effect);
  void report_parts();
  /// Hands events from a device's thread to the executor. The function outlives the shell: devices may still report
  /// while they are taken down, and what arrives then is dropped.
  std::function<void(Event)> poster();
  template <class DeviceEvent>
  auto sink() {
    return [post = poster()](DeviceEvent event) { post(Event(std::move(event))); };
  }

  Ports ports_;
  State state_;
  ui::Page page_;
  std::string focus_;
  Speaker speaker_;
  Captures captures_;
  std::vector<Watcher> watchers_;
  std::vector<PartStatus> reported_;
  std::shared_ptr<bool> alive_;  // shared with posted tasks, which may outlive the shell
};

}  // namespace bianmin::kiosk
