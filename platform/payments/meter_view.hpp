#pragma once

#include <vector>

#include <boost/json/value.hpp>

#include "base/failure.hpp"
#include "platform/payments/meter.hpp"

namespace bianmin::platform {

struct Core;

/// A resident's meters as the record "prepaid-meters" answers them: what is on each now, how many days it lasts where
/// that is known, and what it takes at once.
base::Result<void> show_meters(Core& core, const std::vector<Meter>& meters, boost::json::array& rows);

}  // namespace bianmin::platform
