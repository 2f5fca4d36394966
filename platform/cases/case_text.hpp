#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include <boost/json/object.hpp>

#include "base/clock.hpp"
#include "base/failure.hpp"
#include "base/secret.hpp"

namespace bianmin::platform {

/// One attachment as it is listed; its bytes have a way of their own.
struct AttachmentHead {
  std::int64_t position = 0;  ///< from 1
  std::string kind, type;
  std::int64_t bytes = 0;
  std::string sha256 = {};                   ///< hexadecimal; empty for what came before it was noted
  std::int64_t width = 0, height = 0;        ///< pixels; 0: no photo
  std::int64_t duration = 0;                 ///< milliseconds; 0: no voice memo
  std::optional<base::Instant> purged = {};  ///< when its bytes were deleted
  boost::json::object to_json() const;
};

/// What of a case is kept in the clear.
struct CaseHead {
  std::string number, category, area, service;
  base::Instant filed_at;
  std::vector<std::string> items;
  std::vector<AttachmentHead> attachments;
};

/// What a resident filed, as JSON for administrators: the head, "anonymous", "text", "contact" ({"name","phone"} or
/// null) and "resident": null, {"resolved":true,"id_number","name"}, or {"resolved":false,"code"} when nobody was known
/// by the code that was given; "extra" and "answers" as they came; "helper" (null or
/// {"name","id_number","consent_at"}), "items" and "attachments". Numbers are masked, and a code null, unless `full`.
/// `private_part` is NewCase's; StoreUnavailable when it isn't one.
base::Result<base::Secret> render_case_text(const CaseHead& head, const base::Secret& private_part, bool full);

}  // namespace bianmin::platform
