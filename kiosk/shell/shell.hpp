#pragma once

#include <functional>
#include <map>
#include <memory>
#include <set>
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
#include "kiosk/documents/typesetter.hpp"
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
  documents::Typesetter& typesetter;
  devices::CardReader* card = nullptr;
  devices::CodeScanner* scanner = nullptr;
  devices::Keypad* keypad = nullptr;
  devices::PhotoCamera* camera = nullptr;      // for photographs
  devices::VoiceRecorder* recorder = nullptr;  // for spoken memos
  ui::Screen* screen = nullptr;
  devices::PresenceSensor* presence = nullptr;
  std::map<std::string, devices::PagePrinter*> printers;  // "a4", "slip"
  documents::Media roll = documents::Media::Roll80;       // in the slip printer
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
    const State& state;  // after it
    base::Instant at;
  };
  using Watcher = std::function<void(const Step&)>;

  Shell(Rules rules, Ports ports);
  ~Shell();
  Shell(const Shell&) = delete;
  Shell& operator=(const Shell&) = delete;

  /// Is told of every piece of work that held the window's thread up for longer than `than`, by its name
  /// ("effect.print", "page", "screen"). Unless somebody listens it is a line in the journal.
  using SlowListener = std::function<void(std::string_view work, base::Milliseconds took)>;
  void on_slow(base::Milliseconds than, SlowListener listener = {}) {
    slow_than_ = than;
    if (listener) slow_ = std::move(listener);
  }

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
  template <class Work>
  void timed(std::string_view part, std::string_view name, Work&& work);
  void print(const Print& effect);
  /// The paper is set in type, or can't be.
  void typeset(const Print& effect, base::Result<std::string> pdf);
  void cancel_prints();
  void expect_papers();
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
  std::set<std::string> setting_;  // jobs that are being set in type
  std::vector<Watcher> watchers_;
  base::Milliseconds slow_than_{20};
  SlowListener slow_;
  std::vector<PartStatus> reported_;
  std::shared_ptr<bool> alive_;  // shared with posted tasks, which may outlive the shell
};

}  // namespace bianmin::kiosk
