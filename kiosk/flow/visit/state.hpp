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
#include "kiosk/flow/service/content.hpp"
#include "kiosk/flow/visit/notice.hpp"
#include "kiosk/session/session.hpp"
#include "ui/model/page.hpp"

namespace bianmin::kiosk {

/// What the township decides; from the configuration.
struct Rules {
  std::string terminal;       // "LC07"
  i18n::LocalizedText place;  // the centre's name
  std::string telephone = "12345";
  base::Milliseconds idle{60'000};           // standard view: until "还在吗？"
  base::Milliseconds idle_elder{180'000};    // elder view: nobody touched anything for so long
  base::Milliseconds answer_within{30'000};  // ≥ 20 s (WCAG 2.2.1)
  base::Milliseconds done_stays{60'000};     // standard view: as `idle`, on the last page
  base::Milliseconds work_limit{180'000};    // a wait longer than this counts as the resident's time again
  base::Milliseconds left_after{15'000};     // standard view: nobody stands there for so long: "还在吗？" comes now
  base::Milliseconds untouched{30 * 60'000};  // nobody touched anything for so long: a sensor that says otherwise is
                                              // not believed any more
  base::Milliseconds help_look{5'000};        // how often is asked whether somebody comes
  base::Milliseconds help_patience{20'000};   // until a call that nobody answered is given up
  bool sample_data = false;                   // demo and training: papers say that their data is made up
  bool voice_on = true;                       // voice guidance at the start of every visit
  std::vector<i18n::Language> languages{i18n::Language::chinese(), i18n::Language::english()};  // offered, in order
};

// clang-format off
struct AtHome { bool all = false; };  // elder view: all services instead of the first five
struct InService {};                  // state.session says where
struct CannotStart { std::string service; base::Failure why; };
struct ChoosingRehearsal {};          // 练一练: which service?
struct Rehearsed { std::string service; };
// clang-format on
/// 接着办: waits for the slip or the card of who left a visit here.
struct Resuming {
  std::uint64_t ticket = 0;          // of the look for it, while one is under way
  std::optional<base::Failure> why;  // it was not found
};
struct Parked {       // the visit is put away, its resident may go
  bool slip = false;  // a slip came out
  bool card = false;  // their card brings it back
};
using Where = std::variant<AtHome, InService, CannotStart, ChoosingRehearsal, Rehearsed, Resuming, Parked>;

/// Staff were called.
struct HelpCall {
  enum class Stage { Calling, Waiting, Coming, NotPossible };
  Stage stage = Stage::Calling;
  std::uint64_t ticket = 0;
  base::Uuid key;
  std::string page;  // where they are
  std::string id;    // the platform's, once it took the call
  std::string who;   // comes
  base::Instant asked_at{};
  base::Instant next_look{};
};

struct StillThere {
  base::Instant until{};
};                      // "您还在吗？"
struct PaperComing {};  // home pressed while a sheet still comes out
/// Somebody put the card of a parked visit there: go on with it?
struct WelcomeBack {
  std::string id;
  base::Secret visit;
  std::string service;
};
struct LeaveWithout {};  // home pressed with unsaved answers
using Question = std::variant<StillThere, LeaveWithout, PaperComing, WelcomeBack>;

/// Everything the terminal is. The screen and the voice are renderings of it (page_builder.hpp).
struct State {
  Rules rules;
  std::shared_ptr<const Content> content;       // shared with the loader's thread; immutable
  std::shared_ptr<const Content> next_content;  // arrived during a session; in force when it ends
  std::optional<base::Failure> trouble;         // 暂停服务
  base::Instant now{};

  // The world, as last reported.
  bool link_up = false;
  std::optional<base::Failure> reader_failure;
  bool card_there = false;  // a card lies on the reader
  bool card_left = false;   // and has lain there since an earlier visit: nobody's data is read from it
  bool scanner_ready = false;
  bool scanner_lost = false;    // it has said so: before its first report nothing is known of it
  bool camera_ready = false;    // for photographs
  bool recorder_ready = false;  // for spoken memos
  std::map<std::string, devices::PrinterStatus, std::less<>> printers;  // "a4", "slip"
  bool voice_works = true;
  bool headphones = false;
  std::size_t outbox_waiting = 0;
  std::size_t parked = 0;              // visits that lie here for their residents to come back
  std::optional<bool> somebody_there;  // as the presence sensor says; unknown without one
  base::Instant left_at{};             // since when it says nobody
  std::vector<Notice> notices;
  std::set<std::string> seen_emergencies;

  // How this visitor wants it; reset after each.
  i18n::Language language = i18n::Language::chinese();
  ui::View view;
  bool voice_on = true;
  devices::VoiceSettings voice;
  std::string focus;  // a focus stop's id, or empty
  bool keys = false;  // works it by the keypad: a key was pressed, or headphones put in, later than any touch

  Where where = AtHome{};
  bool helping = false;
  std::optional<Question> question;
  std::optional<HelpCall> help_call;
  std::optional<Session> session;
  base::Instant last_touch{};  // since when time runs; a sensor that sees somebody holds it up
  base::Instant last_sign{};   // of somebody who did something

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
/// Whether the done page offers this paper now: it is one on request, and its printer can print.
bool offers_paper(const State& state, const StepSpec& step);
/// Whether this step is asked, given the answers so far. Never a paper on request.
bool applies(const StepSpec& step, const Values& values);
/// Whether the step's page has a way back: not over a case that was filed or being filed, nor over paper that came out
/// or is coming.
bool can_go_back(const State& state);
/// Whether the last thing can be taken back.
bool can_undo(const State& state);
/// Whether the visit can be put away for later: there is something to keep, nothing is under way or given, and
/// something can bring it back.
bool can_park(const State& state);
/// Whether leaving now loses anything its resident would have to do again.
bool would_lose(const State& state);
/// What is wrong with what was written, as the key of the sentence that says so; null when nothing is.
const char* form_error(const FormStep& step, std::string_view value);
/// Whether this value is one of a tick step's answer ("a,b,c").
bool is_ticked(std::string_view answer, std::string_view value);
/// The first and last day a date step takes now.
struct DateSpan {
  base::CivilDate first, last;
};
DateSpan date_span(const DateStep& step, base::Instant now);
/// What a date step's picker shows: the answer, else the day it starts with; always within the span.
base::CivilDate shown_date(const DateStep& step, std::string_view answer, base::Instant now);

}  // namespace bianmin::kiosk
