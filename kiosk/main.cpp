// bianmin-kiosk: the terminal's shell. The only place that knows every backend.
#include <csignal>
#include <cstdio>
#include <cstdlib>
#include <ctime>
#include <iostream>
#include <thread>

#include <CLI/CLI.hpp>

#include "base/file.hpp"
#include "base/log.hpp"
#include "devices/camera/image_folder_camera.hpp"
#include "devices/camera/v4l2_camera.hpp"
#include "devices/card/pcsc_card_reader.hpp"
#include "devices/keypad/evdev_keypad.hpp"
#include "devices/keypad/keypad_map.hpp"
#include "devices/photo/source_photo_camera.hpp"
#include "devices/presence/polled_presence_sensor.hpp"
#include "devices/printer/ipp_printer.hpp"
#include "devices/recorder/source_voice_recorder.hpp"
#include "devices/scanner/camera_code_scanner.hpp"
#include "devices/scanner/serial_scanner.hpp"
#include "devices/voice/espeak_voice.hpp"
#include "devices/voice/simulated_voice.hpp"
#include "kiosk/documents/typeset_process.hpp"
#include "kiosk/shell/config.hpp"
#include "kiosk/shell/control.hpp"
#include "kiosk/shell/dev_control.hpp"
#include "kiosk/shell/event_journal.hpp"
#include "kiosk/shell/offline_backend.hpp"
#include "kiosk/shell/screen_words.hpp"
#include "kiosk/shell/share.hpp"
#include "kiosk/shell/shell.hpp"
#include "offline/terminal_identity.hpp"
#include "ui/screen/text_engine.hpp"
#include "ui/screen/wx_application.hpp"
#include "ui/screen/wx_screen_window.hpp"

namespace {

using namespace bianmin;

constexpr const char* kVersion = BIANMIN_VERSION;
constexpr base::Milliseconds kTick{1000};

struct Options {
  std::string config = "/etc/bianmin/kiosk.toml";
  std::string control;
  std::string event_log;
  std::string clock;
  std::string replay;
  bool first_frame = false;
  int slow = 20;
};

std::unique_ptr<devices::CodeScanner> make_scanner(const std::string& driver, const base::Clock& clock) {
  const auto colon = driver.find(':');
  const std::string kind = driver.substr(0, colon);
  const std::string where = colon == std::string::npos ? "" : driver.substr(colon + 1);
  if (kind == "v4l2")
    return std::make_unique<devices::CameraCodeScanner>(
        std::make_unique<devices::V4l2Camera>(devices::V4l2Camera::Options{.device = where}),
        devices::CameraCodeScanner::Options{}, clock);
  if (kind == "folder")
    return std::make_unique<devices::CameraCodeScanner>(
        std::make_unique<devices::ImageFolderCamera>(devices::ImageFolderCamera::Options{.folder = where}),
        devices::CameraCodeScanner::Options{}, clock);
  if (kind == "serial")
    return std::make_unique<devices::SerialScanner>(devices::SerialScanner::Options{.device = where}, clock);
  return nullptr;
}

std::unique_ptr<devices::PhotoCamera> make_camera(const std::string& driver) {
  const auto colon = driver.find(':');
  const std::string kind = driver.substr(0, colon);
  const std::string where = colon == std::string::npos ? "" : driver.substr(colon + 1);
  std::unique_ptr<devices::PhotoSource> source;
  if (kind == "v4l2") source = devices::v4l2_photo_source(where);
  if (kind == "folder") source = devices::folder_photo_source(where);
  if (!source) return nullptr;
  return std::make_unique<devices::SourcePhotoCamera>(std::move(source), devices::SourcePhotoCamera::Options{});
}

std::unique_ptr<devices::VoiceRecorder> make_recorder(const std::string& device) {
  if (device == "none" || device.empty()) return nullptr;
  return std::make_unique<devices::SourceVoiceRecorder>(devices::alsa_source(device),
                                                        devices::SourceVoiceRecorder::Options{});
}

// The settings are checked when they are read.
std::unique_ptr<devices::PresenceSensor> make_presence(const kiosk::Config& config, const base::Clock& clock) {
  const auto after = [&](std::string_view kind) { return config.presence.substr(kind.size()); };
  std::unique_ptr<devices::PresenceSource> source;
  if (config.presence == "iio")
    source = devices::iio_source({});
  else if (config.presence.starts_with("iio:"))
    source = devices::iio_source(after("iio:"));
  else if (config.presence.starts_with("file:"))
    source = devices::iio_source(after("file:"));
  else if (config.presence.starts_with("switch:"))
    source = devices::switch_source(after("switch:"));
  if (!source) return nullptr;
  return std::make_unique<devices::PolledPresenceSensor>(
      std::move(source),
      devices::PolledPresenceSensor::Options{.thresholds = {config.presence_near, config.presence_away},
                                             .hold = config.presence_hold},
      clock);
}

// Everything that lives while the window does, in the order in which it must be taken down.
struct Terminal {
  kiosk::MovableClock clock;
  base::SystemRandom random;
  std::unique_ptr<ui::ScreenWindow> screen;
  std::unique_ptr<devices::Voice> voice;
  std::unique_ptr<devices::CardReader> card;
  std::unique_ptr<devices::CodeScanner> scanner;
  std::unique_ptr<devices::Keypad> keypad;
  std::unique_ptr<devices::PhotoCamera> camera;
  std::unique_ptr<devices::VoiceRecorder> recorder;
  std::unique_ptr<devices::PresenceSensor> presence;
  std::map<std::string, std::unique_ptr<devices::IppPrinter>> printers;
  std::unique_ptr<kiosk::documents::TypesetProcess> typesetter;
  std::unique_ptr<kiosk::OfflineBackend> backend;
  std::unique_ptr<kiosk::Shell> shell;
  std::unique_ptr<kiosk::EventJournal> journal;
  std::unique_ptr<kiosk::DevControl> dev_control;
  std::unique_ptr<kiosk::Control> control;
  bool started = false;
  std::jthread signals;
};

sigset_t end_signals() {
  sigset_t signals;
  ::sigemptyset(&signals);
  ::sigaddset(&signals, SIGTERM);
  ::sigaddset(&signals, SIGINT);
  return signals;
}

// systemd ends the program with SIGTERM: everything is taken down in order, what waits in a printer is called back.
std::jthread quit_on_signals(ui::Application& app) {
  return std::jthread([&app](const std::stop_token& stop) {
    const sigset_t signals = end_signals();
    const timespec look{0, 200'000'000};
    while (!stop.stop_requested()) {
      if (::sigtimedwait(&signals, nullptr, &look) < 0) continue;
      base::log(base::LogLevel::Info, "stopping");
      return app.quit(0);
    }
  });
}

base::Result<void> make_devices(Terminal& t, const kiosk::Config& config) {
  if (config.card == "pcsc")
    t.card = std::make_unique<devices::PcscCardReader>(devices::PcscCardReader::Options{.reader = config.card_reader},
                                                       t.clock);
  t.scanner = make_scanner(config.scanner, t.clock);
  t.presence = make_presence(config, t.clock);
  for (const auto& [name, uri] : config.printers)
    t.printers[name] = std::make_unique<devices::IppPrinter>(
        devices::IppPrinter::Options{.uri = uri,
                                     .name = name,
                                     .media = name == "a4" ? "iso_a4_210x297mm" : "",
                                     .journal = config.data / ("printer-" + name)});
  t.typesetter = std::make_unique<kiosk::documents::TypesetProcess>(kiosk::documents::TypesetProcess::Options{});
  t.camera = make_camera(config.photo);
  t.recorder = make_recorder(config.recorder);
  const bool silent = config.sound == "none" && config.sound_file.empty();
  if (silent)
    t.voice = std::make_unique<devices::SimulatedVoice>();
  else
    t.voice = std::make_unique<devices::EspeakVoice>(devices::EspeakVoice::Options{
        .device = config.sound == "none" ? "" : config.sound, .wav_file = config.sound_file.string()});
  if (!config.keypad.empty()) {
    devices::EvdevKeypad::Options options{.device = config.keypad};
    if (!config.keypad_map.empty()) {
      const auto text = base::read_file(config.keypad_map, 64U << 10);
      if (!text) return base::fail(base::FailureCode::ConfigInvalid, text.error().detail);
      auto map = devices::parse_keypad_map(*text, config.keypad_map.string());
      if (!map) return tl::unexpected(map.error());
      options.map = std::move(*map);
    }
    t.keypad = std::make_unique<devices::EvdevKeypad>(std::move(options));
  }
  return {};
}

// After the first page: voice, card, platform and outbox would take the processors from it for 40 ms.
void start_devices(Terminal& t) {
  if (!std::exchange(t.started, true)) t.shell->start();
}

base::Result<std::shared_ptr<void>> start(ui::Application& app, const kiosk::Config& config, const Options& options) {
  auto identity = offline::load_terminal_identity(config.identity);
  if (!identity) return tl::unexpected(identity.error());
  kiosk::Rules rules = config.rules;
  rules.terminal = identity->terminal;
  for (const auto& [tag, name] : identity->centre)
    if (auto language = i18n::Language::parse(tag)) rules.place.set(*language, name);

  auto terminal = std::make_shared<Terminal>();
  Terminal& t = *terminal;
  if (!options.clock.empty()) {
    const auto instant = base::parse_utc(options.clock);
    if (!instant) return base::fail(base::FailureCode::ConfigInvalid, "--clock: " + instant.error().detail);
    t.clock.set(*instant);
  }
  const auto share = config.share.empty() ? kiosk::default_share() : config.share;
  t.backend = std::make_unique<kiosk::OfflineBackend>(
      *identity,
      offline::OfflineConfig{.data = config.data, .software = kVersion, .proxy = config.proxy, .content = {}},
      kiosk::ContentLoader(share, rules.languages), t.clock, t.random, config.keep_parked);
  auto first = t.backend->first_content();
  std::optional<base::Failure> unusable;
  if (!first) {
    // Nothing to offer: the screen says so, and what to do, until a good version arrives.
    base::log_failure("content-unusable", first.error());
    unusable = first.error();
    first = kiosk::ContentLoader(share, rules.languages).texts_only();
    if (!first) return tl::unexpected(first.error());
  }

  ui::WindowOptions window{.kiosk = config.window.empty()};
  if (!window.kiosk && std::sscanf(config.window.c_str(), "%dx%d", &window.width, &window.height) != 2)
    return base::fail(base::FailureCode::ConfigInvalid, "screen.window must be like \"1080x1920\"");
  t.screen =
      std::make_unique<ui::ScreenWindow>(window, kiosk::screen_words(first->content->texts), t.clock, app.executor());
  if (auto made = make_devices(t, config); !made) return tl::unexpected(made.error());

  kiosk::Ports ports{
      .executor = app.executor(),
      .clock = t.clock,
      .random = t.random,
      .backend = *t.backend,
      .voice = *t.voice,
      .typesetter = *t.typesetter,
      .card = t.card.get(),
      .scanner = t.scanner.get(),
      .keypad = t.keypad.get(),
      .camera = t.camera.get(),
      .recorder = t.recorder.get(),
      .screen = t.screen.get(),
      .presence = t.presence.get(),
      .printers = {},
      .roll = config.slip_width == 58 ? kiosk::documents::Media::Roll58 : kiosk::documents::Media::Roll80};
  for (auto& [name, printer] : t.printers) ports.printers[name] = printer.get();
  t.shell = std::make_unique<kiosk::Shell>(rules, std::move(ports));
  t.shell->speaker().use(*first);
  t.backend->on_content([&t, &app](kiosk::LoadedContent content) {
    app.executor().post([&t, content = std::move(content)] { t.shell->speaker().use(content); });
  });
  t.shell->on_slow(base::Milliseconds(options.slow));
  if (!options.event_log.empty()) {
    auto journal = kiosk::EventJournal::open(options.event_log, kVersion, t.shell->state());
    if (!journal) return tl::unexpected(journal.error());
    t.journal = std::move(*journal);
    t.shell->watch([&t](const kiosk::Shell::Step& step) { t.journal->write(step); });
  }
  if (!options.control.empty()) {
    t.dev_control = std::make_unique<kiosk::DevControl>(*t.shell, t.clock, [&t] { return t.screen->geometry(); });
    auto control = kiosk::Control::open(options.control, app.executor(),
                                        [&t](const std::string& request) { return t.dev_control->answer(request); });
    if (!control) return tl::unexpected(control.error());
    t.control = std::move(*control);
  }
  t.screen->on_first_frame([&t, tell = options.first_frame] {
    if (tell) {
      std::puts("first-frame");
      std::fflush(stdout);
    }
    start_devices(t);
  });
  t.shell->handle(kiosk::ContentChanged{first->content});
  if (unusable) t.shell->handle(kiosk::ContentUnusable{*unusable});
  app.every(kTick, [&t] {
    start_devices(t);  // even behind a screen that shows nothing
    t.shell->tick();
  });
  t.signals = quit_on_signals(app);
  return std::static_pointer_cast<void>(terminal);
}

int replay(const std::string& file, const kiosk::Config& config) {
  const auto share = config.share.empty() ? kiosk::default_share() : config.share;
  const auto content = kiosk::ContentLoader(share, config.rules.languages).load(std::nullopt, 0);
  if (!content) {
    std::cerr << content.error().detail << "\n";
    return 1;
  }
  return kiosk::replay_journal(file, config.rules, content->content, std::cout);
}

}  // namespace

int main(int argc, char** argv) {
  CLI::App app{"The shell of the Bianmin terminal"};
  Options options;
  app.add_option("--config", options.config, "configuration file")->capture_default_str();
  app.add_option("--control", options.control, "a socket for the demo's dock and for journeys; never in service");
  app.add_option("--event-log", options.event_log, "write what happens here, without any resident's data");
  app.add_option("--clock", options.clock, "start at this time instead of now (RFC 3339); for demo and tests");
  app.add_option("--replay", options.replay, "replay an event log and print its pages, then end");
  app.add_flag("--print-first-frame", options.first_frame, "print \"first-frame\" when the first page is complete");
  app.add_option("--slow", options.slow, "tell of work that holds the window up for longer (milliseconds)")
      ->capture_default_str()
      ->check(CLI::Range(0, 10'000));
  app.set_version_flag("--version", kVersion);
  CLI11_PARSE(app, argc, argv);

  if (!options.replay.empty()) {
    kiosk::Config config;
    if (app.count("--config") > 0) {
      auto loaded = kiosk::load_config(options.config);
      if (!loaded) {
        std::cerr << loaded.error().detail << "\n";
        return 2;
      }
      config = std::move(*loaded);
    }
    return replay(options.replay, config);
  }
  const sigset_t signals = end_signals();
  ::pthread_sigmask(SIG_BLOCK, &signals, nullptr);  // before any thread starts, so that all inherit it
  const auto config = kiosk::load_config(options.config);
  if (!config) {
    std::cerr << base::to_string(config.error().code) << ": " << config.error().detail << "\n";
    return 2;
  }
  ui::settle_environment();
  const ui::TextEngine fonts;  // from here on fontconfig reads its files on a thread of its own
  return ui::run_application([&](ui::Application& application) -> std::shared_ptr<void> {
    auto terminal = start(application, *config, options);
    if (!terminal) {
      std::cerr << base::to_string(terminal.error().code) << ": " << terminal.error().detail << "\n";
      return nullptr;
    }
    return *terminal;
  });
}
