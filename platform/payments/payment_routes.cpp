#include <set>

#include <boost/json.hpp>

#include "base/json.hpp"
#include "platform/api/idempotency.hpp"
#include "platform/api/resident_lookup.hpp"
#include "platform/api/routes.hpp"
#include "platform/api/who_asks.hpp"
#include "platform/payments/payment_view.hpp"
#include "platform/service/core.hpp"

namespace bianmin::platform {
namespace {

using base::FailureCode;
namespace json = boost::json;

constexpr std::size_t kMostBills = 50;
constexpr int kMostListed = 1000;

// What a writer's job may hold: it is copied.
using SharedResponder = std::shared_ptr<Responder>;
SharedResponder share(Responder responder) { return std::make_shared<Responder>(std::move(responder)); }

json::object admin_view(const StoredOrder& stored) {
  const Order& order = stored.order;
  json::object view = state_view(stored);
  view["kind"] = stored.kind;
  view["terminal"] = stored.terminal;
  view["created_at"] = base::format_utc(order.created);
  view["expires_at"] = base::format_utc(order.expires);
  view["transaction"] = order.transaction;
  view["refunded"] = format_yuan(order.refunded);
  view["unanswered"] = order.silent;
  view["next_at"] = order.next ? json::value(base::format_utc(*order.next)) : json::value(nullptr);
  return view;
}

Payments::Done answer_state(Responder responder) {
  return [responder = share(std::move(responder))](const base::Result<StoredOrder>& stored) {
    (*responder)(stored ? Response::json(200, json::serialize(state_view(*stored))) : problem(stored.error()));
  };
}

std::vector<std::string> read_bill_ids(base::JsonReader reader) {
  std::vector<std::string> ids;
  std::set<std::string> seen;
  reader.each([&](base::JsonReader entry) {
    ids.push_back(entry.string(64));
    if (ids.size() > kMostBills) return entry.refuse("has 50 before it, which is the most");
    if (!seen.insert(ids.back()).second) entry.refuse("is there twice");
  });
  if (reader.ok() && ids.empty()) reader.refuse("must not be empty");
  return ids;
}

void begin(Core& core, Payments& payments, Request& request, Responder responder) {
  const auto key = idempotency_key(request);
  if (!key) return responder(problem(key.error()));
  const auto value = base::parse_json(request.body, {.bytes = 16 << 10, .depth = 4});
  if (!value) return responder(problem(value.error()));
  base::JsonReader root(*value, "payment");
  root.only({"resident", "kind", "bills"});
  PaymentWish wish;
  base::JsonReader kind = root.member("kind");
  wish.kind = kind.string(64);
  if (kind.ok() && !is_bill_kind(wish.kind)) kind.refuse("is nothing that is paid here");
  wish.bills = read_bill_ids(root.member("bills"));
  const auto reference = core.reference.current();
  const auto resident = find_resident(*reference, root.member("resident"));
  if (!root.ok()) return responder(problem({FailureCode::InputInvalid, root.error()}));
  if (!resident) return responder(problem(resident.error()));
  wish.resident = *resident;
  wish.terminal = request.terminal;
  wish.key = *key;
  wish.fingerprint = core.keys.data.fingerprint(request.body);
  payments.begin(
      std::move(wish), [&payments, shared = share(std::move(responder))](const base::Result<Payments::Begun>& begun) {
        if (!begun)
          return (*shared)(problem(begun.error(), begun.error().code == FailureCode::RequestRefused ? 409 : 0));
        (*shared)(Response::json(begun->made ? 201 : 200, json::serialize(begun_view(payments, begun->stored))));
      });
}

// An order is its terminal's: nobody at another one sees it or calls it off.
base::Result<StoredOrder> own_order(const Payments& payments, const Request& request) {
  const std::string number(request.capture("order"));
  return request.administrator ? payments.find(number) : payments.find_for(number, request.terminal);
}

void scan(Payments& payments, Request& request, Responder responder) {
  auto value = base::parse_json(request.body, {.bytes = 1024, .depth = 2});
  if (!value) return responder(problem(value.error()));
  base::JsonReader root(*value, "scan");
  root.only({"auth_code"});
  std::string digits = root.member("auth_code").string(64);
  auto code = AuthCode::parse(digits);
  base::wipe(digits);
  if (!root.ok()) return responder(problem({FailureCode::InputInvalid, root.error()}));
  if (!code) return responder(problem({FailureCode::InputInvalid, "scan: /auth_code: " + code.error().detail}));
  const auto known = own_order(payments, request);
  if (!known) return responder(problem(known.error()));
  payments.scan(known->number, std::move(*code), answer_state(std::move(responder)));
}

void show_state(Payments& payments, Request& request, Responder responder) {
  const auto stored = own_order(payments, request);
  responder(stored ? Response::json(200, json::serialize(state_view(*stored))) : problem(stored.error()));
}

void cancel(Payments& payments, Request& request, Responder responder) {
  const auto known = own_order(payments, request);
  if (!known) return responder(problem(known.error()));
  payments.cancel(known->number, answer_state(std::move(responder)));
}

void list(Core& core, Request& request, Responder responder) {
  const bool unfinished = request.parameter("open") == "1";
  const auto found =
      core.readers.read<std::vector<StoredOrder>>([&](Database& database) -> base::Result<std::vector<StoredOrder>> {
        return list_orders(database, unfinished, kMostListed);
      });
  if (!found) return responder(problem(found.error()));
  json::array shown;
  for (const StoredOrder& stored : *found) shown.push_back(admin_view(stored));
  responder(Response::json(200, json::serialize(json::object{{"payments", std::move(shown)}})));
}

void show(Core& core, Request& request, Responder responder) {
  const std::string number(request.capture("order"));
  const auto view = core.readers.read<json::object>([&](Database& database) -> base::Result<json::object> {
    const auto stored = load_order(database, number);
    if (!stored) return base::fail(FailureCode::CaseNotFound, "no payment has this number");
    json::object shown = admin_view(*stored);
    const auto bills = core.keys.data.decrypt(hidden_bills(database, number), number);
    if (!bills) return tl::unexpected(bills.error());
    auto ids = base::parse_json(bills->reveal());
    if (!ids) return tl::unexpected(ids.error());
    shown["bills"] = std::move(*ids);
    json::array history;
    for (const OrderHappening& happening : history_of(database, number))
      history.push_back(json::object{{"at", base::format_utc(happening.at)}, {"state", happening.state}});
    shown["history"] = std::move(history);
    return shown;
  });
  responder(view ? Response::json(200, json::serialize(*view)) : problem(view.error()));
}

void refund(Payments& payments, Request& request, Responder responder) {
  Fen amount = 0;
  if (!request.body.empty()) {
    const auto value = base::parse_json(request.body, {.bytes = 1024, .depth = 2});
    if (!value) return responder(problem(value.error()));
    base::JsonReader root(*value, "refund");
    root.only({"amount"});
    if (base::JsonReader given = root.optional_member("amount"); given.present()) {
      const auto fen = parse_yuan(given.string(16));
      if (fen && *fen > 0)
        amount = *fen;
      else
        given.refuse(fen ? "must be more than nothing" : fen.error().detail);
    }
    if (!root.ok()) return responder(problem({FailureCode::InputInvalid, root.error()}));
  }
  payments.refund(std::string(request.capture("order")), amount, who_asks(request), answer_state(std::move(responder)));
}

}  // namespace

void add_payment_routes(Router& router, Core& core, Payments& payments) {
  router.add("POST", "/v1/payments", Access::Terminal, begin, core, payments);
  router.add("POST", "/v1/payments/{order}/scan", Access::Terminal, scan, payments);
  router.add("POST", "/v1/payments/{order}/state", Access::Terminal, show_state, payments);
  router.add("POST", "/v1/payments/{order}/cancel", Access::Terminal, cancel, payments);
  router.add("GET", "/admin/payments", Access::Administrator, list, core);
  router.add("GET", "/admin/payments/{order}", Access::Administrator, show, core);
  router.add("POST", "/admin/payments/{order}/refund", Access::Administrator, refund, payments);
}

}  // namespace bianmin::platform
