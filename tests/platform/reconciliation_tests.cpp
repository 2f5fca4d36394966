// The provider's statement against our book; parts that go back; whose an order is.
#include <boost/test/unit_test.hpp>

#include <boost/json.hpp>

#include "platform/payments/reconciliation.hpp"
#include "tests/platform/in_process.hpp"

namespace {

using namespace bianmin;
using namespace bianmin::tests;
using namespace std::chrono_literals;
namespace json = boost::json;

// Made-up residents and bills of platform/demo/residents.
constexpr char kLiGuihua[] = "371524196708059260";
constexpr char kOwn[] = "YB-2027-3715240001821";
constexpr char kHusband[] = "YB-2027-3715240001822";
constexpr char kGrandson[] = "YB-2027-3715240001823";

platform::PlatformOptions sandbox() {
  platform::PlatformOptions options;
  options.sandbox_payments = true;
  return options;
}

struct Counter : InProcess {
  Counter() : InProcess("2026-11-20T02:00:00Z", sandbox()) { core().fleet.set("LC08", "01"); }

  platform::Response begin(const char* bill, std::string_view terminal = "LC07") {
    return call("POST", "/v1/payments",
                json::serialize(json::object{{"resident", json::object{{"id_number", kLiGuihua}}},
                                             {"kind", "medical-insurance"},
                                             {"bills", json::array{bill}}}),
                complaint_uuid(++keys_), terminal);
  }
  std::string order(const char* bill) { return text_at(json_of(begin(bill)), "/order"); }
  std::string paid(const char* bill) {
    const std::string number = order(bill);
    call("POST", "/sandbox/pay", R"({"order":")" + number + "\"}", {}, "");
    drain();
    BOOST_TEST(state(number) == "paid");
    return number;
  }
  std::string state(const std::string& number) {
    drain();
    return text_at(json_of(administer("GET", "/admin/payments/" + number)), "/state");
  }
  std::string shown(const std::string& number, const char* member) {
    drain();
    return text_at(json_of(administer("GET", "/admin/payments/" + number)), member);
  }
  void behave(std::string_view next) {
    call("POST", "/sandbox/behaviour", R"({"next":")" + std::string(next) + "\"}", {}, "");
  }
  platform::Response given_back_there(const std::string& number, std::string_view amount) {
    return administer("POST", "/admin/sandbox/refund",
                      R"({"order":")" + number + R"(","amount":")" + std::string(amount) + "\"}");
  }
  std::string statement() { return administer("GET", "/admin/sandbox/statement?day=2026-11-20").body; }
  json::value reconciled(const std::string& text) {
    const auto answer = administer("POST", "/admin/payments/reconcile", text);
    BOOST_TEST(answer.status == 200, answer.body);
    drain();
    return json_of(answer);
  }
  std::string tasks() {
    std::string kinds;
    const auto listed = json_of(administer("GET", "/admin/tasks"));
    for (const auto& task : listed.at("tasks").as_array())
      kinds += text_at(task, "/kind") + " " + text_at(task, "/subject") + "\n";
    return kinds;
  }

 private:
  int keys_ = 1000;
};

std::string code_of(const platform::Response& answer) {
  return std::to_string(answer.status) + " " + text_at(json_of(answer), "/code");
}

std::string refusal(std::string_view text) {
  const auto read = platform::read_statement(text);
  return read ? "read" : read.error().detail;
}

constexpr std::string_view kHead = "statement,2026-11-20\norder,transaction,paid_at,amount,refunded\n";

BOOST_AUTO_TEST_SUITE(reconciliation_tests)

BOOST_AUTO_TEST_CASE(statements_are_read_whole_or_not) {
  const std::string head(kHead), line = "261120-A,T1,2026-11-19T16:00:00Z,380.00,0.00\n";
  const auto read = platform::read_statement(head + line + "total,1,380.00,0.00\n");
  BOOST_TEST_REQUIRE(read.has_value());
  BOOST_TEST(read->lines.at(0).amount == 38000);
  BOOST_TEST(platform::read_statement(platform::write_statement(*read)).has_value());
  BOOST_TEST(refusal("statement,2026-11-20\r\norder,transaction,paid_at,amount,refunded\r\ntotal,0,0.00,0.00\r\n") ==
             "read");
  BOOST_TEST(refusal("") == "statement: line 1: must be statement and a day");
  BOOST_TEST(refusal("statement,2026-11-31\n") == "statement: line 1: must be statement and a day");
  BOOST_TEST(refusal(head + line).find("line 4: the total is missing") != std::string::npos);
  BOOST_TEST(refusal(head + line + "total,2,380.00,0.00\n").find("line 4: the total is not") != std::string::npos);
  BOOST_TEST(refusal(head + line + "total,1,380.01,0.00\n").find("line 4: the total is not") != std::string::npos);
  BOOST_TEST(refusal(head + line + line + "total,2,760.00,0.00\n").find("line 4: this order is there twice") !=
             std::string::npos);
  BOOST_TEST(refusal(head + line + "total,1,380.00,0.00\nmore").find("line 4: something follows") != std::string::npos);
  BOOST_TEST(refusal(head + "A,T1,2026-11-20T16:00:00Z,1.00,0.00\n").find("line 3: paid_at is of another day") !=
             std::string::npos);
  BOOST_TEST(refusal(head + "A,T1,2026-11-20T10:00:00Z,1.00,1.01\n").find("line 3: more is refunded") !=
             std::string::npos);
  BOOST_TEST(refusal(head + "A,T1,2026-11-20T10:00:00Z,1,0.00\n").find("line 3: amount") != std::string::npos);
  BOOST_TEST(refusal(head + "A,T 1,2026-11-20T10:00:00Z,1.00,0.00\n").find("line 3: order and transaction") !=
             std::string::npos);
  BOOST_TEST(refusal(head + "A,T1,x,1.00,0.00,\n").find("line 3: must have five fields") != std::string::npos);
}

BOOST_AUTO_TEST_CASE(every_kind_of_difference_is_told_apart) {
  const auto at = base::parse_utc("2026-11-20T03:00:00Z").value();
  const auto here = [&](const char* number, platform::Fen amount, platform::Fen refunded) {
    platform::StoredOrder stored;
    stored.number = number;
    stored.order.amount = amount;
    stored.order.refunded = refunded;
    stored.order.transaction = "T";
    return stored;
  };
  platform::ProviderStatement there{std::chrono::year{2026} / 11 / 20, {}};
  there.lines = {{"A", "T", at, 100, 0},
                 {"B", "T", at, 100, 0},
                 {"C", "T", at, 101, 0},
                 {"E", "T", at, 100, 50},
                 {"F", "U", at, 100, 0}};
  const auto found = platform::reconcile(
      there, {here("A", 100, 0), here("C", 100, 0), here("D", 100, 0), here("E", 100, 0), here("F", 100, 0)});
  BOOST_TEST(found.matched == 1U);
  std::string differences;
  for (const auto& one : found.differences) differences += one.order + " " + std::string(to_string(one.kind)) + "; ";
  BOOST_TEST(differences == "B missing-here; C amount-differs; E refund-differs; F amount-differs; D missing-there; ");
}

BOOST_AUTO_TEST_CASE(a_day_that_agrees_leaves_nothing_to_do) {
  Counter counter;
  counter.paid(kOwn);
  counter.order(kHusband);  // nobody pays it
  const auto found = counter.reconciled(counter.statement());
  BOOST_TEST(text_at(found, "/day") == "2026-11-20");
  BOOST_TEST(text_at(found, "/matched") == "1");
  BOOST_TEST(found.at("differences").as_array().empty());
  BOOST_TEST(counter.tasks().empty());
  BOOST_TEST(counter.administer("POST", "/admin/payments/reconcile", "nonsense").status == 422);
  BOOST_TEST(counter.call("POST", "/admin/payments/reconcile", "nonsense").status == 404);
}

BOOST_AUTO_TEST_CASE(money_that_the_provider_gave_back_is_noticed) {
  Counter counter;
  const std::string whole = counter.paid(kOwn), part = counter.paid(kHusband);
  BOOST_TEST(counter.given_back_there(whole, "400.00").status == 200);
  BOOST_TEST(counter.given_back_there(part, "1.50").status == 200);
  BOOST_TEST(counter.state(whole) == "paid");  // nobody has told us
  const std::string statement = counter.statement();
  BOOST_TEST(counter.reconciled(statement).at("differences").as_array().size() == 2U);
  BOOST_TEST(counter.state(whole) == "refunded");
  BOOST_TEST(counter.state(part) == "paid");
  BOOST_TEST(counter.shown(part, "/refunded") == "1.50");
  const std::string tasks = counter.tasks();
  for (const std::string& wanted : {"payment-returned " + whole, "payment-returned " + part,
                                    "statement-refund-differs " + whole, "statement-refund-differs " + part})
    BOOST_TEST(tasks.find(wanted) != std::string::npos, wanted << " in " << tasks);
  // The bill is to be paid again; the statement agrees now, and the tasks are there once.
  BOOST_TEST(counter.begin(kOwn).status == 201);
  BOOST_TEST(counter.reconciled(statement).at("differences").as_array().empty());
  BOOST_TEST(counter.tasks() == tasks);
  BOOST_TEST(counter.administer("POST", "/admin/tasks/1/close").status == 204);
  BOOST_TEST(counter.administer("POST", "/admin/tasks/1/close").status == 404);
  BOOST_TEST(counter.administer("POST", "/admin/tasks/x/close").status == 404);
  BOOST_TEST(counter.tasks().size() < tasks.size());
}

BOOST_AUTO_TEST_CASE(an_administrator_gives_a_part_back) {
  Counter counter;
  const std::string order = counter.paid(kOwn);
  const auto refund = [&](std::string_view body) {
    const auto answer = counter.administer("POST", "/admin/payments/" + order + "/refund", body);
    counter.drain();
    return std::to_string(answer.status);
  };
  BOOST_TEST(refund(R"({"amount":"0.00"})") == "422");
  BOOST_TEST(refund(R"({"amount":"400.01"})") == "422");
  BOOST_TEST(refund(R"({"amount":"150.00"})") == "200");
  BOOST_TEST(counter.state(order) == "paid");
  BOOST_TEST(counter.shown(order, "/refunded") == "150.00");
  BOOST_TEST(code_of(counter.begin(kOwn)) == "422 PAY-01");
  BOOST_TEST(refund(R"({"amount":"250.01"})") == "422");
  BOOST_TEST(counter.reconciled(counter.statement()).at("differences").as_array().empty());
  BOOST_TEST(refund("{}") == "200");
  BOOST_TEST(counter.state(order) == "refunded");
  BOOST_TEST(counter.tasks().empty());
  BOOST_TEST(counter.begin(kOwn).status == 201);
}

BOOST_AUTO_TEST_CASE(an_order_is_its_terminals) {
  Counter counter;
  const std::string order = counter.order(kOwn);
  for (const char* what : {"state", "cancel", "scan"})
    BOOST_TEST(code_of(counter.call("POST", "/v1/payments/" + order + "/" + what,
                                    std::string_view(what) == "scan" ? R"({"auth_code":"134567890123456780"})" : "{}",
                                    {}, "LC08")) == "404 CASE-03");
  BOOST_TEST(counter.state(order) == "waiting");
  // The resident went to another terminal: a new order there, and the old one is over.
  const auto there = counter.begin(kOwn, "LC08");
  BOOST_TEST(there.status == 201);
  BOOST_TEST(text_at(json_of(there), "/order") != order);
  BOOST_TEST(counter.state(order) == "cancelled");
}

BOOST_AUTO_TEST_CASE(a_terminal_that_left_blocks_no_bill_beyond_the_expiry) {
  Counter counter;
  const std::string left = counter.order(kOwn);
  for (int second = 0; second < 310; ++second) counter.advance(1s);
  BOOST_TEST(counter.state(left) == "expired");
  BOOST_TEST(counter.begin(kOwn).status == 201);
  BOOST_TEST(counter.begin(kGrandson).status == 201);
}

BOOST_AUTO_TEST_CASE(silence_blocks_a_bill_until_the_provider_speaks_and_no_longer) {
  Counter counter;
  const std::string left = counter.order(kOwn);
  counter.behave("silent");
  counter.call("POST", "/v1/payments/" + left + "/scan", R"({"auth_code":"134567890123456780"})");
  for (int second = 0; second < 6; ++second) counter.advance(1s);
  BOOST_TEST(counter.state(left) == "uncertain");
  // Nobody knows whether money moved: paying once more could be paying twice.
  BOOST_TEST(text_at(json_of(counter.begin(kOwn)), "/order") == left);
  BOOST_TEST(code_of(counter.begin(kOwn, "LC08")) == "422 PAY-02");
  for (int second = 0; second < 40; ++second) counter.advance(1s);
  BOOST_TEST(counter.state(left) == "failed");
  BOOST_TEST(counter.begin(kOwn).status == 201);
}

BOOST_AUTO_TEST_SUITE_END()

}  // namespace
