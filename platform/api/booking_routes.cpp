// A resident's own bookings: which there are, giving one up, taking another time instead.
#include <algorithm>

#include <boost/json.hpp>

#include "base/json.hpp"
#include "platform/api/idempotency.hpp"
#include "platform/api/person.hpp"
#include "platform/api/routes.hpp"
#include "platform/api/who_asks.hpp"
#include "platform/service/core.hpp"
#include "platform/slots/booking_store.hpp"

namespace bianmin::platform {
namespace {

using base::FailureCode;
namespace json = boost::json;

constexpr base::JsonLimits kBody{.bytes = 16 << 10, .depth = 4};
constexpr std::string_view kTooLate = "booking-too-late";

bool may_change(const SlotPlan& plan, const Booking& booking, const Slot& slot, base::Instant now) {
  const auto day = base::parse_civil_date(booking.day);
  return day && now + plan.change_until() <= slot_begins(*day, slot.from);
}

// A booking as its resident sees it; its time may have left the plan since.
json::object view(const SlotPlan& plan, const Booking& booking, base::Instant now) {
  const SlotMatter* matter = plan.find(booking.matter);
  const Slot* slot = matter == nullptr ? nullptr : matter->find(booking.slot);
  json::object made{{"number", booking.number()},
                    {"day", booking.day},
                    {"matter", booking.matter},
                    {"state", booking.cancelled ? "cancelled" : "booked"}};
  if (matter != nullptr) {
    made["title"] = matter->title.to_json();
    made["place"] = matter->place.to_json();
  }
  if (slot != nullptr) {
    made["slot"] = slot->id;
    made["from"] = slot->from;
    made["to"] = slot->to;
  }
  const bool changes = !booking.cancelled && slot != nullptr && may_change(plan, booking, *slot, now);
  made["may_change"] = changes ? "yes" : "no";
  return made;
}

// The keyed hash of who it is; the reader keeps what was wrong.
std::string read_resident(const Core& core, const Reference& reference, base::JsonReader given) {
  const auto person = read_person(reference, given);
  if (given.ok() && (!person || !person->id)) given.refuse("must be somebody with a number");
  return person && person->id ? core.keys.data.index(person->id->secret().reveal()) : std::string();
}

void list_own(Core& core, Request& request, Responder responder) {
  const auto value = base::parse_json(request.body, kBody);
  if (!value) return responder(problem(value.error()));
  base::JsonReader root(*value, "operation");
  root.only({"resident", "input"});
  const auto reference = core.reference.current();
  const std::string resident = read_resident(core, *reference, root.member("resident"));
  if (!root.ok()) return responder(problem({FailureCode::InputInvalid, root.error()}));
  auto rows = core.readers.read<json::array>([&](Database& database) -> base::Result<json::array> {
    json::array found;
    for (const Booking& booking : bookings_of(database, resident, base::format_civil_date(core.today())))
      if (!booking.cancelled) found.push_back(view(reference->slots, booking, core.clock.now()));
    return found;
  });
  if (!rows) return responder(problem(rows.error()));
  responder(Response::json(200, json::serialize(json::object{{"fields", json::object{}}, {"rows", std::move(*rows)}})));
}

struct Change {
  std::string resident, number;
  std::string day, slot;  // the other time; empty: the place is given up
};

// Gives a place up, or takes another instead, in one job: nobody is ever without the old one and the new one.
class ChangeJob final : public WriteJob {
 public:
  ChangeJob(const Core& core, Change change, base::Uuid key, std::string fingerprint, std::string terminal,
            Responder responder)
      : core_(core),
        reference_(core.reference.current()),
        change_(std::move(change)),
        key_(key),
        fingerprint_(std::move(fingerprint)),
        terminal_(std::move(terminal)),
        responder_(std::move(responder)) {}

  base::Result<void> run(Database& database) override {
    const auto earlier = earlier_answer(database, scope(), key_, fingerprint_);
    if (!earlier) {
      conflict_ = true;
      return tl::unexpected(earlier.error());
    }
    if (*earlier) {
      answer_ = **earlier;
      return {};
    }
    const base::Instant now = core_.clock.now();
    auto changed = change(database, now);
    if (!changed) return tl::unexpected(changed.error());
    answer_ = json::serialize(view(reference_->slots, *changed, now));
    remember_answer(database, scope(), key_, fingerprint_, answer_, now.time_since_epoch().count());
    return {};
  }

  void finished(const base::Result<void>& outcome) override {
    if (outcome) return responder_(Response::json(200, std::move(answer_)));
    if (outcome.error().code == FailureCode::NotEligible)
      return responder_(refused_by_rule(kTooLate, outcome.error().detail));
    responder_(problem(outcome.error(), conflict_ && outcome.error().code == FailureCode::RequestRefused ? 409 : 0));
  }

 private:
  const char* scope() const { return change_.day.empty() ? "slot-cancel" : "slot-move"; }

  base::Result<Booking> change(Database& database, base::Instant now) {
    const auto own = bookings_of(database, change_.resident, base::format_civil_date(core_.today()));
    auto booking = std::find_if(own.begin(), own.end(), [&](const Booking& b) { return b.number() == change_.number; });
    if (booking == own.end())
      return base::fail(FailureCode::RecordNotFound, "booking: this resident has none of this number");
    Booking old = *booking;
    const bool moves = !change_.day.empty();
    if (old.cancelled && !moves) return old;  // given up before
    if (old.cancelled) return base::fail(FailureCode::RecordNotFound, "booking: it was given up before");
    const SlotMatter* matter = reference_->slots.find(old.matter);
    const Slot* slot = matter == nullptr ? nullptr : matter->find(old.slot);
    if (slot != nullptr && !may_change(reference_->slots, old, *slot, now))
      return base::fail(FailureCode::NotEligible, "booking: it begins too soon, or has begun");
    if (!moves) {
      cancel_booking(database, old, {}, now);
      note_act(database, "slot-cancel", booking_context(old.day, old.sequence), terminal_,
               now.time_since_epoch().count());
      old.cancelled = true;
      return old;
    }
    if (matter == nullptr || matter->find(change_.slot) == nullptr)
      return base::fail(FailureCode::InputInvalid, "operation: /input/slot: is no time of this matter");
    if (change_.day == old.day && change_.slot == old.slot) return old;
    if (places_taken(database, old.matter, change_.day, change_.slot) >= matter->capacity)
      return base::fail(FailureCode::SlotTaken, "slot: " + change_.day + " " + change_.slot + " is full");
    return move(database, old, now);
  }

  base::Result<Booking> move(Database& database, const Booking& old, base::Instant now) {
    const auto hidden = core_.keys.data.decrypt(old.hidden, booking_context(old.day, old.sequence));
    if (!hidden) return tl::unexpected(hidden.error());
    Booking made = old;
    made.day = change_.day;
    made.slot = change_.slot;
    made.sequence = next_booking(database, made.day);
    made.hidden = core_.keys.data.encrypt(hidden->reveal(), booking_context(made.day, made.sequence));
    insert_booking(database, made, terminal_, now);
    cancel_booking(database, old, made.number(), now);
    note_act(database, "slot-move",
             booking_context(old.day, old.sequence) + " to " + booking_context(made.day, made.sequence), terminal_,
             now.time_since_epoch().count());
    return made;
  }

  const Core& core_;
  std::shared_ptr<const Reference> reference_;
  Change change_;
  base::Uuid key_;
  std::string fingerprint_, terminal_;
  Responder responder_;
  std::string answer_;
  bool conflict_ = false;
};

void change_booking(Core& core, Request& request, Responder responder, bool moves) {
  const auto key = idempotency_key(request);
  if (!key) return responder(problem(key.error()));
  const auto value = base::parse_json(request.body, kBody);
  if (!value) return responder(problem(value.error()));
  base::JsonReader root(*value, "operation");
  root.only({"resident", "input"});
  base::JsonReader input = root.member("input");
  const auto reference = core.reference.current();
  Change change{read_resident(core, *reference, root.member("resident")), input.member("number").string(16), {}, {}};
  if (moves) {
    input.only({"number", "day", "slot"});
    base::JsonReader given = input.member("day");
    change.day = given.string(10);
    const auto day = base::parse_civil_date(change.day);
    const auto days = reference->slots.days(core.today(), reference->calendar);
    if (given.ok() && (!day || std::find(days.begin(), days.end(), *day) == days.end()))
      given.refuse("can't be booked");
    change.slot = input.member("slot").string(64);
  } else {
    input.only({"number"});
  }
  if (!root.ok()) return responder(problem({FailureCode::InputInvalid, root.error()}));
  core.writer.submit(std::make_unique<ChangeJob>(core, std::move(change), *key,
                                                 core.keys.data.fingerprint(request.path + "\n" + request.body),
                                                 request.terminal, std::move(responder)));
}

void cancel_slot(Core& core, Request& request, Responder responder) {
  change_booking(core, request, std::move(responder), false);
}

void move_slot(Core& core, Request& request, Responder responder) {
  change_booking(core, request, std::move(responder), true);
}

}  // namespace

void add_booking_routes(Router& router, Core& core) {
  router.add("POST", "/v1/operations/record.bookings", Access::Terminal, list_own, core);
  router.add("POST", "/v1/operations/reserve.cancel", Access::Terminal, cancel_slot, core);
  router.add("POST", "/v1/operations/reserve.move", Access::Terminal, move_slot, core);
}

}  // namespace bianmin::platform
