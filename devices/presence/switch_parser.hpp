#pragma once

#include <array>
#include <cstdint>
#include <optional>
#include <span>
#include <utility>

namespace bianmin::devices {

/// Follows one switch or key in the kernel's input_event records, however the bytes are cut. One thread.
class SwitchParser {
 public:
  /// `key` 0: the switch SW_FRONT_PROXIMITY.
  explicit SwitchParser(std::uint16_t key) : key_(key) {}
  void feed(std::span<const std::uint8_t> bytes);
  /// As last heard; nothing before the first record about it.
  std::optional<bool> on() const { return on_; }
  void set(bool on) { on_ = on; }
  /// The kernel dropped records (SYN_DROPPED) since the last call: the state has to be asked for.
  bool missed() { return std::exchange(missed_, false); }

 private:
  static constexpr std::size_t kRecord = 24;  // struct input_event on 64-bit Linux
  void record();

  std::uint16_t key_;
  std::array<std::uint8_t, kRecord> partial_{};
  std::size_t filled_ = 0;
  std::optional<bool> on_;
  bool missed_ = false;
};

}  // namespace bianmin::devices
