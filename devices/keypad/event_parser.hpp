#pragma once

#include <array>
#include <cstddef>
#include <cstdint>
#include <span>
#include <vector>

#include "devices/keypad/keypad_map.hpp"

namespace bianmin::devices {

/// Turns the kernel's input_event records (any cut: a record may arrive in pieces) into keypad events. A key speaks
/// when it goes down; its own repetition and its release are ignored. After SYN_DROPPED everything up to the next
/// report is ignored, as the kernel's documentation asks. One thread.
class EventParser {
 public:
  explicit EventParser(KeypadMap map) : map_(std::move(map)) {}
  std::vector<KeypadEvent> feed(std::span<const std::uint8_t> bytes);
  void reset();

 private:
  static constexpr std::size_t kRecord = 24;  // struct input_event on 64-bit Linux
  void record(std::vector<KeypadEvent>& events);

  KeypadMap map_;
  std::array<std::uint8_t, kRecord> partial_{};
  std::size_t filled_ = 0;
  bool dropped_ = false;
};

}  // namespace bianmin::devices
