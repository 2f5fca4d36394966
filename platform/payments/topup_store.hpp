#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "platform/payments/credit.hpp"
#include "platform/store/sqlite.hpp"

// Credits of top-ups in the platform's database, beside their orders (order_store.hpp). What changes something is
// called inside a writer's job; all of it throws StoreError as the store does.
namespace bianmin::platform {

/// `account` is the keyed hash of the meter (meter_key).
void insert_topup(Database& database, std::string_view order, std::string_view account);
std::optional<Credit> load_credit(Database& database, std::string_view order);
void update_credit(Database& database, std::string_view order, const Credit& credit);
/// The money of this order came; nothing for an order that is no top-up.
void money_came(Database& database, std::string_view order, base::Instant now);

/// Orders for this meter at which somebody may still be, or whose money is not on the meter yet.
std::vector<std::string> open_topups_for(Database& database, std::string_view account);
/// What was put on this meter from `since` on.
Fen credited_on(Database& database, std::string_view account, base::Instant since);
/// Credits about which something is to be done by now.
std::vector<std::string> due_credits(Database& database, base::Instant now, int most);
/// After a start: what was asked before it is asked again at once.
void ask_all_credits_again(Database& database, base::Instant now);

}  // namespace bianmin::platform
