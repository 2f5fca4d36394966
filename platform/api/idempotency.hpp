#pragma once

#include <optional>
#include <string>
#include <string_view>

#include "base/uuid.hpp"
#include "platform/http/message.hpp"
#include "platform/store/sqlite.hpp"

namespace bianmin::platform {

/// The Idempotency-Key header as a UUID; InputInvalid when it is missing or another thing.
base::Result<base::Uuid> idempotency_key(const Request& request);

std::string uuid_bytes(const base::Uuid& uuid);

/// What was answered to this key before. RequestRefused when it came with another content then.
base::Result<std::optional<std::string>> earlier_answer(Database& database, std::string_view scope,
                                                        const base::Uuid& key, std::string_view fingerprint);
/// Remembers the answer, in the transaction that makes it true.
void remember_answer(Database& database, std::string_view scope, const base::Uuid& key, std::string_view fingerprint,
                     std::string_view answer, std::int64_t now_ms);

}  // namespace bianmin::platform
