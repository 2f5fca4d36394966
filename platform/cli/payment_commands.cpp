#include <cstdio>

#include <boost/json.hpp>

#include "base/file.hpp"
#include "base/json.hpp"
#include "platform/cli/administration.hpp"
#include "platform/cli/commands.hpp"
#include "platform/payments/statement.hpp"

namespace bianmin::platform {
namespace {

namespace json = boost::json;

base::Result<json::value> ask(const PaymentOptions& options, const base::Clock& clock, std::string_view method,
                              const std::string& target, const json::object& body = {}) {
  const auto platform = Administration::open(options.data, clock);
  if (!platform) return tl::unexpected(platform.error());
  return (*platform)->ask(method, target, json::serialize(body));
}

// An order's number goes into a path; anything else would be another path.
base::Result<std::string> path_of(const std::string& number, std::string_view end = {}) {
  for (const char c : number)
    if (!((c >= '0' && c <= '9') || (c >= 'A' && c <= 'Z') || c == '-'))
      return base::fail(base::FailureCode::InputInvalid,
                        "an order's number is of digits, capital letters and a hyphen");
  return "/admin/payments/" + number + std::string(end);
}

std::string text_of(base::JsonReader reader) { return reader.present() ? reader.string(200) : std::string("-"); }

void print_order(base::JsonReader order) {
  std::printf("%-18s %-10s %12s  %-18s %s  %s\n", text_of(order.member("order")).c_str(),
              text_of(order.member("state")).c_str(), text_of(order.member("amount")).c_str(),
              text_of(order.member("kind")).c_str(), text_of(order.member("created_at")).c_str(),
              text_of(order.optional_member("receipt")).c_str());
}

base::Result<void> print_answer(const base::Result<json::value>& answer) {
  if (!answer) return tl::unexpected(answer.error());
  std::printf("%s\n", json::serialize(*answer).c_str());
  return {};
}

}  // namespace

base::Result<void> list_payments(const PaymentOptions& options, const base::Clock& clock) {
  const auto answer = ask(options, clock, "GET", options.only_open ? "/admin/payments?open=1" : "/admin/payments");
  if (!answer || options.as_json) return print_answer(answer);
  base::JsonReader root(*answer, "answer");
  root.member("payments").each(print_order);
  if (!root.ok()) return base::fail(base::FailureCode::ReplyInvalid, root.error());
  return {};
}

base::Result<void> show_payment(const PaymentOptions& options, const base::Clock& clock) {
  const auto path = path_of(options.order);
  if (!path) return tl::unexpected(path.error());
  const auto answer = ask(options, clock, "GET", *path);
  if (!answer) return tl::unexpected(answer.error());
  base::JsonReader root(*answer, "answer");
  print_order(root);
  for (const char* name : {"terminal", "expires_at", "paid_at", "transaction", "message", "next_at"})
    if (base::JsonReader value = root.optional_member(name); value.present())
      std::printf("%-12s %s\n", name, value.string(200).c_str());
  root.member("bills").each([](base::JsonReader bill) { std::printf("%-12s %s\n", "bill", bill.string(64).c_str()); });
  root.member("history").each([](base::JsonReader entry) {
    std::printf("  %s  %s\n", text_of(entry.member("at")).c_str(), text_of(entry.member("state")).c_str());
  });
  if (!root.ok()) return base::fail(base::FailureCode::ReplyInvalid, root.error());
  return {};
}

base::Result<void> refund_payment(const PaymentOptions& options, const base::Clock& clock) {
  const auto path = path_of(options.order, "/refund");
  if (!path) return tl::unexpected(path.error());
  return print_answer(ask(options, clock, "POST", *path,
                          options.amount.empty() ? json::object{} : json::object{{"amount", options.amount}}));
}

base::Result<void> reconcile_payments(const PaymentOptions& options, const base::Clock& clock) {
  const auto text = base::read_file(options.statement, kMostStatementBytes);
  if (!text) return tl::unexpected(text.error());
  const auto platform = Administration::open(options.data, clock);
  if (!platform) return tl::unexpected(platform.error());
  const auto answer = (*platform)->ask("POST", "/admin/payments/reconcile", *text);
  if (!answer) return tl::unexpected(answer.error());
  if (options.as_json) std::printf("%s\n", json::serialize(*answer).c_str());
  base::JsonReader root(*answer, "answer");
  const long long matched = root.member("matched").integer(0, 1LL << 40);
  long long different = 0;
  if (!options.as_json) std::printf("%s: %lld matched\n", text_of(root.member("day")).c_str(), matched);
  root.member("differences").each([&](base::JsonReader entry) {
    ++different;
    if (!options.as_json)
      std::printf("%-18s %-15s %s\n", text_of(entry.member("order")).c_str(), text_of(entry.member("kind")).c_str(),
                  text_of(entry.member("detail")).c_str());
  });
  if (!root.ok()) return base::fail(base::FailureCode::ReplyInvalid, root.error());
  if (different > 0)
    return base::fail(base::FailureCode::RequestRefused,
                      std::to_string(different) + " orders differ; each is a task now (task list)");
  return {};
}

base::Result<void> list_tasks(const PaymentOptions& options, const base::Clock& clock) {
  const auto answer = ask(options, clock, "GET", "/admin/tasks");
  if (!answer || options.as_json) return print_answer(answer);
  base::JsonReader root(*answer, "answer");
  root.member("tasks").each([](base::JsonReader task) {
    std::printf("%5lld  %s  %-24s %-18s %s\n", task.member("id").integer(0, 1LL << 60),
                text_of(task.member("at")).c_str(), text_of(task.member("kind")).c_str(),
                text_of(task.member("subject")).c_str(), text_of(task.member("detail")).c_str());
  });
  if (!root.ok()) return base::fail(base::FailureCode::ReplyInvalid, root.error());
  return {};
}

base::Result<void> close_task(const PaymentOptions& options, const base::Clock& clock) {
  if (options.order.empty() || options.order.find_first_not_of("0123456789") != std::string::npos)
    return base::fail(base::FailureCode::InputInvalid, "a task's id is a number");
  const auto answer = ask(options, clock, "POST", "/admin/tasks/" + options.order + "/close");
  if (!answer) return tl::unexpected(answer.error());
  std::printf("closed\n");
  return {};
}

base::Result<void> pay_in_sandbox(const PaymentOptions& options, const base::Clock& clock) {
  const bool is_code = options.order.find(':') != std::string::npos;
  return print_answer(ask(options, clock, "POST", "/sandbox/pay", {{is_code ? "code" : "order", options.order}}));
}

base::Result<void> behave_sandbox(const PaymentOptions& options, const base::Clock& clock) {
  return print_answer(ask(options, clock, "POST", "/sandbox/behaviour", {{"next", options.order}}));
}

}  // namespace bianmin::platform
