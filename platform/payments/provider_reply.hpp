#pragma once

#include <string_view>

#include "platform/payments/provider.hpp"

namespace bianmin::platform {

/// "unpaid", "paid", … as the wire has it.
std::string_view to_string(ProviderState state);

/// Reads {"order","state","amount","transaction","paid_at","refunded"?}, 4 KiB at most. ReplyInvalid when it is about
/// another order, when something is missing (amount, transaction and time of what was paid) or too much; the place is
/// named, never a value.
base::Result<ProviderReply> read_provider_reply(std::string_view bytes, std::string_view order);

}  // namespace bianmin::platform
