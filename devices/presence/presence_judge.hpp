#pragma once

#include <optional>

#include "base/clock.hpp"

namespace bianmin::devices {

/// Readings that mean somebody and nobody; what lies between means no change. Which of the two is larger says which way
/// the sensor counts: metres are near when small, reflected light is near when large.
struct PresenceThresholds {
  double near{}, away{};
  bool given() const { return near != away; }
  friend bool operator==(const PresenceThresholds&, const PresenceThresholds&) = default;
};

/// Makes somebody or nobody out of readings: somebody at once, nobody only after the readings said so for `hold`
/// without a break, since people sway and bend down. No thread, no clock of its own.
class PresenceJudge {
 public:
  PresenceJudge(PresenceThresholds thresholds, base::Milliseconds hold) : thresholds_(thresholds), hold_(hold) {}

  /// `now` never goes back. What is new: true somebody, false nobody. The first reading is always new; one between the
  /// thresholds then means nobody.
  std::optional<bool> feed(double reading, base::Milliseconds now) {
    const bool nearer_is_more = thresholds_.near > thresholds_.away;
    const bool near = nearer_is_more ? reading >= thresholds_.near : reading <= thresholds_.near;
    const bool away = nearer_is_more ? reading <= thresholds_.away : reading >= thresholds_.away;
    if (!there_) return there_ = near;
    if (near) {
      away_since_.reset();
      if (*there_) return std::nullopt;
      return there_ = true;
    }
    if (!away) away_since_.reset();
    if (!away || !*there_) return std::nullopt;
    if (!away_since_) away_since_ = now;
    if (now - *away_since_ < hold_) return std::nullopt;
    away_since_.reset();
    return there_ = false;
  }

 private:
  PresenceThresholds thresholds_;
  base::Milliseconds hold_;
  std::optional<bool> there_;
  std::optional<base::Milliseconds> away_since_;
};

}  // namespace bianmin::devices
