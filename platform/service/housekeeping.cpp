#include "platform/service/housekeeping.hpp"

#include "base/log.hpp"
#include "platform/cases/retention.hpp"
#include "platform/uploads/upload_store.hpp"

namespace bianmin::platform {
namespace {

constexpr auto kEvery = std::chrono::hours{1};
constexpr int kCasesAtOnce = 200;  // a job must not hold up those who wait for an answer

}  // namespace

void Housekeeping::tick() {
  const base::Instant now = clock_.now();
  if (last_ && now < *last_ + kEvery && now >= *last_) return;
  last_ = now;
  const auto purged = std::make_shared<Purged>();
  writer_.submit(
      [now, days = keep_days_, purged](Database& database) -> base::Result<void> {
        drop_silent_uploads(database, now - kUploadPatience);
        if (days > 0) *purged = purge_attachments(database, now, days, kCasesAtOnce, "retention");
        return {};
      },
      [purged](const base::Result<void>& outcome) {
        if (!outcome) return base::log_failure("housekeeping", outcome.error(), "retention");
        if (purged->attachments > 0)
          base::log(base::LogLevel::Info, "attachments-purged", {.part = "retention", .count = purged->attachments});
      });
}

}  // namespace bianmin::platform
