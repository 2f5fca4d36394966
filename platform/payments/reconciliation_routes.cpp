// The provider's statement against our book, and what people have to look at.
#include <charconv>

#include <boost/json.hpp>

#include "platform/api/routes.hpp"
#include "platform/api/who_asks.hpp"
#include "platform/payments/payments.hpp"
#include "platform/payments/reconciliation.hpp"
#include "platform/payments/sandbox.hpp"
#include "platform/service/core.hpp"
#include "platform/store/staff_task.hpp"

namespace bianmin::platform {
namespace {

using base::FailureCode;
namespace json = boost::json;

constexpr int kMostTasks = 1000;

std::string render(const ProviderStatement& statement, const Reconciliation& found) {
  json::array differences;
  for (const Difference& difference : found.differences)
    differences.push_back(
        json::object{{"kind", to_string(difference.kind)}, {"order", difference.order}, {"detail", difference.detail}});
  return json::serialize(json::object{{"day", base::format_civil_date(statement.day)},
                                      {"matched", found.matched},
                                      {"differences", std::move(differences)}});
}

// The book as it is when the comparison is written down: every difference is a task and a row of the audit trail.
void reconcile_statement(Core& core, Payments& payments, Request& request, Responder responder) {
  auto statement = read_statement(request.body);
  if (!statement) return responder(problem(statement.error()));
  const auto read = std::make_shared<const ProviderStatement>(std::move(*statement));
  const auto found = std::make_shared<Reconciliation>();
  core.writer.submit(
      [&core, read, found, who = who_asks(request)](Database& database) -> base::Result<void> {
        const auto [from, until] = china_day(read->day);
        *found = reconcile(*read, orders_paid_between(database, from, until));
        const base::Instant now = core.clock.now();
        const std::int64_t at = now.time_since_epoch().count();
        const std::string day = base::format_civil_date(read->day);
        note_act(database, "payment-reconcile",
                 day + " matched " + std::to_string(found->matched) + " different " +
                     std::to_string(found->differences.size()),
                 who, at);
        for (const Difference& difference : found->differences) {
          const std::string kind = "statement-" + std::string(to_string(difference.kind));
          if (add_task(database, kind, difference.order, difference.detail, now))
            note_act(database, kind, difference.order, who, at);
        }
        return {};
      },
      [&payments, read, found, responder = std::move(responder)](const base::Result<void>& outcome) mutable {
        if (!outcome) return responder(problem(outcome.error()));
        // The provider is believed more than its statement: it is asked about every order that differs.
        for (const Difference& difference : found->differences) payments.look_again(difference.order);
        responder(Response::json(200, render(*read, *found)));
      });
}

void list_tasks(Core& core, Request&, Responder responder) {
  const auto tasks = core.readers.read<std::vector<StaffTask>>(
      [](Database& database) -> base::Result<std::vector<StaffTask>> { return open_tasks(database, kMostTasks); });
  if (!tasks) return responder(problem(tasks.error()));
  json::array shown;
  for (const StaffTask& task : *tasks)
    shown.push_back(json::object{{"id", task.id},
                                 {"kind", task.kind},
                                 {"subject", task.subject},
                                 {"detail", task.detail},
                                 {"at", base::format_utc(task.at)}});
  responder(Response::json(200, json::serialize(json::object{{"tasks", std::move(shown)}})));
}

void finish_task(Core& core, Request& request, Responder responder) {
  const std::string given(request.capture("id"));
  std::int64_t id = 0;
  const auto [end, error] = std::from_chars(given.data(), given.data() + given.size(), id);
  if (error != std::errc{} || end != given.data() + given.size())
    return responder(problem({FailureCode::CaseNotFound, "no open task has this id"}));
  core.writer.submit(
      [&core, id, who = who_asks(request)](Database& database) -> base::Result<void> {
        const base::Instant now = core.clock.now();
        if (!close_task(database, id, who, now))
          return base::fail(FailureCode::CaseNotFound, "no open task has this id");
        note_act(database, "task-close", std::to_string(id), who, now.time_since_epoch().count());
        return {};
      },
      [responder = std::move(responder)](const base::Result<void>& outcome) mutable {
        responder(outcome ? Response{204, {}, {}, {}} : problem(outcome.error()));
      });
}

// The sandbox's back office. Administrators only: it moves the book that others are compared with.
void give_back(Sandbox& sandbox, Request& request, Responder responder) {
  const auto value = base::parse_json(request.body, {.bytes = 1024, .depth = 2});
  if (!value) return responder(problem(value.error()));
  base::JsonReader root(*value, "refund");
  root.only({"order", "amount"});
  const std::string order = root.member("order").string(64);
  Fen amount = 0;
  if (base::JsonReader given = root.optional_member("amount"); given.present()) {
    const auto fen = parse_yuan(given.string(16));
    if (fen)
      amount = *fen;
    else
      given.refuse(fen.error().detail);
  }
  if (!root.ok()) return responder(problem({FailureCode::InputInvalid, root.error()}));
  const auto shown = sandbox.give_back(order, amount);
  responder(shown ? Response::json(200, json::serialize(*shown)) : problem(shown.error()));
}

void show_statement(Sandbox& sandbox, Request& request, Responder responder) {
  const auto day = base::parse_civil_date(request.parameter("day"));
  if (!day) return responder(problem({FailureCode::InputInvalid, "the parameter day must be a date"}));
  const auto text = sandbox.statement(*day);
  responder(text ? Response{200, "text/csv", *text, {}} : problem(text.error()));
}

template <class Function>
Handler in_sandbox(Sandbox* sandbox, Function* handler) {
  return [sandbox, handler](Request& request, Responder responder) {
    if (sandbox == nullptr) return responder(problem({FailureCode::RequestRefused, "there is no sandbox here"}, 404));
    handler(*sandbox, request, std::move(responder));
  };
}

}  // namespace

void add_reconciliation_routes(Router& router, Core& core, Payments& payments, Sandbox* sandbox) {
  router.add("POST", "/admin/payments/reconcile", Access::Administrator,
             Handler(std::bind_front(reconcile_statement, std::ref(core), std::ref(payments))), kMostStatementBytes);
  router.add("GET", "/admin/tasks", Access::Administrator, list_tasks, core);
  router.add("POST", "/admin/tasks/{id}/close", Access::Administrator, finish_task, core);
  router.add("POST", "/admin/sandbox/refund", Access::Administrator, in_sandbox(sandbox, give_back));
  router.add("GET", "/admin/sandbox/statement", Access::Administrator, in_sandbox(sandbox, show_statement));
}

}  // namespace bianmin::platform
