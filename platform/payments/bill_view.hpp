#pragma once

#include <boost/json/value.hpp>

#include "base/failure.hpp"
#include "platform/records/reference.hpp"

namespace bianmin::platform {

struct Core;

/// What record.<kind> tells of bills: `rows` becomes [{id, title, period, account, amount, note, state}], those to be
/// paid first; `fields` gets `total`, the sum of those. `amount` is what is still to be paid: a paid bill has amount
/// "0.00", state "paid", `paid` (what was paid), `receipt`, `paid_at` and a note that says so.
base::Result<void> show_bills(Core& core, const std::vector<Bill>& bills, std::string_view kind,
                              boost::json::object& fields, boost::json::array& rows);

}  // namespace bianmin::platform
