#include <boost/json.hpp>

#include "base/json.hpp"
#include "platform/api/idempotency.hpp"
#include "platform/api/resident_lookup.hpp"
#include "platform/api/routes.hpp"
#include "platform/payments/payment_view.hpp"
#include "platform/payments/topups.hpp"
#include "platform/service/core.hpp"

namespace bianmin::platform {
namespace {

using base::FailureCode;
namespace json = boost::json;

// How much may be put on which meter is looked at here: what a terminal says is only what somebody asked for.
void begin(Core& core, Payments& payments, TopUps& topups, Request& request, Responder responder) {
  const auto key = idempotency_key(request);
  if (!key) return responder(problem(key.error()));
  const auto value = base::parse_json(request.body, {.bytes = 16 << 10, .depth = 4});
  if (!value) return responder(problem(value.error()));
  base::JsonReader root(*value, "topup");
  root.only({"resident", "meter", "amount"});
  PaymentWish wish;
  wish.kind = kPrepaid;
  wish.bills.push_back(root.member("meter").string(64));
  base::JsonReader amount = root.member("amount");
  const std::string text = amount.string(16);
  if (const auto fen = parse_yuan(text); fen)
    wish.top_up = *fen;
  else if (amount.ok())
    amount.refuse(fen.error().detail);
  const auto reference = core.reference.current();
  const auto resident = find_resident(*reference, root.member("resident"));
  if (!root.ok()) return responder(problem({FailureCode::InputInvalid, root.error()}));
  if (!resident) return responder(problem(resident.error()));
  if (!topups.open()) return responder(problem({FailureCode::PaymentUnavailable, "no meter company is set up"}));
  wish.resident = *resident;
  wish.terminal = request.terminal;
  wish.key = *key;
  wish.fingerprint = core.keys.data.fingerprint(request.body);
  const auto shared = std::make_shared<Responder>(std::move(responder));
  payments.begin(std::move(wish), [&payments, shared](const base::Result<Payments::Begun>& begun) {
    if (!begun) return (*shared)(problem(begun.error(), begun.error().code == FailureCode::RequestRefused ? 409 : 0));
    (*shared)(Response::json(begun->made ? 201 : 200, json::serialize(begun_view(payments, begun->stored))));
  });
}

}  // namespace

void add_topup_routes(Router& router, Core& core, Payments& payments, TopUps& topups) {
  router.add("POST", "/v1/topups", Access::Terminal,
             [&core, &payments, &topups](Request& request, Responder responder) {
               begin(core, payments, topups, request, std::move(responder));
             });
}

}  // namespace bianmin::platform
