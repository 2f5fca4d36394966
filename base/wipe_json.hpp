#pragma once

#include <boost/json/value.hpp>

namespace bianmin::base {

/// Overwrites every string in the value (keys stay: they are names of fields, not a resident's data).
void wipe_json(boost::json::value& value) noexcept;
void wipe_json(boost::json::object& object) noexcept;

}  // namespace bianmin::base
