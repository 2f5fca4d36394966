#pragma once

#include "kiosk/flow/service/content.hpp"
#include "kiosk/session/value.hpp"

namespace bianmin::kiosk {

/// The service that files such cases, by the case's "service", else by its "category": the service's own id, or an
/// option of its choose step "category". Null when none does.
const ServiceSpec* service_of_case(const Content& content, const Record& found);

/// What the case is about, as its resident would say it: "投诉与建议：道路、路灯". Of a service that is not
/// here the platform's "service_title". Empty when it is not known.
LocalizedText matter_of_case(const Content& content, const Record& found);

}  // namespace bianmin::kiosk
