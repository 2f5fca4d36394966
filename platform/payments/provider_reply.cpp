#include "platform/payments/provider_reply.hpp"

#include <algorithm>
#include <array>

#include "base/json.hpp"

namespace bianmin::platform {
namespace {

using base::FailureCode;

constexpr std::size_t kMostBytes = 4096;
constexpr std::array<std::pair<ProviderState, std::string_view>, 9> kStates{
    {{ProviderState::Unknown, "unknown"},
     {ProviderState::Unpaid, "unpaid"},
     {ProviderState::Paying, "paying"},
     {ProviderState::Paid, "paid"},
     {ProviderState::Refused, "refused"},
     {ProviderState::Insufficient, "insufficient"},
     {ProviderState::Closed, "closed"},
     {ProviderState::Refunding, "refunding"},
     {ProviderState::Refunded, "refunded"}}};

bool had_money(ProviderState state) {
  return state == ProviderState::Paid || state == ProviderState::Refunding || state == ProviderState::Refunded;
}

bool is_transaction(std::string_view text) {
  return !text.empty() && std::all_of(text.begin(), text.end(), [](char c) {
    return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') || c == '-' || c == '_';
  });
}

}  // namespace

std::string_view to_string(ProviderState state) {
  for (const auto& [known, name] : kStates)
    if (known == state) return name;
  return "unknown";
}

base::Result<ProviderReply> read_provider_reply(std::string_view bytes, std::string_view order) {
  const auto value = base::parse_json(bytes, {.bytes = kMostBytes, .depth = 3});
  if (!value) return base::fail(FailureCode::ReplyInvalid, "provider: " + value.error().detail);
  base::JsonReader root(*value, "provider");
  ProviderReply reply;
  if (base::JsonReader about = root.member("order"); about.string(64) != order) about.refuse("is another order's");
  base::JsonReader state = root.member("state");
  const std::string name = state.string(32);
  const auto known =
      std::find_if(kStates.begin(), kStates.end(), [&](const auto& entry) { return entry.second == name; });
  if (known == kStates.end())
    state.refuse("is not a state of a payment");
  else
    reply.state = known->first;
  if (root.ok() && had_money(reply.state)) {
    base::JsonReader amount = root.member("amount");
    if (const auto fen = parse_yuan(amount.string(16)); fen)
      reply.amount = *fen;
    else
      amount.refuse(fen.error().detail);
    if (base::JsonReader back = root.optional_member("refunded"); back.present()) {
      const auto fen = parse_yuan(back.string(16));
      if (!fen)
        back.refuse(fen.error().detail);
      else if (*fen > reply.amount)
        back.refuse("is more than was paid");
      else
        reply.refunded = *fen;
    }
    base::JsonReader transaction = root.member("transaction");
    reply.transaction = transaction.string(64);
    if (!is_transaction(reply.transaction)) transaction.refuse("must be of letters, digits, hyphens and underscores");
    base::JsonReader paid_at = root.member("paid_at");
    if (const auto at = base::parse_utc(paid_at.string(40)); at)
      reply.paid_at = *at;
    else
      paid_at.refuse("must be a time");
  }
  if (!root.ok()) return base::fail(FailureCode::ReplyInvalid, root.error());
  return reply;
}

}  // namespace bianmin::platform
