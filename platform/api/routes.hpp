#pragma once

#include "platform/http/router.hpp"

namespace bianmin::platform {

struct Core;

// Each adds the routes of its part of platform/api/openapi.yaml; `core` must outlive the router. Handlers may not keep
// the Request after they return.
void add_content_routes(Router& router, Core& core);      ///< /healthz, manifest, files, poll, notices
void add_record_routes(Router& router, Core& core);       ///< operations, holidays
void add_case_filing_routes(Router& router, Core& core);  ///< filing a case
void add_case_routes(Router& router, Core& core);         ///< cases, for residents and administrators
void add_case_step_routes(Router& router, Core& core);    ///< an administrator's step of a case or of one of its parts
void add_case_text_routes(Router& router, Core& core);    ///< what a resident wrote, for administrators
void add_rating_routes(Router& router, Core& core);       ///< ratings
void add_certificate_routes(Router& router, Core& core);  ///< certificates, the verification page
void add_fleet_routes(Router& router, Core& core);        ///< status, enrolment, the list of terminals

}  // namespace bianmin::platform
