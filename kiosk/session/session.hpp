#pragma once

#include <cstdint>
#include <map>
#include <memory>
#include <optional>
#include <set>
#include <string>
#include <variant>
#include <vector>

#include "base/clock.hpp"
#include "base/failure.hpp"
#include "base/secret.hpp"
#include "base/uuid.hpp"
#include "kiosk/session/companion.hpp"
#include "kiosk/session/payment.hpp"
#include "kiosk/session/value.hpp"
#include "ui/model/block.hpp"

namespace bianmin::kiosk {

// Where a step that waits for the world stands.
// clang-format off
struct AtWork {};                                   // waiting for a card, an answer, a printer
struct Reading {};                                  // identify: a card or code is there
struct Paused { base::Failure why; };               // print: the printer waits for paper
struct Stuck { base::Failure why; };                // can be tried again
struct Empty {};                                    // query: nothing was found
struct Asking { bool missing = false; bool full = false; bool memo_failed = false; };            // choose, form, review, list, rate: waiting for the resident
// clang-format on
using Phase = std::variant<Asking, AtWork, Reading, Paused, Stuck, Empty>;

/// A photograph that was kept.
struct Shot {
  base::Secret jpeg;
  std::shared_ptr<const ui::Bitmap> picture;  // small, for the screen
};
/// What was spoken instead of written.
struct SpokenMemo {
  std::shared_ptr<const base::Secret> opus;
  int seconds = 0;
};
/// How a visit stood before its resident did something: enough to put it back without losing anything.
struct Undoable {
  std::size_t step = 0;
  std::vector<std::size_t> trail;
  std::map<std::string, Value, std::less<>> answers;
  std::map<std::string, std::vector<Shot>, std::less<>> photos;
  std::map<std::string, SpokenMemo, std::less<>> memos;
  std::map<std::string, base::Secret, std::less<>> strokes;
  std::set<std::size_t> answered;
  std::optional<std::size_t> correcting;
  bool left = false;  // what was done led away from the step
};

/// The camera while a photo step is asked.
enum class CameraUse { Off, Live, Taking, Judging };

/// The visit is being put away for its resident to come back to.
struct Parking {
  std::uint64_t ticket = 0;
  std::string id;  // where it lies, once it does
};

/// One resident's visit to one service. Everything in it is gone when it ends.
struct Session {
  base::Uuid id;
  std::string service;
  std::size_t step = 0;            // index into the service's steps
  std::vector<std::size_t> trail;  // the steps asked before this one, to go back to
  Phase phase = Asking{};
  Values values;
  std::uint64_t ticket = 0;  // of the request under way; an answer with another ticket is late and dropped
  std::map<std::string, base::Uuid, std::less<>> keys;  // a step's idempotency key: a retry repeats it
  std::map<std::string, base::Secret, std::less<>>
      asked;                                       // what a query with a key asked: another question, another key
  std::map<std::string, int, std::less<>> copies;  // a print step's sheets so far
  std::string print_job;                           // the job under way
  std::string printer;                             // which it went to
  std::string reprinting;                          // the done page: the print step whose sheet was asked for there
  bool committed = false;                          // a case was filed or paper came out: no going back over it
  std::set<std::size_t> answered;  // steps the resident answered or passed over, to be skipped after a correction
  std::optional<std::size_t> correcting;  // the review step to return to after a correction
  base::Secret last_holder;               // who was here before going back to identify; another one starts anew
  base::Instant working_since{};          // when the terminal began to work on this step
  std::map<std::string, std::vector<Shot>, std::less<>> photos;  // by a photo step's field
  CameraUse camera = CameraUse::Off;
  std::optional<Shot> shot;                              // just taken: keep or take again
  std::map<std::string, SpokenMemo, std::less<>> memos;  // by a form step's field
  ui::Memo::State memo = ui::Memo::State::Idle;
  int memo_level = 0;
  int memo_seconds = 0;
  std::map<std::string, base::Secret, std::less<>> strokes;  // by a sign step's field
  std::uint64_t suggestions_ticket = 0;
  std::optional<Record> suggestions;  // rows: service, title, why
  bool suggestions_off = false;
  std::optional<Payment> payment;      // while a pay step is asked
  bool rehearsal = false;              // 练一练: made-up data, nothing leaves the terminal
  std::optional<Companion> companion;  // while a helper is being introduced; the record "helper" afterwards
  std::vector<Undoable> undo;          // what can be taken back, the last thing last
  std::optional<Parking> parking;
  std::string fetched;        // the parked copy this visit came from: it lies there until the visit is safely over
  std::string greeting;       // a catalogue's key, said on the page after a visit was brought back
  std::uint64_t looking = 0;  // the ticket of the look for a parked visit of the person who just put their card there
  bool showing_code = false;  // identify: the picture shows how to hold up a code instead of a card
};

}  // namespace bianmin::kiosk
