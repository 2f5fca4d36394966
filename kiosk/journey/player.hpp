#pragma once

#include <chrono>
#include <functional>
#include <string>

#include "kiosk/journey/stage.hpp"
#include "kiosk/journey/transcript.hpp"

namespace bianmin::kiosk {

struct PlayResult {
  bool passed = false;
  std::size_t steps = 0;
  std::string failure;  // "step 4 (expect): page is \"home\", not \"social-proof/review\""
};

struct StepReport {
  std::size_t number = 0;  // from 1
  const JourneyStep& step;
  std::string page;  // what is shown after it
  base::Milliseconds took{};
  std::string failure;  // empty when it went well
};

/// Who looks on while a journey is played. Called on the player's thread; each may be empty.
struct PlayWatch {
  std::function<void()> before_picture;
  std::function<void(const StepReport&)> after_step;
  std::function<bool()> stopped;     // asked often; true ends the journey
  Transcript* transcript = nullptr;  // outlives the player
};

/// Plays a journey on a stage. An expectation is waited for, up to `patience` of real time. In blind mode what is
/// pressed is first found with the keypad, by listening; writing is done with common phrases only.
class Player {
 public:
  Player(Stage& stage, bool blind, base::Milliseconds patience, PlayWatch watch = {})
      : stage_(stage), blind_(blind), patience_(patience), watch_(std::move(watch)) {}
  PlayResult play(const Journey& journey);

 private:
  std::string run(const JourneyAction& action);
  void press_key(devices::Key key);
  void settle();
  std::string press(const std::string& what);
  std::string pay();
  std::string press_blind(const std::string& id, const std::string& label);
  std::string expect(const Expect& e);
  std::string unmet(const Expect& e);
  std::string unlike(const std::vector<std::string>& wanted);
  void wait_for_silence();
  std::string show_slip();
  bool give_up(std::chrono::steady_clock::time_point until) const;

  Stage& stage_;
  const bool blind_;
  const base::Milliseconds patience_;
  const PlayWatch watch_;
  std::size_t heard_ = 0;          // how much of the speech earlier expectations covered
  base::Milliseconds sounded_{0};  // likewise of the sound
  int memo_seconds_ = 0;           // of the last memo, as the page said
  std::size_t sheets_ = 0;         // and of the paper
  std::filesystem::path last_slip_;
};

/// The words on a PDF, by pdftotext, without white space (line breaks depend on the layout).
std::string pdf_words(const std::filesystem::path& pdf);

}  // namespace bianmin::kiosk
