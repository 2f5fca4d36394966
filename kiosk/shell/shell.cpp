#include "kiosk/shell/shell.hpp"

#include <algorithm>
#include <map>

#include <malloc.h>

#include "base/log.hpp"
#include "base/overloaded.hpp"
#include "kiosk/flow/pages/page_builder.hpp"
#include "kiosk/flow/papers/paper_ahead.hpp"
#include "kiosk/shell/paper.hpp"

namespace bianmin::kiosk {
namespace {

// What went wrong in the world, for the journal; a Failure's detail never holds a resident's data.
void log_trouble(const Event& event) {
  if (const auto* card = std::get_if<devices::CardEvent>(&event)) {
    if (const auto* failed = std::get_if<devices::CardFailed>(card))
      base::log_failure("card-failed", failed->why, "card");
    if (const auto* lost = std::get_if<devices::ReaderLost>(card)) base::log_failure("reader-lost", lost->why, "card");
  } else if (const auto* scan = std::get_if<devices::ScanEvent>(&event)) {
    if (const auto* lost = std::get_if<devices::ScannerLost>(scan))
      base::log_failure("scanner-lost", lost->why, "scanner");
  } else if (const auto* voice = std::get_if<devices::VoiceEvent>(&event)) {
    if (const auto* lost = std::get_if<devices::VoiceLost>(voice)) base::log_failure("voice-lost", lost->why, "voice");
  } else if (const auto* keypad = std::get_if<devices::KeypadEvent>(&event)) {
    if (const auto* lost = std::get_if<devices::KeypadLost>(keypad))
      base::log_failure("keypad-lost", lost->why, "keypad");
  } else if (const auto* paper = std::get_if<PrinterReported>(&event)) {
    if (const auto* failed = std::get_if<devices::PrintFailed>(&paper->event))
      base::log_failure("print-failed", failed->why, paper->printer);
    if (const auto* waits = std::get_if<devices::PrintWaiting>(&paper->event))
      base::log_failure("print-waiting", waits->why, paper->printer);
  } else if (const auto* answered = std::get_if<Answered>(&event)) {
    if (!answered->answer) base::log_failure("platform-refused", answered->answer.error(), "platform");
  } else if (const auto* presence = std::get_if<devices::PresenceEvent>(&event)) {
    if (const auto* lost = std::get_if<devices::PresenceLost>(presence))
      base::log_failure("presence-lost", lost->why, "presence");
  } else if (const auto* unparked = std::get_if<VisitNotParked>(&event)) {
    base::log_failure("visit-not-parked", unparked->why, "parked");
  } else if (const auto* unfiled = std::get_if<CaseNotFiled>(&event)) {
    base::log_failure("case-not-filed", unfiled->why, "outbox");
  }
}

PartStatus part_of(const std::string& name, const devices::PrinterStatus& status) {
  const auto failed = [&](const char* state, const base::Failure& why) {
    return PartStatus{"printer." + name, state, std::string(base::to_string(why.code))};
  };
  return std::visit(base::Overloaded{
                        [&](const devices::PrinterReady& r) {
                          return PartStatus{"printer." + name, r.paper_low ? "low" : "ready", {}};
                        },
                        [&](const devices::PrinterBusy&) {
                          return PartStatus{"printer." + name, "ready", {}};
                        },
                        [&](const devices::PrinterStopped& r) { return failed("fault", r.why); },
                        [&](const devices::PrinterGone& r) { return failed("missing", r.why); },
                    },
                    status);
}

}  // namespace

Shell::Shell(Rules rules, Ports ports)
    : ports_(std::move(ports)),
      state_(initial_state(std::move(rules))),
      page_{.language = state_.language},
      speaker_(ports_.voice),
      captures_(ports_.camera, ports_.recorder, ports_.voice, ports_.screen, ports_.executor),
      alive_(std::make_shared<bool>(true)) {}

Shell::~Shell() { *alive_ = false; }

std::function<void(Event)> Shell::poster() {
  return [this, &executor = ports_.executor, alive = alive_](Event event) {
    executor.post([this, alive, event = std::move(event)] {
      if (*alive) handle(event);
    });
  };
}

void Shell::start() {
  Started started;
  ports_.random.fill(started.seed);
  handle(started);
  if (ports_.screen != nullptr) {
    ports_.screen->listen(
        [this](const ui::ScreenEvent& event) { std::visit([this](const auto& e) { handle(e); }, event); });
    ports_.screen->on_spoken([this](ui::Text text) {
      speaker_.stop();
      speaker_.say_text(page_.language, text, page_.personal);
      base::wipe(text.shown);
      base::wipe(text.spoken);
    });
  }
  ports_.voice.start(sink<devices::VoiceEvent>());
  if (ports_.card != nullptr) ports_.card->start(sink<devices::CardEvent>());
  if (ports_.scanner != nullptr)
    ports_.scanner->start(sink<devices::ScanEvent>());
  else  // nobody would ever report that it is missing
    sink<devices::ScanEvent>()(devices::ScannerLost{{base::FailureCode::CameraMissing, "none is configured"}});
  if (ports_.keypad != nullptr) ports_.keypad->start(sink<devices::KeypadEvent>());
  if (ports_.presence != nullptr) ports_.presence->start(sink<devices::PresenceEvent>());
  captures_.start([this](const Event& event) { handle(event); });
  for (auto& [name, printer] : ports_.printers)
    printer->start([post = poster(), printer_name = name](devices::PrintEvent event) {
      post(PrinterReported{printer_name, std::move(event)});
    });
  // Whoever printed before a crash or a power cut has gone: what still lies in a printer is for nobody's eyes.
  for (auto& [name, printer] : ports_.printers) printer->cancel_all();
  ports_.backend.start(poster());
}

bool Shell::writes(const devices::KeypadEvent& event) {
  using devices::Key;
  static const std::map<Key, ui::WritingKey> kKeys{
      {Key::Up, ui::WritingKey::Up},       {Key::Down, ui::WritingKey::Down},     {Key::Left, ui::WritingKey::Left},
      {Key::Right, ui::WritingKey::Right}, {Key::Select, ui::WritingKey::Select}, {Key::Back, ui::WritingKey::Back}};
  const auto* pressed = std::get_if<devices::KeyPressed>(&event);
  if (pressed == nullptr || ports_.screen == nullptr || !kKeys.contains(pressed->key)) return false;
  // Each key says what it writes: a number would be heard by whoever stands behind.
  if (pressed->key == Key::Select && !state_.headphones && state_.focus.starts_with("field:")) {
    const bool number = std::any_of(page_.blocks.begin(), page_.blocks.end(), [](const ui::Block& block) {
      const auto* field = std::get_if<ui::Field>(&block);
      return field != nullptr && (field->kind == ui::FieldKind::IdNumber || field->kind == ui::FieldKind::Phone);
    });
    if (number && state_.content) {
      speaker_.stop();
      speaker_.say_text(state_.language,
                        state_.content->texts.phrase(state_.language, "voice.number_needs_headphones"));
      return true;
    }
  }
  return ports_.screen->write_by_key(kKeys.at(pressed->key));
}

// A page shall stand within the blink of an eye: whatever holds it up is found by its name.
template <class Work>
void Shell::timed(std::string_view part, std::string_view name, Work&& work) {
  const base::Milliseconds begun = ports_.clock.elapsed();
  work();
  const base::Milliseconds took = ports_.clock.elapsed() - begun;
  if (took <= slow_than_) return;
  const std::string what = name.empty() ? std::string(part) : std::string(part) + "." + std::string(name);
  if (slow_) return slow_(what, took);
  base::log(base::LogLevel::Warning, "slow-work", {.part = what, .milliseconds = took.count()});
}

void Shell::handle(const Event& event) {
  if (const auto* keypad = std::get_if<devices::KeypadEvent>(&event); keypad != nullptr && writes(*keypad)) return;
  const base::Instant now = ports_.clock.now();
  Effects effects;
  bool changed = false;
  timed("page", name_of(event), [&] {
    effects = advance(state_, event, now);
    ui::Page page = build_page(state_);
    changed = page != page_;
    page_ = std::move(page);
  });
  if (ports_.screen != nullptr) {
    if (changed) timed("screen", page_.id, [&] { ports_.screen->show(page_); });
    if (state_.focus != focus_) ports_.screen->focus(state_.focus);
  }
  focus_ = state_.focus;
  for (const Effect& effect : effects) timed("effect", name_of(effect), [&] { run(effect); });
  expect_papers();
  log_trouble(event);
  if (const auto* voice = std::get_if<devices::VoiceEvent>(&event)) captures_.hear(*voice);
  if (std::holds_alternative<PrinterReported>(event) || std::holds_alternative<devices::CardEvent>(event) ||
      std::holds_alternative<devices::ScanEvent>(event) || std::holds_alternative<devices::VoiceEvent>(event))
    report_parts();
  for (const auto& watcher : watchers_) watcher({event, effects, page_, state_, now});
}

void Shell::run(const Effect& effect) {
  std::visit(base::Overloaded{
                 [&](const PauseSpeech&) { speaker_.toggle_pause(); },
                 [&](const Park& e) { ports_.backend.park(e); },
                 [&](const FindParked& e) { ports_.backend.find_parked(e); },
                 [&](const DropParked& e) { ports_.backend.drop_parked(e); },
                 [&](const ArmCard&) {
                   if (ports_.card) ports_.card->arm();
                 },
                 [&](const DisarmCard&) {
                   if (ports_.card) ports_.card->disarm();
                 },
                 [&](const ArmScanner&) {
                   if (ports_.scanner) ports_.scanner->arm();
                 },
                 [&](const DisarmScanner&) {
                   if (ports_.scanner) ports_.scanner->disarm();
                 },
                 [&](const Announce& e) {
                   if (e.what == Announce::What::Arrival) speaker_.say_page(page_);
                   if (e.what == Announce::What::Focus) speaker_.say_focus(page_, state_.focus);
                   if (e.what == Announce::What::Field) speaker_.say_field(page_);
                   if (e.what == Announce::What::Goodbye && state_.content && e.language)
                     speaker_.say_text(*e.language, state_.content->texts.phrase(*e.language, "done.goodbye"));
                   if (e.what == Announce::What::Whereabouts) speaker_.say_where(page_, state_.focus);
                 },
                 [&](const StopSpeech&) { speaker_.stop(); },
                 [&](const SetVoice& e) { ports_.voice.set(e.settings); },
                 [&](const Ask& e) { ports_.backend.ask(e); },
                 [&](const CancelAsk& e) { ports_.backend.cancel(e); },
                 [&](const FileCase& e) { ports_.backend.file(e); },
                 [&](const Rate& e) { ports_.backend.rate(e); },
                 [&](const Print& e) { print(e); },
                 [&](const CancelPrints&) { cancel_prints(); },
                 [&](const OpenCamera&) { captures_.open_camera(); },
                 [&](const TakePhoto&) { captures_.take_photo(); },
                 [&](const CloseCamera&) { captures_.close_camera(); },
                 [&](const StartMemo&) { captures_.start_memo(); },
                 [&](const StopMemo&) { captures_.stop_memo(); },
                 [&](const PlayMemo& e) { captures_.play_memo(e); },
                 [&](const EraseMemo&) { captures_.erase_memo(); },
                 [&](const WipeSession&) {
                   // Freed memory was overwritten when it was freed (kiosk/wipe_on_free.cpp); this gives it back as
                   // well.
                   ::malloc_trim(0);
                   base::log(base::LogLevel::Info, "session-wiped");
                 },
             },
             effect);
}

void Shell::print(const Print& effect) {
  const auto cannot = [&](base::Failure why) {
    base::log_failure("document-not-made", why, effect.printer);
    poster()(PrintNotPossible{effect.job, std::move(why)});
  };
  if (!ports_.printers.contains(effect.printer))
    return cannot({base::FailureCode::PrinterMissing, "no printer configured"});
  setting_.insert(effect.job);
  ports_.typesetter.typeset(document_of(*effect.document, ports_.roll),
                            [this, &executor = ports_.executor, alive = alive_, effect](auto pdf) {
                              // Wiped wherever it ends: an executor's tasks may be dropped.
                              struct Paper {
                                base::Result<std::string> pdf;
                                ~Paper() {
                                  if (pdf) base::wipe(*pdf);
                                }
                              };
                              auto paper = std::make_shared<Paper>(std::move(pdf));
                              executor.post([this, alive, effect, paper] {
                                if (*alive) typeset(effect, std::exchange(paper->pdf, std::string()));
                              });
                            });
}

void Shell::typeset(const Print& effect, base::Result<std::string> pdf) {
  if (setting_.erase(effect.job) == 0) {  // not wanted any more
    if (pdf) base::wipe(*pdf);
    return;
  }
  if (!pdf) {
    base::log_failure("document-not-made", pdf.error(), effect.printer);
    return handle(PrintNotPossible{effect.job, pdf.error()});
  }
  ports_.printers.at(effect.printer)->print({effect.job, effect.document->layout, std::move(*pdf)});
}

void Shell::cancel_prints() {
  setting_.clear();
  ports_.typesetter.rest();
  for (auto& [name, printer] : ports_.printers) printer->cancel_all();
}

// A process that has its fonts ready costs memory: there is one only while a paper is near.
void Shell::expect_papers() {
  if (paper_ahead(state_))
    ports_.typesetter.prepare();
  else if (setting_.empty())
    ports_.typesetter.rest();
}

void Shell::report_parts() {
  std::vector<PartStatus> parts;
  for (const auto& [name, status] : state_.printers) parts.push_back(part_of(name, status));
  if (ports_.card != nullptr)
    parts.push_back(state_.reader_failure
                        ? PartStatus{"card", "missing", std::string(base::to_string(state_.reader_failure->code))}
                        : PartStatus{"card", "ready", {}});
  if (ports_.scanner != nullptr)
    parts.push_back(state_.scanner_ready ? PartStatus{"scanner", "ready", {}}
                                         : PartStatus{"scanner", "missing",
                                                      std::string(base::to_string(base::FailureCode::CameraMissing))});
  parts.push_back(state_.voice_works
                      ? PartStatus{"voice", "ready", {}}
                      : PartStatus{"voice", "missing", std::string(base::to_string(base::FailureCode::VoiceMissing))});
  if (parts == reported_) return;
  reported_ = parts;
  ports_.backend.report(std::move(parts));
}

}  // namespace bianmin::kiosk
