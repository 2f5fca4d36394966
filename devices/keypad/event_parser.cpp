#include "devices/keypad/event_parser.hpp"

#include <cstring>

#include <linux/input.h>

namespace bianmin::devices {

std::vector<KeypadEvent> EventParser::feed(std::span<const std::uint8_t> bytes) {
  std::vector<KeypadEvent> events;
  while (!bytes.empty()) {
    const std::size_t part = std::min(kRecord - filled_, bytes.size());
    std::memcpy(partial_.data() + filled_, bytes.data(), part);
    filled_ += part;
    bytes = bytes.subspan(part);
    if (filled_ < kRecord) break;
    filled_ = 0;
    record(events);
  }
  return events;
}

void EventParser::reset() {
  filled_ = 0;
  dropped_ = false;
}

void EventParser::record(std::vector<KeypadEvent>& events) {
  static_assert(sizeof(input_event) == kRecord);
  input_event event{};
  std::memcpy(&event, partial_.data(), kRecord);
  if (event.type == EV_SYN) {
    dropped_ = event.code == SYN_DROPPED || (dropped_ && event.code != SYN_REPORT);
    return;
  }
  if (dropped_) return;
  if (event.type == EV_SW && event.code == SW_HEADPHONE_INSERT) events.push_back(HeadphonesChanged{event.value != 0});
  if (event.type != EV_KEY || event.value != 1 || event.code == 0) return;
  if (event.code == map_.headphones_in)
    events.push_back(HeadphonesChanged{true});
  else if (event.code == map_.headphones_out)
    events.push_back(HeadphonesChanged{false});
  else if (const auto key = map_.keys.find(event.code); key != map_.keys.end())
    events.push_back(KeyPressed{key->second});
}

}  // namespace bianmin::devices
