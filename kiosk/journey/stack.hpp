#pragma once

#include <chrono>
#include <filesystem>
#include <memory>
#include <string>
#include <vector>

#include "kiosk/journey/platform_process.hpp"
#include "kiosk/journey/sound.hpp"
#include "kiosk/journey/stage.hpp"

namespace bianmin::kiosk {

/// A whole terminal with its surroundings, all real: platform, pcscd with a virtual reader, two IPP printers, a camera
/// that looks at a folder, a sound card of ALSA's file plug-in, and bianmin-kiosk in a window. Everything ends with
/// this object.
class Stack {
 public:
  struct Options {
    std::filesystem::path programs;  // where bianmin-kiosk, bianmin-platform, … are
    std::filesystem::path folder;    // private; everything is kept there
    int width = 1080, height = 1920;
    std::string clock;                                // RFC 3339; empty: now
    bool own_display = false;                         // an Xvfb of its own even when there is a display
    std::string sound = SoundCard::kSpeaker;          // ALSA device besides the WAV file; "none"
    std::string microphone = SoundCard::kMicrophone;  // ALSA device; "none"
    std::vector<std::filesystem::path> residents;     // further records for the platform
    std::vector<std::filesystem::path> services;      // further service documents, published by it
    std::vector<i18n::Language> languages;            // offered; empty: as usual
    int payment_expiry = 0;                           // seconds in which an order has to be paid; 0: as usual
  };
  static base::Result<std::unique_ptr<Stack>> start(Options options);
  ~Stack();

  const std::filesystem::path& folder() const { return options_.folder; }
  std::filesystem::path control() const { return options_.folder / "control"; }
  std::filesystem::path event_log() const { return options_.folder / "events.jsonl"; }
  std::filesystem::path speech() const { return options_.folder / "speech.wav"; }
  std::filesystem::path content_key() const { return options_.folder / "content-key" / "content.key"; }
  PlatformProcess& platform() { return *platform_; }
  SoundCard& sound_card() { return *sound_card_; }

  void insert_card(const std::filesystem::path& card);
  void remove_card();
  bool card_inserted() { return card_.running(); }
  /// The picture stays before the camera until `hide_code`.
  base::Result<void> show_code(const std::filesystem::path& image);
  /// Somebody stands before the terminal, or nobody. Until the first time there is no sensor.
  base::Result<void> set_presence(bool there);
  /// A picture before the photo camera; an empty path: the camera is gone.
  base::Result<void> show_camera(const std::filesystem::path& picture);
  void hide_code();
  /// ready, low, out-of-paper, jam, gone.
  base::Result<void> set_printer(const std::string& printer, const std::string& state);
  /// What came out of the printers, in order.
  std::vector<PrintedSheet> printed() const;
  /// A picture of the whole screen.
  bool screenshot(const std::filesystem::path& png) const;
  /// What the code on the screen says, read from the picture as a telephone does. CodeUnreadable when there is none.
  base::Result<std::string> code_on_screen() const;
  bool kiosk_running() { return kiosk_.running(); }
  pid_t kiosk_pid() const { return kiosk_.pid(); }

 private:
  struct Printer {
    int port = 0;
    Subprocess process;
    std::filesystem::path folder;
  };
  explicit Stack(Options options) : options_(std::move(options)) {}
  base::Result<void> start_display();
  base::Result<void> start_pcscd();
  base::Result<void> start_printers();
  void start_printer(const std::string& name, Printer& printer);
  base::Result<void> start_kiosk();

  Options options_;
  Subprocess display_;
  std::unique_ptr<PlatformProcess> platform_;
  std::unique_ptr<SoundCard> sound_card_;
  Subprocess pcscd_, bus_, card_, kiosk_;
  Printer a4_, slip_;
  int vpcd_port_ = 0;
  std::chrono::steady_clock::time_point card_taken_;
};

}  // namespace bianmin::kiosk
