#include "offline/backoff.hpp"

#include <algorithm>

namespace bianmin::offline {

base::Milliseconds full_jitter(base::Random& random, base::Milliseconds base, base::Milliseconds cap,
                               unsigned failures) {
  const long long span = std::min<long long>(cap.count(), base.count() << std::min(failures, 20U));
  return base::Milliseconds{random.below(static_cast<std::uint32_t>(std::clamp<long long>(span, 0, 0xFFFFFFFE)) + 1)};
}

}  // namespace bianmin::offline
