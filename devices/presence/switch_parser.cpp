#include "devices/presence/switch_parser.hpp"

#include <cstring>

#include <linux/input.h>

namespace bianmin::devices {

static_assert(sizeof(input_event) == 24);

void SwitchParser::feed(std::span<const std::uint8_t> bytes) {
  for (const std::uint8_t byte : bytes) {
    partial_[filled_++] = byte;
    if (filled_ < kRecord) continue;
    filled_ = 0;
    record();
  }
}

void SwitchParser::record() {
  input_event event{};
  std::memcpy(&event, partial_.data(), kRecord);
  if (event.type == EV_SYN && event.code == SYN_DROPPED) missed_ = true;
  const bool ours =
      key_ == 0 ? event.type == EV_SW && event.code == SW_FRONT_PROXIMITY : event.type == EV_KEY && event.code == key_;
  if (ours) on_ = event.value != 0;  // 2 is a key's repetition
}

}  // namespace bianmin::devices
