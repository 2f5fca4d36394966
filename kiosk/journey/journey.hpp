#pragma once

#include <filesystem>
#include <optional>
#include <string>
#include <variant>
#include <vector>

#include "base/clock.hpp"
#include "base/failure.hpp"
#include "devices/keypad/keypad.hpp"
#include "i18n/language.hpp"

namespace bianmin::kiosk {

// A journey is a visit written down: what the resident does, what the world does, what is expected. The format is
// documented in tests/journeys/README.md.

// clang-format off
struct Arrive {};                                            // the next resident: chooses the journey's language and view
struct Press { std::string what; };                          // an action's id, or the words on it
struct Write { std::string field; std::string text; };
struct PutCard { std::filesystem::path card; };              // a card file
struct TakeCard {};
struct ShowCode { std::filesystem::path image; };            // a picture held up to the scanner
struct ShowText { std::string text; };                       // a code with this payload
struct ShowSlip {};                                          // the code of the last slip printed
struct PayCode {};                                           // the telephone scans the code on the screen and pays
struct NextPayment { std::string behaviour; };               // how the sandbox's next payment goes
struct SetPrinter { std::string printer; std::string state; };  // ready, low, out-of-paper, jam, cover-open, gone
struct SetNetwork { bool up = true; };
struct ShowCamera { std::filesystem::path picture; };  // a picture before the photo camera; empty: the camera is gone
struct SpeakMemo { int seconds = 0; };                 // into the microphone, while a memo is recorded
struct Sign { std::string field; };                    // a name on the signature pad
struct ShowNotice { std::string level, zh, en; };      // the platform shows a notice: info, warning, emergency
struct SetPresence { bool there = true; };             // somebody stands before the terminal, or nobody
struct StaffAnswer { std::string who; };               // staff take the newest call for help; empty: they close it
struct PassTime { base::Milliseconds by{}; };
struct PressKey { devices::Key key{}; };
struct PlugHeadphones { bool in = true; };
// clang-format on
struct Expect {
  std::optional<std::string> page;  // the page's id
  std::vector<std::string> shows;   // texts on the page
  std::vector<std::string> hides;   // texts that must not be on it
  std::vector<std::string> says;    // spoken since the last expectation
  std::vector<std::string> never_says;
  std::optional<std::string> printed_on;   // a document came out of this printer since the last expectation,
  std::vector<std::string> printed;        // with these texts
  bool no_print = false;                   // none has
  std::optional<std::string> case_status;  // the newest case at the platform: its status,
  std::vector<std::string> case_has;       // and texts in its JSON
  std::optional<std::vector<std::string>> attachments;  // what came with it: "photo", "voice", "signature"
  std::optional<int> sounds;  // seconds that came out of the loudspeaker since the last expectation, at least
  std::optional<std::string> payment_state;  // the newest payment at the platform: its state
  std::optional<base::Milliseconds> within;  // is waited for so long; else as long as for anything
};

using JourneyAction = std::variant<Arrive, Press, Write, PutCard, TakeCard, ShowCode, ShowText, ShowSlip, PayCode,
                                   NextPayment, SetPrinter, SetNetwork, ShowCamera, SpeakMemo, Sign, ShowNotice,
                                   SetPresence, StaffAnswer, PassTime, PressKey, PlugHeadphones, Expect>;

/// The step's name in a journey file.
std::string_view kind_of(const JourneyAction& action);

struct JourneyStep {
  JourneyAction action;
  std::string note;  // for the reader, and the name of the demo's picture
  bool picture = false;
  std::vector<std::string> only;  // modes in which the step is played: "headless", "window", "blind"; empty: all
};

struct Journey {
  std::string title;
  std::string about;
  std::optional<base::Instant> clock;  // none: the present time
  std::string language = "zh-CN";
  bool elder = false;
  int payment_expiry = 0;          // seconds in which an order has to be paid; 0: as the platform has it
  std::vector<std::string> modes;  // "headless", "window", "blind"; empty: all
  std::vector<JourneyStep> steps;

  /// What the terminal offers: Chinese, English and the journey's language.
  std::vector<i18n::Language> offered() const;
};

/// Reads a journey file; paths in it are relative to it. InputInvalid names file, place and reason.
base::Result<Journey> load_journey(const std::filesystem::path& file);

}  // namespace bianmin::kiosk
