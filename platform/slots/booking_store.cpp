#include "platform/slots/booking_store.hpp"

#include "platform/payments/statement.hpp"

namespace bianmin::platform {

std::string Booking::number() const { return booking_number(day, sequence); }

std::string booking_number(std::string_view day, std::int64_t sequence) {
  std::string count = std::to_string(sequence);
  if (count.size() < 3) count.insert(0, 3 - count.size(), '0');
  return std::string(day.substr(5, 2)) + std::string(day.substr(8, 2)) + "-" + count;
}

std::string booking_context(std::string_view day, std::int64_t sequence) {
  return std::string(day) + " " + booking_number(day, sequence);
}

std::int64_t places_taken(Database& database, std::string_view matter, std::string_view day, std::string_view slot) {
  Statement query = database.prepare(
      "SELECT COUNT(*) FROM slot_booking WHERE matter=? AND day=? AND slot=? AND cancelled_at IS NULL");
  query.text(matter).text(day).text(slot);
  query.step();
  return query.number_at(0);
}

std::int64_t next_booking(Database& database, std::string_view day) {
  Statement query = database.prepare("SELECT IFNULL(MAX(sequence), 0) + 1 FROM slot_booking WHERE day=?");
  query.text(day);
  query.step();
  return query.number_at(0);
}

void insert_booking(Database& database, const Booking& booking, std::string_view terminal, base::Instant now) {
  Statement insert = database.prepare(
      "INSERT INTO slot_booking(day, sequence, matter, slot, terminal, at, resident, private) VALUES(?, ?, ?, ?, ?, "
      "?, ?, ?)");
  insert.text(booking.day).number(booking.sequence).text(booking.matter).text(booking.slot).text(terminal);
  insert.number(now.time_since_epoch().count());
  if (booking.resident.empty())
    insert.null();
  else
    insert.blob(booking.resident);
  insert.blob(booking.hidden).run();
}

std::vector<Booking> bookings_of(Database& database, std::string_view resident, std::string_view from_day) {
  std::vector<Booking> found;
  Statement query = database.prepare(
      "SELECT day, sequence, matter, slot, private, cancelled_at IS NOT NULL FROM slot_booking WHERE resident=? AND "
      "day>=? ORDER BY day, slot, sequence LIMIT 200");
  query.blob(resident).text(from_day);
  while (query.step())
    found.push_back({query.text_at(0), query.number_at(1), query.text_at(2), query.text_at(3), std::string(resident),
                     query.text_at(4), query.number_at(5) != 0});
  return found;
}

void cancel_booking(Database& database, const Booking& booking, std::string_view moved_to, base::Instant now) {
  Statement update = database.prepare("UPDATE slot_booking SET cancelled_at=?, moved_to=? WHERE day=? AND sequence=?");
  update.number(now.time_since_epoch().count());
  if (moved_to.empty())
    update.null();
  else
    update.text(moved_to);
  update.text(booking.day).number(booking.sequence).run();
}

base::Instant slot_begins(base::CivilDate day, std::string_view from) {
  const auto two = [&](std::size_t at) { return (from[at] - '0') * 10 + (from[at + 1] - '0'); };
  return china_day(day).first + std::chrono::hours{two(0)} + std::chrono::minutes{two(3)};
}

}  // namespace bianmin::platform
