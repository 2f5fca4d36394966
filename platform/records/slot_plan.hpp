#pragma once

#include <map>
#include <string>
#include <string_view>
#include <vector>

#include "base/clock.hpp"
#include "base/working_days.hpp"
#include "platform/records/local_text.hpp"

namespace bianmin::platform {

/// A time of day in which a counter takes so many people.
struct Slot {
  std::string id;    ///< "0900"
  std::string from;  ///< "09:00"
  std::string to;
};

struct SlotMatter {
  LocalText title;
  LocalText place;
  int capacity = 0;  ///< people a slot
  std::vector<Slot> slots;
  const Slot* find(std::string_view slot) const;
};

/// What may be booked: for which matters, where, when, and how many at once. Immutable.
class SlotPlan {
 public:
  /// Reads
  /// {"days","change_minutes"?,"place","hours":[{"slot","from","to"}],"matters":{id:{"title","capacity","place"?,"hours"?}}}.
  /// InputInvalid names the place.
  static base::Result<SlotPlan> parse(const boost::json::value& value, std::string_view document);
  const SlotMatter* find(std::string_view matter) const;
  /// So long before it begins a booking can still be given up or moved.
  base::Milliseconds change_until() const { return change_until_; }
  /// The next working days after today that may be booked, the nearest first.
  std::vector<base::CivilDate> days(base::CivilDate today, const base::Calendar& calendar) const;

 private:
  int days_ = 0;
  base::Milliseconds change_until_ = std::chrono::minutes{60};
  std::map<std::string, SlotMatter, std::less<>> matters_;
};

}  // namespace bianmin::platform
