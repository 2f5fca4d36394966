#pragma once

#include <filesystem>
#include <optional>
#include <string>
#include <vector>

#include "kiosk/journey/case_attachment.hpp"
#include "kiosk/journey/journey.hpp"

namespace bianmin::kiosk {

/// The page as a stage shows it.
struct PageView {
  std::string id;
  std::string text;  // ui::to_plain_text
  struct Control {
    std::string id;
    std::string label;
    bool enabled = true;
  };
  std::vector<Control> controls;
  std::string focus;
  std::optional<int> memo_seconds;  // how long the memo on it is; nothing where there can be none
};

struct PrintedSheet {
  std::string printer;
  std::filesystem::path pdf;
};

/// Where a journey is played: in this process on the core, or in the real window with real devices.
class Stage {
 public:
  virtual ~Stage() = default;
  virtual std::string mode() const = 0;

  virtual PageView page() = 0;
  /// Everything spoken so far, in order.
  virtual std::vector<std::string> spoken() = 0;
  virtual std::vector<PrintedSheet> printed() = 0;
  /// The newest case at the platform as JSON, or "".
  virtual std::string newest_case() = 0;

  /// What came with the newest case.
  virtual std::vector<CaseAttachment> attachments() = 0;
  /// How much has come out of the loudspeaker so far; nothing where there is none.
  virtual std::optional<base::Milliseconds> sounded() { return std::nullopt; }

  /// The newest payment's state at the platform, or "".
  virtual std::string newest_payment() = 0;

  /// A resident steps up to a terminal that stands as the last one left it: chooses language and view.
  virtual void arrive() = 0;
  /// Presses what is on the page now. InputInvalid when it isn't there.
  virtual base::Result<void> press(const std::string& id) = 0;
  virtual base::Result<void> write(const std::string& field, const std::string& text) = 0;
  virtual base::Result<void> put_card(const std::filesystem::path& card) = 0;
  virtual void take_card() = 0;
  virtual base::Result<void> show_code(const std::filesystem::path& image) = 0;
  virtual base::Result<void> show_text(const std::string& payload) = 0;
  /// What the code on the screen says, read as a telephone reads it. CodeUnreadable when there is none.
  virtual base::Result<std::string> code_on_screen() = 0;
  /// The resident's telephone pays what this code stands for, in the platform's sandbox.
  virtual base::Result<void> pay(const std::string& code) = 0;
  /// How the next payment goes there: ok, slow, refuse, insufficient, silent, paid-but-late.
  virtual base::Result<void> set_next_payment(const std::string& behaviour) = 0;
  virtual base::Result<void> set_printer(const std::string& printer, const std::string& state) = 0;
  virtual void set_network(bool up) = 0;
  /// Holds a picture before the photo camera; an empty path: there is no camera.
  virtual base::Result<void> show_camera(const std::filesystem::path& picture) = 0;
  /// Somebody speaks into the microphone for so many seconds while a memo is recorded.
  virtual base::Result<void> speak_memo(int seconds) = 0;
  /// The platform shows a notice: info, warning or emergency.
  virtual base::Result<void> show_notice(const std::string& level, const std::string& zh, const std::string& en) = 0;
  /// Somebody stands before the terminal, or nobody any more.
  virtual base::Result<void> set_presence(bool there) = 0;
  /// Staff take the newest call for help, or, without a name, close it.
  virtual base::Result<void> staff_answer(const std::string& who) = 0;
  /// Draws a name on the signature pad.
  virtual base::Result<void> sign(const std::string& field) = 0;
  virtual void pass_time(base::Milliseconds by) = 0;
  virtual void press_key(devices::Key key) = 0;
  virtual void plug_headphones(bool in) = 0;

  /// Lets the terminal work for a moment of real time.
  virtual void breathe() = 0;
  /// A picture of the screen, where there is one.
  virtual void picture(const std::string& name) = 0;
};

}  // namespace bianmin::kiosk
