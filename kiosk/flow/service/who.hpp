#pragma once

#include <boost/json/object.hpp>

#include "base/secret.hpp"
#include "kiosk/session/value.hpp"

namespace bianmin::kiosk {

/// Who is here, as the platform takes it: {"id_number", "name"} or {"code"}; empty when nobody has said.
boost::json::object resident_of(const Values& values);
/// The object's text; what was written on the way is wiped.
base::Secret secret_json(const boost::json::object& object);

}  // namespace bianmin::kiosk
