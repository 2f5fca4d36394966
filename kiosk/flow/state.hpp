#pragma once

#include <array>
#include <cstdint>
#include <map>
#include <memory>
#include <optional>
#include <set>
#include <string>
#include <variant>
#include <vector>

#include "base/clock.hpp"
#include "base/random.hpp"
#include "devices/printer/page_printer.hpp"
#include "devices/voice/voice.hpp"
#include "i18n/language.hpp"
#include "kiosk/flow/content.hpp"
#include "kiosk/flow/notice.hpp"
#include "kiosk/session/session.hpp"
#include "ui/model/page.hpp"

namespace bianmin::kiosk {

/// What the township decides; from the configuration.
struct Rules {
  std::string terminal;         // "LC07"
  i18n::LocalizedText place;    // the centre's name
  std::string telephone = "12345";
  base::Milliseconds idle{60'000};          // standard view: until "还在吗？"
  base::Milliseconds idle_elder{180'000};   // elder view: nobody touched anything for so long
  base::Milliseconds answer_within{30'000};  // ≥ 20 s (WCAG 2.2.1)
  base::Milliseconds done_stays{60'000};     // standard view: as `idle`, on the last page
  base::Milliseconds work_limit{180'000};    // a wait longer than this counts as the resident's time again
  bool sample_data = false;                  // demo and training: papers say that their data is made up
  bool voice_on = true;                      // voice guidance at the start of every visit
  std::vector<i18n::Language> languages{i18n::Language::chinese(), i18n::Language::english()};  // offered, in order
};

struct AtHome { bool all = false; };  // elder view: all services instead of the first five
struct InService {};                  // state.session says where
struct CannotStart { std::string service; base::Failure why; };
using Where = std::variant<AtHome, InService, CannotStart>;

struct StillThere { base::Instant until{}; };  // "您还在吗？"
struct LeaveWithout {};                        // home pressed with unsaved answers
using Question = std::variant<StillThere, LeaveWithout>;

/// Everything the terminal is. The screen and the voice are renderings of it (page_builder.hpp).
struct State {
  Rules rules;
  std::shared_ptr<const Content> content;  // shared with the loader's thread; immutable
  std::shared_ptr<const Content> next_content;  // arrived during a session; in force when it ends
  std::optional<base::Failure> trouble;    // 暂停服务
  base::Instant now{};

  // The world, as last reported.
  bool link_up = false;
  std::optional<base::Failure> reader_failure;
  bool card_there = false;  // a card lies on the reader
  bool card_left = false;   // and has lain there since an earlier visit: nobody's data is read from it
  bool scanner_ready = false;
  std::map<std::string, devices::PrinterStatus, std::less<>> printers;  // "a4", "slip"
  bool voice_works = true;
  bool headphones = false;
  std::size_t outbox_waiting = 0;
  std::vector<Notice> notices;
  std::set<std::string> seen_emergencies;

  // How this visitor wants it; reset after each.
  i18n::Language language = i18n::Language::chinese();
  ui::View view;
  bool voice_on = true;
  devices::VoiceSettings voice;
  std::string focus;  // a focus stop's id, or empty

  Where where = AtHome{};
  bool helping = false;
  std::optional<Question> question;
  std::optional<Session> session;
  base::Instant last_touch{};

  // The machine's own chance (session and case ids) and its tickets.
  base::SeededRandom::Seed seed{};
  std::uint64_t seed_uses = 0;
  std::uint64_t tickets = 0;
};

/// The service the session is in, or null.
const ServiceSpec* current_service(const State& state);
/// The step the session is at, or null.
const StepSpec* current_step(const State& state);
/// The emergency that takes over the screen now, or null.
const Notice* standing_emergency(const State& state);
/// Why a service can't begin now, or nothing.
std::optional<base::Failure> why_not(const State& state, const ServiceSpec& service);
/// Whether this step is asked, given the answers so far.
bool applies(const StepSpec& step, const Values& values);
/// Whether the step's page has a way back: not over a case that was filed or being filed, nor over paper that came out
/// or is coming.
bool can_go_back(const State& state);
/// What is wrong with what was written, as the key of the sentence that says so; null when nothing is.
const char* form_error(const FormStep& step, std::string_view value);

}  // namespace bianmin::kiosk
