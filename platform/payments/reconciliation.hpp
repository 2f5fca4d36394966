#pragma once

#include <string>
#include <vector>

#include "platform/payments/order_store.hpp"
#include "platform/payments/statement.hpp"

namespace bianmin::platform {

/// Where the provider's statement and our book do not say the same.
struct Difference {
  enum class Kind {
    MissingHere,    ///< the provider has money of an order that is not paid here
    MissingThere,   ///< paid here, and not in the statement
    AmountDiffers,  ///< another amount, or another transaction
    RefundDiffers,  ///< more or less has gone back than is known here
  };
  Kind kind{};
  std::string order;
  std::string detail;  ///< for staff: amounts and transactions, nothing personal
};
std::string_view to_string(Difference::Kind kind);  ///< "missing-here", …

struct Reconciliation {
  std::size_t matched = 0;
  std::vector<Difference> differences;  ///< by order
};

/// Compares a day's statement with the orders that got money on that day by the provider's clock. Pure.
Reconciliation reconcile(const ProviderStatement& statement, const std::vector<StoredOrder>& here);

}  // namespace bianmin::platform
