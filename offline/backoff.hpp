#pragma once

#include "base/clock.hpp"
#include "base/random.hpp"

namespace bianmin::offline {

/// How long to wait after the `failures`-th failure in a row (counted from 0): anything from nothing to
/// min(cap, base · 2^failures), evenly. Spreads terminals that all lost the platform at once.
base::Milliseconds full_jitter(base::Random& random, base::Milliseconds base, base::Milliseconds cap,
                               unsigned failures);

}  // namespace bianmin::offline
