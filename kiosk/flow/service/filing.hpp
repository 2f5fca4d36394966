#pragma once

#include <boost/json/object.hpp>

#include "kiosk/flow/service/service_spec.hpp"
#include "kiosk/session/session.hpp"

namespace bianmin::kiosk {

/// Whether an operation makes something that must not be made twice: it is asked with a key, and its answer has a
/// number.
bool is_made_once(std::string_view operation);

/// {"contact.phone": "1"} → {"contact":{"phone":"1"}}.
void set_member(boost::json::object& object, std::string_view path, boost::json::value value);

/// Writes a submit step's content into a case: answers as texts, a tick step's as a list. "photos:FIELD",
/// "memo:FIELD" and "strokes:FIELD" name what was photographed, spoken and signed. What is empty is left out.
void add_content(boost::json::object& payload, const Session& session, const ServiceSpec& service,
                 const SubmitStep& step);

}  // namespace bianmin::kiosk
