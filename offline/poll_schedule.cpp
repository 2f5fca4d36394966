#include "offline/poll_schedule.hpp"

#include <algorithm>

#include "offline/backoff.hpp"

namespace bianmin::offline {
namespace {

constexpr unsigned kCutsBeforePlain = 3;
constexpr unsigned kPlainBeforeHeld = 20;
constexpr base::Milliseconds kAtOnce{1000};        // a held poll that ends empty sooner wasn't held
constexpr base::Milliseconds kShortestHold{3000};  // a cut sooner is no matter of holding

}  // namespace

base::Milliseconds PollSchedule::wait() const {
  return plain_ && plain_polls_ < kPlainBeforeHeld ? base::Milliseconds{0} : times_.wait;
}

base::Milliseconds PollSchedule::plain_pause() {
  // Half fixed, half by chance: terminals that started together drift apart.
  const auto half = times_.plain_every / 2;
  return half + full_jitter(random_, half, half, 0);
}

base::Milliseconds PollSchedule::answered(bool changed, base::Milliseconds took) {
  failures_ = 0;
  const bool held = wait() > base::Milliseconds{0};
  if (changed) {
    if (!held) ++plain_polls_;
    return held ? base::Milliseconds{0} : plain_pause();
  }
  if (held && took >= std::min(kAtOnce, times_.wait / 2)) {
    plain_ = false;
    cut_ = plain_polls_ = 0;
    return base::Milliseconds{0};
  }
  plain_polls_ = held ? 0 : plain_polls_ + 1;
  plain_ = true;
  return plain_pause();
}

base::Milliseconds PollSchedule::failed(base::FailureCode why, base::Milliseconds took,
                                        std::optional<base::Milliseconds> retry_after) {
  const bool held = wait() > base::Milliseconds{0};
  const bool cut = held && took >= std::min(kShortestHold, times_.wait / 2) &&
                   (why == base::FailureCode::NetworkTimeout || why == base::FailureCode::NetworkDown ||
                    why == base::FailureCode::ReplyInvalid || why == base::FailureCode::PlatformError);
  if (cut && ++cut_ >= kCutsBeforePlain) {
    plain_ = true;
    plain_polls_ = 0;
  }
  const auto pause = full_jitter(random_, times_.retry_base, times_.retry_cap, failures_++);
  return retry_after ? *retry_after + full_jitter(random_, times_.retry_base, times_.retry_cap, 0) : pause;
}

}  // namespace bianmin::offline
