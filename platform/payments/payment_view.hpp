#pragma once

#include <boost/json/value.hpp>

#include "platform/payments/payments.hpp"

namespace bianmin::platform {

/// An order as it is answered to who began it: with the code to scan.
boost::json::object begun_view(const Payments& payments, const StoredOrder& stored);
/// How it stands.
boost::json::object state_view(const StoredOrder& stored);

}  // namespace bianmin::platform
