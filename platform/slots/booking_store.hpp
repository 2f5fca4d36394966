#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "base/clock.hpp"
#include "base/working_days.hpp"
#include "platform/store/sqlite.hpp"

// Places that are kept. What changes something is called inside a writer's job; all of it throws StoreError.
namespace bianmin::platform {

struct Booking {
  std::string day;  ///< civil date
  std::int64_t sequence = 0;
  std::string matter, slot;
  std::string resident;  ///< keyed hash; empty: nobody said who they are
  std::string hidden;    ///< encrypted, bound to booking_context()
  bool cancelled = false;
  std::string number() const;
};

/// "1123-017": month, day, the day's running number. Short enough to be said.
std::string booking_number(std::string_view day, std::int64_t sequence);
/// What the encryption of a booking is bound to.
std::string booking_context(std::string_view day, std::int64_t sequence);

/// How many places of a time are kept; a cancelled one is not.
std::int64_t places_taken(Database& database, std::string_view matter, std::string_view day, std::string_view slot);
/// The next running number of a day.
std::int64_t next_booking(Database& database, std::string_view day);
void insert_booking(Database& database, const Booking& booking, std::string_view terminal, base::Instant now);
/// A resident's bookings from a day on, cancelled ones too, the nearest first.
std::vector<Booking> bookings_of(Database& database, std::string_view resident, std::string_view from_day);
/// Its place is free from now on. `moved_to`: the booking it became, or empty.
void cancel_booking(Database& database, const Booking& booking, std::string_view moved_to, base::Instant now);

/// When a time of day of a day in China begins; `from` is "09:30".
base::Instant slot_begins(base::CivilDate day, std::string_view from);

}  // namespace bianmin::platform
