#pragma once

#include <chrono>
#include <mutex>
#include <string>
#include <string_view>

#include "base/failure.hpp"

namespace bianmin::base {

/// A moment of civil time, UTC, to the millisecond.
using Instant = std::chrono::sys_time<std::chrono::milliseconds>;
using Milliseconds = std::chrono::milliseconds;

/// Where time comes from. All methods may be called from any thread.
class Clock {
 public:
  virtual ~Clock() = default;
  /// Civil time; may jump when the machine's clock is set.
  virtual Instant now() const = 0;
  /// Time since an unspecified start; never goes back.
  virtual Milliseconds elapsed() const = 0;
};

class SystemClock final : public Clock {
 public:
  Instant now() const override;
  Milliseconds elapsed() const override;
};

/// A clock that moves only when told to: tests, journeys, the demo's dock.
class ManualClock final : public Clock {
 public:
  explicit ManualClock(Instant start) : now_(start) {}
  Instant now() const override;
  Milliseconds elapsed() const override;
  void advance(Milliseconds by);

 private:
  mutable std::mutex mutex_;
  Instant now_;
  Milliseconds elapsed_{0};
};

/// RFC 3339 in UTC, "2026-11-21T01:42:00.000Z".
std::string format_utc(Instant instant);
/// RFC 3339 with Z or an offset. InputInvalid otherwise.
Result<Instant> parse_utc(std::string_view text);

/// Civil date and time in China (UTC+8 all year; there is no daylight saving).
struct LocalTime {
  int year{}, month{}, day{};  // month and day from 1
  int hour{}, minute{}, second{};
  int weekday{};  // 0 = Sunday
  friend bool operator==(const LocalTime&, const LocalTime&) = default;
};
LocalTime to_china_time(Instant instant);

}  // namespace bianmin::base
