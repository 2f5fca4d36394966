#include "platform/payments/payment_view.hpp"

#include <boost/json.hpp>

namespace bianmin::platform {
namespace json = boost::json;

json::object begun_view(const Payments& payments, const StoredOrder& stored) {
  return {{"order", stored.number},
          {"amount", format_yuan(stored.order.amount)},
          {"code", payments.code(stored.number)},
          {"expires_at", base::format_utc(stored.order.expires)},
          {"state", shown_state(stored)}};
}

json::object state_view(const StoredOrder& stored) {
  const Order& order = stored.order;
  const std::string_view state = shown_state(stored);
  json::object view{{"order", stored.number}, {"amount", format_yuan(order.amount)}, {"state", state}};
  if (order.paid_at) view["paid_at"] = base::format_utc(*order.paid_at);
  if (state == to_string(OrderState::Paid)) {
    view["receipt"] = stored.receipt;
    if (stored.credit) view["balance"] = format_yuan(stored.credit->balance);
  }
  if (order.refusal != Refusal::None) view["message"] = to_string(order.refusal);
  return view;
}

}  // namespace bianmin::platform
