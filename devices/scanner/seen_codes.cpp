#include "devices/scanner/seen_codes.hpp"

namespace bianmin::devices {

bool SeenCodes::is_new(const base::Secret& payload) {
  const auto now = clock_.elapsed();
  std::erase_if(seen_, [&](const Seen& seen) { return now - seen.last > gap_; });
  for (Seen& seen : seen_) {
    if (seen.payload != payload) continue;
    seen.last = now;
    return false;
  }
  seen_.push_back({payload, now});
  return true;
}

}  // namespace bianmin::devices
