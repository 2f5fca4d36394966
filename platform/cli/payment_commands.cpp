#include <cstdio>

#include <boost/json.hpp>

#include "base/json.hpp"
#include "platform/cli/administration.hpp"
#include "platform/cli/commands.hpp"

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

std::string text(base::JsonReader reader) { return reader.present() ? reader.string(200) : std::string("-"); }

void print_order(base::JsonReader order) {
  std::printf("%-18s %-10s %12s  %-18s %s  %s\n", text(order.member("order")).c_str(),
              text(order.member("state")).c_str(), text(order.member("amount")).c_str(),
              text(order.member("kind")).c_str(), text(order.member("created_at")).c_str(),
              text(order.optional_member("receipt")).c_str());
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
    std::printf("  %s  %s\n", text(entry.member("at")).c_str(), text(entry.member("state")).c_str());
  });
  if (!root.ok()) return base::fail(base::FailureCode::ReplyInvalid, root.error());
  return {};
}

base::Result<void> refund_payment(const PaymentOptions& options, const base::Clock& clock) {
  const auto path = path_of(options.order, "/refund");
  if (!path) return tl::unexpected(path.error());
  return print_answer(ask(options, clock, "POST", *path));
}

base::Result<void> pay_in_sandbox(const PaymentOptions& options, const base::Clock& clock) {
  const bool is_code = options.order.find(':') != std::string::npos;
  return print_answer(ask(options, clock, "POST", "/sandbox/pay", {{is_code ? "code" : "order", options.order}}));
}

base::Result<void> behave_sandbox(const PaymentOptions& options, const base::Clock& clock) {
  return print_answer(ask(options, clock, "POST", "/sandbox/behaviour", {{"next", options.order}}));
}

}  // namespace bianmin::platform
