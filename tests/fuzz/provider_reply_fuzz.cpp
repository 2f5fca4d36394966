// What a payment provider answers: read whole, or refused with a place; nothing is paid without an amount, a number and
// a time. The same bytes are read as a resident's bills. Links bianmin_platform_parsers.

#include <cstddef>
#include <cstdint>
#include <cstdlib>
#include <string_view>

#include "base/json.hpp"
#include "platform/payments/bill.hpp"
#include "platform/payments/provider_reply.hpp"

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  using namespace bianmin;
  using namespace bianmin::platform;
  const std::string_view bytes(reinterpret_cast<const char*>(data), size);
  if (const auto reply = read_provider_reply(bytes, "261122-7K2M9QX4TB"); !reply) {
    if (reply.error().code != base::FailureCode::ReplyInvalid || reply.error().detail.empty()) std::abort();
  } else {
    const bool money = reply->state == ProviderState::Paid || reply->state == ProviderState::Refunding ||
                       reply->state == ProviderState::Refunded;
    if (money != (reply->paid_at.has_value() && !reply->transaction.empty())) std::abort();
    if (reply->amount < 0 || reply->amount > kMostFen || (!money && reply->amount != 0)) std::abort();
    if (reply->transaction.size() > 64) std::abort();
  }
  if (const auto value = base::parse_json(bytes)) {
    base::JsonReader root(*value, "bills");
    const Bills bills = read_bills(root);
    if (root.ok())
      for (const auto& [kind, list] : bills)
        for (const Bill& bill : list)
          if (!is_bill_kind(kind) || bill.id.empty() || bill.amount <= 0 || bill.amount > kMostFen) std::abort();
  }
  return 0;
}
