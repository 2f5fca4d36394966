#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "base/clock.hpp"
#include "platform/store/sqlite.hpp"

// How long what came with a case is kept. Called inside a writer's job; throws StoreError as the store does.
namespace bianmin::platform {

/// Photos, memos and signatures are kept so many days after a case's last step, when it was answered or closed.
inline constexpr int kKeepAttachments = 180;

struct Purged {
  std::int64_t attachments = 0;
  std::int64_t bytes = 0;
  std::vector<std::string> cases;  ///< their numbers
};

/// What purge_attachments() would delete now.
Purged to_be_purged(Database& database, base::Instant now, int days, int most_cases);
/// Deletes the bytes of the oldest `most_cases` such cases; what they were stays listed, with the time. Each case is a
/// row of the audit trail.
Purged purge_attachments(Database& database, base::Instant now, int days, int most_cases, std::string_view who);

}  // namespace bianmin::platform
