#pragma once

#include <chrono>

#include "kiosk/journey/stack.hpp"
#include "kiosk/journey/stage.hpp"

namespace bianmin::kiosk {

/// The real window: what is pressed is clicked at its place on the screen, cards go through pcscd, codes before the
/// camera, paper comes from the printers.
class WindowStage final : public Stage {
 public:
  /// `pictures`: where pictures of the screen go; empty: nowhere.
  WindowStage(Stack& stack, const Journey& journey, std::filesystem::path pictures);
  ~WindowStage() override;

  std::string mode() const override { return "window"; }
  PageView page() override;
  std::vector<std::string> spoken() override;
  std::vector<PrintedSheet> printed() override { return stack_.printed(); }
  std::string newest_case() override { return stack_.platform().newest_case(); }
  std::vector<CaseAttachment> attachments() override { return stack_.platform().attachments(); }
  std::optional<base::Milliseconds> sounded() override { return stack_.sound_card().sounded(); }
  std::string newest_payment() override { return stack_.platform().newest_payment(); }
  void arrive() override;
  base::Result<void> press(const std::string& id) override;
  base::Result<void> write(const std::string& field, const std::string& text) override;
  base::Result<void> put_card(const std::filesystem::path& card) override;
  void take_card() override { stack_.remove_card(); }
  base::Result<void> show_code(const std::filesystem::path& image) override;
  base::Result<void> show_text(const std::string& payload) override;
  base::Result<std::string> code_on_screen() override;
  base::Result<void> pay(const std::string& code) override;
  base::Result<void> set_next_payment(const std::string& behaviour) override;
  base::Result<void> set_printer(const std::string& printer, const std::string& state) override;
  void set_network(bool up) override;
  base::Result<void> show_camera(const std::filesystem::path& picture) override { return stack_.show_camera(picture); }
  base::Result<void> speak_memo(int seconds) override;
  base::Result<void> sign(const std::string& field) override;
  base::Result<void> set_presence(bool there) override { return stack_.set_presence(there); }
  base::Result<void> staff_answer(const std::string& who) override { return stack_.platform().staff_answer(who); }
  base::Result<void> show_notice(const std::string& level, const std::string& zh, const std::string& en) override {
    return stack_.platform().show_notice(level, zh, en);
  }
  void pass_time(base::Milliseconds by) override;
  void press_key(devices::Key key) override;
  void plug_headphones(bool in) override;
  void breathe() override;
  void picture(const std::string& name) override;

 private:
  std::string ask(const std::string& request);
  struct Target {
    std::string id;
    int x = 0, y = 0;  // its middle in pixels of the screen
    bool enabled = true;
  };
  std::vector<Target> targets();
  /// Clicks a target on what is to be seen now; false when it isn't there.
  bool tap(const std::string& id);
  /// Pages of a long body are turned until the target is there.
  bool look_for(const std::string& id);
  bool tap_phrase(const std::string& number);
  void arrive_by(const std::string& tool);
  std::string page_language();
  void click(int x, int y);

  Stack& stack_;
  const std::string language_;
  const bool elder_;
  std::filesystem::path pictures_;
  int pictures_taken_ = 0;
  Target last_place_;
  std::chrono::steady_clock::time_point last_tap_;
};

}  // namespace bianmin::kiosk
