#include "platform/records/slot_plan.hpp"

#include <algorithm>

namespace bianmin::platform {
namespace {

using base::FailureCode;
using base::JsonReader;

constexpr std::size_t kMostSlots = 48;
constexpr std::size_t kMostMatters = 64;

bool is_time(std::string_view text) {
  const auto digit = [&](std::size_t at) { return text[at] >= '0' && text[at] <= '9'; };
  return text.size() == 5 && text[2] == ':' && digit(0) && digit(1) && digit(3) && digit(4) &&
         text.substr(0, 2) < "24" && text.substr(3) < "60";
}

std::string read_time(JsonReader reader) {
  std::string text = reader.string(5);
  if (reader.ok() && !is_time(text)) reader.refuse("must be a time of day, as 09:00");
  return text;
}

std::vector<Slot> read_hours(JsonReader reader) {
  std::vector<Slot> slots;
  reader.each([&](JsonReader entry) {
    entry.only({"slot", "from", "to"});
    Slot slot{read_slug(entry.member("slot")), read_time(entry.member("from")), read_time(entry.member("to"))};
    if (slots.size() == kMostSlots) entry.refuse("has 48 before it, which is the most");
    if (slot.to <= slot.from) entry.refuse("must end after it begins");
    for (const Slot& other : slots)
      if (other.id == slot.id) entry.refuse("is there twice");
    slots.push_back(std::move(slot));
  });
  if (slots.empty()) reader.refuse("must have a slot");
  return slots;
}

}  // namespace

const Slot* SlotMatter::find(std::string_view slot) const {
  const auto found = std::find_if(slots.begin(), slots.end(), [&](const Slot& each) { return each.id == slot; });
  return found == slots.end() ? nullptr : &*found;
}

base::Result<SlotPlan> SlotPlan::parse(const boost::json::value& value, std::string_view document) {
  JsonReader root(value, std::string(document));
  root.only({"days", "place", "hours", "matters", "note", "change_minutes"});
  SlotPlan plan;
  plan.days_ = static_cast<int>(root.member("days").integer(1, 60));
  if (JsonReader until = root.optional_member("change_minutes"); until.present())
    plan.change_until_ = std::chrono::minutes{until.integer(0, 7 * 24 * 60)};
  const LocalText place = LocalText::read(root.member("place"), 200);
  const std::vector<Slot> hours = read_hours(root.member("hours"));
  root.member("matters").each_member([&](std::string_view id, JsonReader entry) {
    entry.only({"title", "capacity", "place", "hours"});
    if (!is_slug(id)) entry.refuse("its name must be of small letters, digits and hyphens");
    if (plan.matters_.size() == kMostMatters) entry.refuse("has 64 before it, which is the most");
    SlotMatter matter{LocalText::read(entry.member("title"), 200), place,
                      static_cast<int>(entry.member("capacity").integer(1, 1000)), hours};
    if (JsonReader own = entry.optional_member("place"); own.present()) matter.place = LocalText::read(own, 200);
    if (JsonReader own = entry.optional_member("hours"); own.present()) matter.slots = read_hours(own);
    plan.matters_.emplace(std::string(id), std::move(matter));
  });
  if (!root.ok()) return base::fail(FailureCode::InputInvalid, root.error());
  return plan;
}

const SlotMatter* SlotPlan::find(std::string_view matter) const {
  const auto found = matters_.find(matter);
  return found == matters_.end() ? nullptr : &found->second;
}

std::vector<base::CivilDate> SlotPlan::days(base::CivilDate today, const base::Calendar& calendar) const {
  std::vector<base::CivilDate> days;
  for (int i = 1; i <= days_; ++i) days.push_back(base::add_working_days(today, i, calendar));
  return days;
}

}  // namespace bianmin::platform
