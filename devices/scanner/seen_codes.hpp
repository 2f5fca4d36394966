#pragma once

#include <vector>

#include "base/clock.hpp"
#include "base/secret.hpp"

namespace bianmin::devices {

/// Remembers which codes are being held up, so that each is said once until it has been away for the gap. One thread.
class SeenCodes {
 public:
  SeenCodes(const base::Clock& clock, base::Milliseconds gap) : clock_(clock), gap_(gap) {}
  /// True when the code was not seen within the gap. Seeing it again prolongs its stay.
  bool is_new(const base::Secret& payload);
  /// Forgets, and wipes, all codes.
  void clear() { seen_.clear(); }

 private:
  struct Seen {
    base::Secret payload;
    base::Milliseconds last;
  };
  const base::Clock& clock_;
  base::Milliseconds gap_;
  std::vector<Seen> seen_;
};

}  // namespace bianmin::devices
