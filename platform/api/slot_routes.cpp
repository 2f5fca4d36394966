// Visits with a capacity: days, times that are free, and a place that is kept.
#include <algorithm>

#include <boost/json.hpp>

#include "base/json.hpp"
#include "platform/api/idempotency.hpp"
#include "platform/api/person.hpp"
#include "platform/api/routes.hpp"
#include "platform/service/core.hpp"
#include "platform/slots/booking_store.hpp"

namespace bianmin::platform {
namespace {

using base::FailureCode;
namespace json = boost::json;

constexpr base::JsonLimits kBody{.bytes = 16 << 10, .depth = 4};

struct Wish {
  std::string matter, day, slot, phone;
  std::optional<Person> person;
};

json::object with_rows(const SlotMatter& matter, json::array rows) {
  return {{"fields", json::object{{"title", matter.title.to_json()}, {"place", matter.place.to_json()}}},
          {"rows", std::move(rows)}};
}

// The matter, or null after the reader was told.
const SlotMatter* read_matter(const Reference& reference, base::JsonReader input, std::string& id) {
  base::JsonReader given = input.member("matter");
  id = given.string(64);
  const SlotMatter* matter = reference.slots.find(id);
  if (given.ok() && matter == nullptr) given.refuse("can't be booked here");
  return matter;
}

// A day of the plan; the first thing wrong with it is told to the reader.
std::string read_day(const Core& core, const Reference& reference, base::JsonReader input) {
  base::JsonReader given = input.member("day");
  std::string text = given.string(10);
  const auto day = base::parse_civil_date(text);
  const auto days = reference.slots.days(core.today(), reference.calendar);
  if (given.ok() && !day) given.refuse("must be a date, as 2026-11-22");
  if (given.ok() && std::find(days.begin(), days.end(), *day) == days.end()) given.refuse("can't be booked");
  return text;
}

void show_days(Core& core, Request& request, Responder responder) {
  const auto value = base::parse_json(request.body, kBody);
  if (!value) return responder(problem(value.error()));
  base::JsonReader root(*value, "operation");
  root.only({"resident", "input"});
  base::JsonReader input = root.member("input");
  input.only({"matter"});
  const auto reference = core.reference.current();
  std::string id;
  const SlotMatter* matter = read_matter(*reference, input, id);
  if (!root.ok()) return responder(problem({FailureCode::InputInvalid, root.error()}));
  auto rows = core.readers.read<json::array>([&](Database& database) -> base::Result<json::array> {
    json::array found;
    for (const base::CivilDate day : reference->slots.days(core.today(), reference->calendar)) {
      const std::string text = base::format_civil_date(day);
      std::int64_t free = 0;
      for (const Slot& slot : matter->slots)
        free += std::max<std::int64_t>(0, matter->capacity - places_taken(database, id, text, slot.id));
      if (free > 0) found.push_back(json::object{{"day", text}, {"free", free}});
    }
    return found;
  });
  if (!rows) return responder(problem(rows.error()));
  responder(Response::json(200, json::serialize(with_rows(*matter, std::move(*rows)))));
}

void show_slots(Core& core, Request& request, Responder responder) {
  const auto value = base::parse_json(request.body, kBody);
  if (!value) return responder(problem(value.error()));
  base::JsonReader root(*value, "operation");
  root.only({"resident", "input"});
  base::JsonReader input = root.member("input");
  input.only({"matter", "day"});
  const auto reference = core.reference.current();
  std::string id;
  const SlotMatter* matter = read_matter(*reference, input, id);
  const std::string day = read_day(core, *reference, input);
  if (!root.ok()) return responder(problem({FailureCode::InputInvalid, root.error()}));
  auto rows = core.readers.read<json::array>([&](Database& database) -> base::Result<json::array> {
    json::array found;
    for (const Slot& slot : matter->slots)
      if (const std::int64_t free = matter->capacity - places_taken(database, id, day, slot.id); free > 0)
        found.push_back(json::object{{"slot", slot.id}, {"from", slot.from}, {"to", slot.to}, {"free", free}});
    return found;
  });
  if (!rows) return responder(problem(rows.error()));
  json::object answer = with_rows(*matter, std::move(*rows));
  answer["fields"].as_object()["day"] = day;
  responder(Response::json(200, json::serialize(answer)));
}

// Keeps a place. All bookings go through the one writer, so what is counted here is still so when it is stored.
class BookingJob final : public WriteJob {
 public:
  BookingJob(const Core& core, Wish wish, const SlotMatter& matter, base::Uuid key, std::string fingerprint,
             std::string terminal, Responder responder)
      : core_(core),
        wish_(std::move(wish)),
        slot_(*matter.find(wish_.slot)),
        place_(matter.place),
        capacity_(matter.capacity),
        key_(key),
        fingerprint_(std::move(fingerprint)),
        terminal_(std::move(terminal)),
        responder_(std::move(responder)) {
    if (wish_.person && wish_.person->id) resident_ = core.keys.data.index(wish_.person->id->secret().reveal());
  }

  base::Result<void> run(Database& database) override {
    const auto earlier = earlier_answer(database, "slot", key_, fingerprint_);
    if (!earlier) {
      conflict_ = true;
      return tl::unexpected(earlier.error());
    }
    if (*earlier) {
      answer_ = **earlier;
      repeated_ = true;
      return {};
    }
    if (const auto own = own_booking(database); own > 0) {
      answer_ = render(own);
      repeated_ = true;
      return {};
    }
    if (places_taken(database, wish_.matter, wish_.day, wish_.slot) >= capacity_)
      return base::fail(FailureCode::SlotTaken,
                        "slot: " + wish_.day + " " + slot_.from + " is full; ask record.slots for those that are free");
    const std::int64_t sequence = next_booking(database, wish_.day);
    insert(database, sequence);
    answer_ = render(sequence);
    remember_answer(database, "slot", key_, fingerprint_, answer_, core_.clock.now().time_since_epoch().count());
    return {};
  }

  void finished(const base::Result<void>& outcome) override {
    if (outcome) return responder_(Response::json(repeated_ ? 200 : 201, std::move(answer_)));
    responder_(problem(outcome.error(), conflict_ && outcome.error().code == FailureCode::RequestRefused ? 409 : 0));
  }

 private:
  // Somebody who books the same time once more keeps the place there was; 0: has none.
  std::int64_t own_booking(Database& database) const {
    if (resident_.empty()) return 0;
    Statement query = database.prepare(
        "SELECT sequence FROM slot_booking WHERE matter=? AND day=? AND slot=? AND resident=? AND cancelled_at IS "
        "NULL");
    query.text(wish_.matter).text(wish_.day).text(wish_.slot).blob(resident_);
    return query.step() ? query.number_at(0) : 0;
  }

  void insert(Database& database, std::int64_t sequence) const {
    json::object hidden{{"phone", wish_.phone}, {"name", nullptr}, {"id_number", nullptr}};
    if (wish_.person) hidden["name"] = wish_.person->name.reveal();
    if (wish_.person && wish_.person->id) hidden["id_number"] = wish_.person->id->secret().reveal();
    std::string plain = json::serialize(hidden);
    Booking made{wish_.day,  sequence,  wish_.matter,
                 wish_.slot, resident_, core_.keys.data.encrypt(plain, booking_context(wish_.day, sequence))};
    base::wipe(plain);
    insert_booking(database, made, terminal_, core_.clock.now());
  }

  std::string render(std::int64_t sequence) const {
    return json::serialize(json::object{{"number", booking_number(wish_.day, sequence)},
                                        {"day", wish_.day},
                                        {"from", slot_.from},
                                        {"to", slot_.to},
                                        {"place", place_.to_json()}});
  }

  const Core& core_;
  Wish wish_;
  Slot slot_;
  LocalText place_;
  std::int64_t capacity_;
  base::Uuid key_;
  std::string fingerprint_, terminal_, resident_;
  Responder responder_;
  std::string answer_;
  bool repeated_ = false;
  bool conflict_ = false;
};

void reserve(Core& core, Request& request, Responder responder) {
  const auto key = idempotency_key(request);
  if (!key) return responder(problem(key.error()));
  const auto value = base::parse_json(request.body, kBody);
  if (!value) return responder(problem(value.error()));
  base::JsonReader root(*value, "operation");
  root.only({"resident", "input"});
  base::JsonReader input = root.member("input");
  input.only({"matter", "day", "slot", "phone"});
  const auto reference = core.reference.current();
  Wish wish;
  const SlotMatter* matter = read_matter(*reference, input, wish.matter);
  wish.day = read_day(core, *reference, input);
  base::JsonReader slot = input.member("slot");
  wish.slot = slot.string(64);
  if (slot.ok() && matter->find(wish.slot) == nullptr) slot.refuse("is no time of this matter");
  if (base::JsonReader phone = input.optional_member("phone"); phone.present()) {
    wish.phone = phone.string(32);
    if (wish.phone.find_first_not_of("0123456789+- ") != std::string::npos) phone.refuse("must be a telephone number");
  }
  wish.person = read_person(*reference, root.optional_member("resident"));
  if (!root.ok()) return responder(problem({FailureCode::InputInvalid, root.error()}));
  core.writer.submit(std::make_unique<BookingJob>(core, std::move(wish), *matter, *key,
                                                  core.keys.data.fingerprint(request.body), request.terminal,
                                                  std::move(responder)));
}

// For the desk: who comes when. Without names; the number on the slip tells whose place it is.
void list_bookings(Core& core, Request& request, Responder responder) {
  const std::string day(request.parameter("day").empty() ? base::format_civil_date(core.today())
                                                         : request.parameter("day"));
  if (!base::parse_civil_date(day))
    return responder(problem({FailureCode::InputInvalid, "the parameter day must be a date"}));
  const auto reference = core.reference.current();
  auto bookings = core.readers.read<json::array>([&](Database& database) -> base::Result<json::array> {
    json::array found;
    Statement query = database.prepare(
        "SELECT sequence, matter, slot, resident IS NOT NULL FROM slot_booking WHERE day=? AND cancelled_at IS NULL "
        "ORDER BY slot, sequence "
        "LIMIT 5000");
    query.text(day);
    while (query.step())
      found.push_back(json::object{{"number", booking_number(day, query.number_at(0))},
                                   {"day", day},
                                   {"matter", query.text_at(1)},
                                   {"slot", query.text_at(2)},
                                   {"named", query.number_at(3) != 0}});
    return found;
  });
  if (!bookings) return responder(problem(bookings.error()));
  responder(Response::json(200, json::serialize(json::object{{"bookings", std::move(*bookings)}})));
}

}  // namespace

void add_slot_routes(Router& router, Core& core) {
  router.add("POST", "/v1/operations/record.slot-days", Access::Terminal, show_days, core);
  router.add("POST", "/v1/operations/record.slots", Access::Terminal, show_slots, core);
  router.add("POST", "/v1/operations/reserve.slot", Access::Terminal, reserve, core);
  router.add("GET", "/admin/slots", Access::Administrator, list_bookings, core);
}

}  // namespace bianmin::platform
