#pragma once

#include <string>

#include "base/clock.hpp"
#include "base/failure.hpp"
#include "base/secret.hpp"

namespace bianmin::platform {

/// What of a case is kept in the clear.
struct CaseHead {
  std::string number, category, area, service;
  base::Instant filed_at;
};

/// What a resident filed, as JSON for administrators: the head, "anonymous", "text", "contact" ({"name","phone"} or
/// null) and "resident": null, {"resolved":true,"id_number","name"}, or {"resolved":false,"code"} when nobody was known
/// by the code that was given. The number is masked, and a code null, unless `full`. `private_part` is NewCase's;
/// StoreUnavailable when it isn't one.
base::Result<base::Secret> render_case_text(const CaseHead& head, const base::Secret& private_part, bool full);

}  // namespace bianmin::platform
