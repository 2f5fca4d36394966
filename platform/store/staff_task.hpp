#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "base/clock.hpp"
#include "platform/store/sqlite.hpp"

// What the platform found and a person has to look at. All of it throws StoreError as the store does.
namespace bianmin::platform {

struct StaffTask {
  std::int64_t id = 0;
  std::string kind;     ///< "payment-returned", "statement-amount-differs", …
  std::string subject;  ///< an order's number
  std::string detail;   ///< nothing personal
  base::Instant at;
};

/// The same finding again is the same task, also after it was done: whoever closed it has seen it. True when it is new.
bool add_task(Database& database, std::string_view kind, std::string_view subject, std::string_view detail,
              base::Instant now);
/// The oldest first.
std::vector<StaffTask> open_tasks(Database& database, int most);
/// False when there is none of this id, or it is done.
bool close_task(Database& database, std::int64_t id, std::string_view who, base::Instant now);

}  // namespace bianmin::platform
