#include <boost/test/unit_test.hpp>

#include <boost/json.hpp>

#include "tests/platform/in_process.hpp"

namespace {

using namespace bianmin;
using namespace bianmin::tests;
using namespace std::chrono_literals;
namespace json = boost::json;

// Made-up meters of platform/demo/residents.
constexpr char kPower[] = "DB-3715-081990";
constexpr char kWater[] = "SB-0412-0302";
constexpr char kSomebodyElses[] = "DB-3715-117203";

class Counter {
 public:
  platform::Response begin(std::string_view meter, std::string_view amount, int key) {
    return platform.call(
        "POST", "/v1/topups",
        json::serialize(
            json::object{{"resident", json::object{{"id_number", kWangXiulan}}}, {"meter", meter}, {"amount", amount}}),
        complaint_uuid(key));
  }
  platform::Response begin(std::string_view meter, std::string_view amount) { return begin(meter, amount, ++keys_); }
  std::string order(std::string_view meter, std::string_view amount) {
    const auto answer = begin(meter, amount);
    BOOST_TEST(answer.status == 201, answer.body);
    return text_at(json_of(answer), "/order");
  }
  json::value view(const std::string& order) {
    platform.drain();
    return json_of(platform.call("POST", "/v1/payments/" + order + "/state", "{}"));
  }
  std::string state(const std::string& order) { return text_at(view(order), "/state"); }
  void pay(const std::string& order) {
    BOOST_TEST(platform.call("POST", "/sandbox/pay", R"({"order":")" + order + "\"}", {}, "").status == 200);
    platform.drain();
  }
  void behave(std::string_view next) {
    BOOST_TEST(platform.call("POST", "/sandbox/behaviour", R"({"next":")" + std::string(next) + "\"}", {}, "").status ==
               200);
  }
  // One second after the other, as a server would tick.
  void wait(std::chrono::seconds time) {
    for (auto left = time; left > 0s; left -= 1s) platform.advance(1s);
  }
  std::string balance(int row = 0) {
    const auto meters =
        json_of(platform.call("POST", "/v1/operations/record.prepaid-meters",
                              R"({"resident":{"id_number":")" + std::string(kWangXiulan) + R"("},"input":{}})"));
    return text_at(meters, "/rows/" + std::to_string(row) + "/balance");
  }
  std::string book(const std::string& order) {
    return text_at(json_of(platform.call("GET", "/sandbox/orders/" + order, {}, {}, "")), "/state");
  }

  InProcess platform{"2026-11-20T02:00:00Z", [] {
                       platform::PlatformOptions options;
                       options.sandbox_payments = true;
                       return options;
                     }()};

 private:
  int keys_ = 2000;
};

std::string code_of(const platform::Response& answer) {
  return std::to_string(answer.status) + " " + text_at(json_of(answer), "/code");
}

BOOST_AUTO_TEST_SUITE(topup_api_tests)

BOOST_AUTO_TEST_CASE(money_that_was_paid_is_on_the_meter_once) {
  Counter counter;
  BOOST_TEST(counter.balance() == "23.40");
  const std::string order = counter.order(kPower, "100.00");
  BOOST_TEST(counter.state(order) == "waiting");
  counter.pay(order);
  // The money is there, the meter does not have it yet: that is not paid.
  BOOST_TEST(counter.state(order) == "paying");
  counter.wait(1s);
  const auto paid = counter.view(order);
  BOOST_TEST(text_at(paid, "/state") == "paid");
  BOOST_TEST(text_at(paid, "/balance") == "123.40");
  BOOST_TEST(text_at(paid, "/receipt") == "SJ-2026-000001-1");
  BOOST_TEST(counter.balance() == "123.40");
  BOOST_TEST(counter.balance(1) == "41.00");
  counter.wait(120s);
  counter.platform.restart();
  counter.wait(10s);
  BOOST_TEST(counter.balance() == "123.40");
  // Another one adds to it; it is another order.
  const std::string second = counter.order(kPower, "100.00");
  BOOST_TEST(second != order);
  counter.pay(second);
  counter.wait(1s);
  BOOST_TEST(text_at(counter.view(second), "/balance") == "223.40");
}

BOOST_AUTO_TEST_CASE(a_terminal_is_not_believed) {
  Counter counter;
  for (const char* amount : {"9.00", "1001.00", "50.50", "0.00"})
    BOOST_TEST(counter.begin(kPower, amount).status == 422, amount);
  for (const char* amount : {"", "100", "-1.00", "1e3.00", "99999999999.00"})
    BOOST_TEST(counter.begin(kPower, amount).status == 422, amount);
  BOOST_TEST(counter.begin(kWater, "301.00").status == 422);
  BOOST_TEST(counter.begin(kSomebodyElses, "100.00").status == 422);
  BOOST_TEST(counter.begin("", "100.00").status == 422);
  BOOST_TEST(counter.begin(kWater, "300.00").status == 201);
}

BOOST_AUTO_TEST_CASE(the_same_try_finds_its_order_and_another_amount_replaces_it) {
  Counter counter;
  const auto first = counter.begin(kPower, "100.00", 1);
  const auto again = counter.begin(kPower, "100.00", 1);
  BOOST_TEST(first.status == 201);
  BOOST_TEST(again.status == 200);
  const std::string order = text_at(json_of(first), "/order");
  BOOST_TEST(text_at(json_of(again), "/order") == order);
  BOOST_TEST(text_at(json_of(counter.begin(kPower, "100.00", 2)), "/order") == order);
  BOOST_TEST(counter.begin(kPower, "50.00", 1).status == 409);
  const std::string other = counter.order(kPower, "50.00");
  BOOST_TEST(other != order);
  BOOST_TEST(counter.state(order) == "cancelled");
  // A meter of its own is no matter of this one.
  BOOST_TEST(counter.begin(kWater, "20.00").status == 201);
}

BOOST_AUTO_TEST_CASE(nobody_pays_twice_while_the_meter_has_not_answered) {
  Counter counter;
  counter.behave("meter-late");
  const std::string order = counter.order(kPower, "100.00");
  counter.pay(order);
  counter.wait(6s);
  BOOST_TEST(counter.state(order) == "uncertain");
  // Who tries again finds the one that is under way; another amount has to wait for its end.
  const auto again = json_of(counter.begin(kPower, "100.00"));
  BOOST_TEST(text_at(again, "/order") == order);
  BOOST_TEST(text_at(again, "/state") == "uncertain");
  BOOST_TEST(code_of(counter.begin(kPower, "50.00")) == "422 PAY-02");
  counter.wait(25s);
  BOOST_TEST(counter.state(order) == "paid");
  BOOST_TEST(counter.balance() == "123.40");
  BOOST_TEST(counter.begin(kPower, "100.00").status == 201);
}

BOOST_AUTO_TEST_CASE(what_the_meter_refuses_goes_back) {
  for (const char* how : {"meter-refuse", "meter-refuse-late"}) {
    Counter counter;
    counter.behave(how);
    const std::string order = counter.order(kPower, "100.00");
    counter.pay(order);
    counter.wait(60s);
    BOOST_TEST(counter.state(order) == "refunded", how);
    BOOST_TEST(counter.book(order) == "refunded");
    BOOST_TEST(counter.balance() == "23.40");
    const auto again = counter.begin(kPower, "100.00");
    BOOST_TEST(again.status == 201);
  }
}

BOOST_AUTO_TEST_CASE(a_lost_request_and_a_restart_lose_no_money) {
  Counter counter;
  counter.behave("meter-silent");
  const std::string order = counter.order(kPower, "100.00");
  counter.pay(order);
  counter.wait(6s);
  BOOST_TEST(counter.state(order) == "uncertain");
  counter.platform.restart();
  counter.wait(40s);
  BOOST_TEST(counter.state(order) == "paid");
  BOOST_TEST(counter.balance() == "123.40");
}

BOOST_AUTO_TEST_CASE(an_administrator_cannot_take_money_off_a_meter) {
  Counter counter;
  const std::string order = counter.order(kPower, "100.00");
  counter.pay(order);
  counter.wait(1s);
  BOOST_TEST(counter.platform.administer("POST", "/admin/payments/" + order + "/refund", "{}").status == 422);
  BOOST_TEST(counter.state(order) == "paid");
}

BOOST_AUTO_TEST_CASE(without_a_company_nothing_can_be_topped_up) {
  InProcess platform;
  const auto answer = platform.call(
      "POST", "/v1/topups",
      json::serialize(json::object{
          {"resident", json::object{{"id_number", kWangXiulan}}}, {"meter", kPower}, {"amount", "100.00"}}),
      complaint_uuid(1));
  BOOST_TEST(text_at(json_of(answer), "/code") == "PAY-03");
}

BOOST_AUTO_TEST_SUITE_END()

}  // namespace
