#include "platform/payments/bill_view.hpp"

#include <boost/json.hpp>

#include "platform/payments/payments.hpp"
#include "platform/service/core.hpp"

namespace bianmin::platform {
namespace json = boost::json;

base::Result<void> show_bills(Core& core, const std::vector<Bill>& bills, std::string_view kind, json::object& fields,
                              json::array& rows) {
  using Settlements = std::vector<std::optional<Settlement>>;
  const auto settled = core.readers.read<Settlements>([&](Database& database) -> base::Result<Settlements> {
    Settlements found;
    for (const Bill& bill : bills)
      found.push_back(settlement_of(database, Payments::bill_key(core.keys.data, kind, bill.id)));
    return found;
  });
  if (!settled) return tl::unexpected(settled.error());
  rows.clear();
  json::array paid;
  Fen total = 0;
  for (std::size_t i = 0; i < bills.size(); ++i) {
    const Bill& bill = bills[i];
    json::object row{{"id", bill.id},
                     {"title", bill.title},
                     {"period", bill.period},
                     {"account", bill.account},
                     {"amount", format_yuan(bill.amount)},
                     {"note", bill.note},
                     {"state", "unpaid"}};
    if (const auto& settlement = (*settled)[i]) {
      row["state"] = "paid";
      row["paid"] = format_yuan(bill.amount);
      row["amount"] = format_yuan(0);  // what is still to be paid
      row["receipt"] = settlement->receipt;
      row["paid_at"] = base::format_utc(settlement->at);
      row["note"] = json::object{{"zh-CN", "已缴费，收据号 " + settlement->receipt},
                                 {"en", "Paid, receipt " + settlement->receipt}};
      paid.push_back(std::move(row));
    } else {
      total += bill.amount;
      rows.push_back(std::move(row));
    }
  }
  for (json::value& row : paid) rows.push_back(std::move(row));
  fields["total"] = format_yuan(total);
  return {};
}

}  // namespace bianmin::platform
