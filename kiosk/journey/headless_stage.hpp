#pragma once

#include <chrono>
#include <filesystem>
#include <memory>
#include <optional>
#include <string>
#include <vector>

#include "base/clock.hpp"
#include "base/executor.hpp"
#include "base/random.hpp"
#include "devices/card/simulated_card_reader.hpp"
#include "devices/keypad/simulated_keypad.hpp"
#include "devices/photo/simulated_photo_camera.hpp"
#include "devices/presence/simulated_presence_sensor.hpp"
#include "devices/printer/simulated_printer.hpp"
#include "devices/recorder/simulated_voice_recorder.hpp"
#include "devices/scanner/simulated_scanner.hpp"
#include "devices/voice/simulated_voice.hpp"
#include "kiosk/documents/typeset/direct_typesetter.hpp"
#include "kiosk/journey/platform_process.hpp"
#include "kiosk/journey/stage.hpp"
#include "kiosk/shell/offline_backend.hpp"
#include "kiosk/shell/shell.hpp"

namespace bianmin::kiosk {

/// The whole terminal in this process: the same core, shell and backend as the product, simulated devices, a manual
/// clock, and a real platform behind a real TLS connection.
class HeadlessStage final : public Stage {
 public:
  struct Options {
    std::filesystem::path folder;                 // the terminal's own: outbox, content
    std::filesystem::path papers;                 // what is printed
    std::filesystem::path share;                  // the product's data
    std::vector<std::filesystem::path> services;  // further service documents, tried as pushed content
  };
  static base::Result<std::unique_ptr<HeadlessStage>> open(Options options, PlatformProcess& platform,
                                                           const Journey& journey);
  ~HeadlessStage() override;

  std::string mode() const override { return "headless"; }
  PageView page() override;
  std::vector<std::string> spoken() override { return spoken_; }
  std::vector<PrintedSheet> printed() override;
  std::string newest_case() override { return platform_.newest_case(); }
  std::vector<CaseAttachment> attachments() override { return platform_.attachments(); }
  std::string newest_payment() override { return platform_.newest_payment(); }
  void arrive() override;
  base::Result<void> press(const std::string& id) override;
  base::Result<void> write(const std::string& field, const std::string& text) override;
  base::Result<void> put_card(const std::filesystem::path& card) override;
  void take_card() override;
  base::Result<void> show_code(const std::filesystem::path& image) override;
  base::Result<void> show_text(const std::string& payload) override;
  base::Result<std::string> code_on_screen() override;
  base::Result<void> pay(const std::string& code) override;
  base::Result<void> set_next_payment(const std::string& behaviour) override;
  base::Result<void> set_printer(const std::string& printer, const std::string& state) override;
  void set_network(bool up) override;
  base::Result<void> show_camera(const std::filesystem::path& picture) override;
  base::Result<void> speak_memo(int seconds) override;
  base::Result<void> sign(const std::string& field) override;
  base::Result<void> set_presence(bool there) override;
  base::Result<void> staff_answer(const std::string& who) override { return platform_.staff_answer(who); }
  base::Result<void> show_notice(const std::string& level, const std::string& zh, const std::string& en) override {
    return platform_.show_notice(level, zh, en);
  }
  void pass_time(base::Milliseconds by) override;
  void press_key(devices::Key key) override;
  void plug_headphones(bool in) override;
  void breathe() override;
  void picture(const std::string&) override {}

  Shell& shell() { return *shell_; }

 private:
  HeadlessStage(Options options, PlatformProcess& platform, const Journey& journey);
  bool paying() const;

  Options options_;
  PlatformProcess& platform_;
  const std::string language_;
  const bool elder_;
  base::ManualClock clock_;
  base::SystemClock real_clock_;
  base::SystemRandom random_;
  base::QueueExecutor executor_;
  devices::SimulatedCardReader card_;
  devices::SimulatedScanner scanner_;
  devices::SimulatedKeypad keypad_;
  devices::SimulatedVoice voice_;
  devices::SimulatedPhotoCamera camera_;
  devices::SimulatedPresenceSensor presence_;
  devices::SimulatedVoiceRecorder recorder_;
  devices::SimulatedPrinter a4_, slip_;
  documents::DirectTypesetter typesetter_;
  std::unique_ptr<OfflineBackend> backend_;
  std::unique_ptr<Shell> shell_;
  std::vector<std::string> spoken_;
  std::vector<PrintedSheet> sheets_;
  std::size_t kept_a4_ = 0, kept_slip_ = 0;
  std::chrono::steady_clock::time_point world_{};  // up to when the clock has gone with the world's
};

}  // namespace bianmin::kiosk
