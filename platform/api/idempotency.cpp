#include "platform/api/idempotency.hpp"

namespace bianmin::platform {

using base::FailureCode;

base::Result<base::Uuid> idempotency_key(const Request& request) {
  const std::string_view given = request.header("idempotency-key");
  if (given.empty()) return base::fail(FailureCode::InputInvalid, "the header Idempotency-Key is missing");
  auto uuid = base::Uuid::parse(given);
  if (!uuid) return base::fail(FailureCode::InputInvalid, "the header Idempotency-Key must be a UUID");
  return uuid;
}

std::string uuid_bytes(const base::Uuid& uuid) {
  return {reinterpret_cast<const char*>(uuid.bytes.data()), uuid.bytes.size()};
}

base::Result<std::optional<std::string>> earlier_answer(Database& database, std::string_view scope,
                                                        const base::Uuid& key, std::string_view fingerprint) {
  const std::string bytes = uuid_bytes(key);
  Statement query = database.prepare("SELECT fingerprint, answer FROM idempotency WHERE scope=? AND key=?");
  query.text(scope).blob(bytes);
  if (!query.step()) return std::nullopt;
  if (query.text_at(0) != fingerprint)
    return base::fail(FailureCode::RequestRefused, "this Idempotency-Key came with another content before");
  return query.text_at(1);
}

void remember_answer(Database& database, std::string_view scope, const base::Uuid& key, std::string_view fingerprint,
                     std::string_view answer, std::int64_t now_ms) {
  const std::string bytes = uuid_bytes(key);
  database.prepare("INSERT INTO idempotency(scope, key, fingerprint, answer, at) VALUES(?, ?, ?, ?, ?)")
      .text(scope)
      .blob(bytes)
      .blob(fingerprint)
      .blob(answer)
      .number(now_ms)
      .run();
}

}  // namespace bianmin::platform
