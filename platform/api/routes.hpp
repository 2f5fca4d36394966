#pragma once

#include <string_view>

#include "platform/http/router.hpp"

namespace bianmin::platform {

struct Core;
class Payments;
class Sandbox;
class SandboxMeters;
class TopUps;

// Each adds the routes of its part of platform/api/openapi.yaml; `core` must outlive the router. Handlers may not keep
// the Request after they return.
void add_content_routes(Router& router, Core& core);      ///< /healthz, manifest, files, poll, notices
void add_record_routes(Router& router, Core& core);       ///< operations, holidays
void add_case_filing_routes(Router& router, Core& core);  ///< filing a case
void add_upload_routes(Router& router, Core& core);       ///< large bodies in pieces
void add_case_routes(Router& router, Core& core);         ///< cases, for residents and administrators
void add_case_step_routes(Router& router, Core& core);    ///< an administrator's step of a case or of one of its parts
void add_case_text_routes(Router& router, Core& core);    ///< what a resident wrote, for administrators
void add_slot_routes(Router& router, Core& core);         ///< visits with a capacity; before add_record_routes
void add_booking_routes(Router& router, Core& core);      ///< a resident's own bookings; before add_record_routes
void add_public_data_routes(Router& router, Core& core);  ///< everybody's data; before add_record_routes
void add_suggestion_routes(Router& router, Core& core);  ///< suggestions and their preference; before add_record_routes
void add_retention_routes(Router& router, Core& core);   ///< deleting what is not kept any longer
void add_help_routes(Router& router, Core& core);        ///< calls for help
void add_rating_routes(Router& router, Core& core);      ///< ratings
void add_certificate_routes(Router& router, Core& core);  ///< certificates, the verification page
void add_fleet_routes(Router& router, Core& core);        ///< status, enrolment, the list of terminals

/// Orders, and the administrator's look at them; `payments` must outlive the router.
void add_payment_routes(Router& router, Core& core, Payments& payments);
/// Money for prepaid meters.
void add_topup_routes(Router& router, Core& core, Payments& payments, TopUps& topups);
/// The provider's statement against the orders, tasks for staff; the sandbox's own statement where there is one.
void add_reconciliation_routes(Router& router, Core& core, Payments& payments, Sandbox* sandbox);
/// The sandbox's telephone; without a sandbox every route answers 404.
void add_sandbox_routes(Router& router, Sandbox* sandbox, SandboxMeters* meters);

/// Answers a dataset of one's own, "public-…"; false when `name` is none of these and the responder is still unused.
bool answer_public_record(Core& core, std::string_view name, Request& request, Responder& responder);

}  // namespace bianmin::platform
