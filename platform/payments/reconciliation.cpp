#include "platform/payments/reconciliation.hpp"

#include <map>

namespace bianmin::platform {
namespace {

using Kind = Difference::Kind;

std::optional<Difference> compare(const StatementLine& there, const Order& here) {
  if (there.amount != here.amount || there.transaction != here.transaction)
    return Difference{Kind::AmountDiffers, there.order,
                      "there " + format_yuan(there.amount) + " " + there.transaction + ", here " +
                          format_yuan(here.amount) + " " + here.transaction};
  if (there.refunded != here.refunded)
    return Difference{Kind::RefundDiffers, there.order,
                      "gone back there " + format_yuan(there.refunded) + ", here " + format_yuan(here.refunded)};
  return std::nullopt;
}

}  // namespace

std::string_view to_string(Kind kind) {
  switch (kind) {
    case Kind::MissingHere: return "missing-here";
    case Kind::MissingThere: return "missing-there";
    case Kind::AmountDiffers: return "amount-differs";
    case Kind::RefundDiffers: return "refund-differs";
  }
  return "";
}

Reconciliation reconcile(const ProviderStatement& statement, const std::vector<StoredOrder>& here) {
  std::map<std::string_view, const StatementLine*> there;
  for (const StatementLine& line : statement.lines) there.emplace(line.order, &line);
  std::map<std::string_view, const StoredOrder*> ours;
  for (const StoredOrder& stored : here) ours.emplace(stored.number, &stored);
  Reconciliation found;
  for (const auto& [order, line] : there) {
    const auto known = ours.find(order);
    if (known == ours.end())
      found.differences.push_back({Kind::MissingHere, line->order,
                                   "there " + format_yuan(line->amount) + " " + line->transaction + ", here no money"});
    else if (auto difference = compare(*line, known->second->order))
      found.differences.push_back(std::move(*difference));
    else
      ++found.matched;
  }
  for (const auto& [order, stored] : ours)
    if (!there.contains(order))
      found.differences.push_back(
          {Kind::MissingThere, stored->number,
           "here " + format_yuan(stored->order.amount) + " " + stored->order.transaction + ", there nothing"});
  return found;
}

}  // namespace bianmin::platform
