#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "platform/payments/credit.hpp"
#include "platform/payments/order.hpp"
#include "platform/store/sqlite.hpp"

// Orders and settled bills in the platform's database. What changes something is called inside a writer's job; all of
// it throws StoreError as the store does.
namespace bianmin::platform {

struct StoredOrder {
  std::string number;
  std::string terminal;
  std::string resident;  ///< keyed hash
  std::string kind;
  std::string receipt;  ///< empty before the bills were settled
  Order order;
  std::optional<Credit> credit = std::nullopt;  ///< of a top-up: what became of its money
};

/// The state as it is told: a top-up is paid when the meter has the money, and not before.
std::string_view shown_state(const StoredOrder& stored);

struct Settlement {
  std::string receipt;
  base::Instant at;
};

struct OrderHappening {
  base::Instant at;
  std::string state;
};

std::optional<StoredOrder> load_order(Database& database, std::string_view number);
/// `bills` are keyed hashes (bill_key), `hidden` the encrypted list of their ids.
void insert_order(Database& database, const StoredOrder& stored, const std::vector<std::string>& bills,
                  std::string_view hidden);
/// Stores what `advance` made of it; a new state is noted in its history.
void update_order(Database& database, const StoredOrder& stored, OrderState before, base::Instant now);
std::string hidden_bills(Database& database, std::string_view number);
std::vector<std::string> bills_of(Database& database, std::string_view number);
std::vector<OrderHappening> history_of(Database& database, std::string_view number);

/// None of the order's bills is settled.
bool bills_free(Database& database, std::string_view number);
/// Settles the order's bills and gives the receipt's number. bills_free() in the same transaction comes first.
std::string settle(Database& database, std::string_view number, base::Instant now);
/// The bills are to be paid again.
void unsettle(Database& database, std::string_view number);
std::optional<Settlement> settlement_of(Database& database, std::string_view bill);

/// Orders for this bill at which somebody may still be.
std::vector<std::string> open_orders_for(Database& database, std::string_view bill);
/// Orders about which something is to be done by now, the longest overdue first.
std::vector<std::string> due_orders(Database& database, base::Instant now, int most);
/// Orders with money that came then by the provider's clock, whatever became of them; without their credits.
std::vector<StoredOrder> orders_paid_between(Database& database, base::Instant from, base::Instant until);
/// The newest first.
std::vector<StoredOrder> list_orders(Database& database, bool only_unfinished, int most);
/// After a start: what was asked before it is asked again at once.
void ask_all_again(Database& database, base::Instant now);

}  // namespace bianmin::platform
