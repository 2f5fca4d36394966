#include "platform/payments/meter_view.hpp"

#include <boost/json.hpp>

#include "platform/payments/payments.hpp"
#include "platform/payments/topup_store.hpp"
#include "platform/service/core.hpp"

namespace bianmin::platform {
namespace json = boost::json;

base::Result<void> show_meters(Core& core, const std::vector<Meter>& meters, json::array& rows) {
  const auto credited = core.readers.read<std::vector<Fen>>([&](Database& database) -> base::Result<std::vector<Fen>> {
    std::vector<Fen> found;
    for (const Meter& meter : meters)
      found.push_back(credited_on(database, Payments::meter_key(core.keys.data, meter.id), meter.read_at));
    return found;
  });
  if (!credited) return tl::unexpected(credited.error());
  rows.clear();
  for (std::size_t i = 0; i < meters.size(); ++i) {
    const Meter& meter = meters[i];
    const Fen balance = meter.balance + (*credited)[i];
    json::object row{{"id", meter.id},
                     {"title", meter.title},
                     {"account", meter.account},
                     {"address", meter.address},
                     {"balance", format_yuan(balance)},
                     {"least", format_yuan(meter.least)},
                     {"most", format_yuan(meter.most)}};
    if (meter.a_day) row["days_left"] = balance / *meter.a_day;
    rows.push_back(std::move(row));
  }
  return {};
}

}  // namespace bianmin::platform
