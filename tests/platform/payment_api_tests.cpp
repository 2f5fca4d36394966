#include <boost/test/unit_test.hpp>

#include <boost/json.hpp>

#include "base/file.hpp"
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

std::string wish(std::initializer_list<const char*> bills, std::string_view resident = kLiGuihua,
                 std::string_view kind = "medical-insurance") {
  json::array ids;
  for (const char* bill : bills) ids.emplace_back(bill);
  return json::serialize(
      json::object{{"resident", json::object{{"id_number", resident}}}, {"kind", kind}, {"bills", std::move(ids)}});
}

class Counter {
 public:
  explicit Counter(platform::PlatformOptions options = sandbox())
      : platform("2026-11-20T02:00:00Z", std::move(options)) {}

  platform::Response begin(std::initializer_list<const char*> bills, std::string_view resident = kLiGuihua) {
    return platform.call("POST", "/v1/payments", wish(bills, resident), complaint_uuid(++keys_));
  }
  std::string order(std::initializer_list<const char*> bills, std::string_view resident = kLiGuihua) {
    const auto answer = begin(bills, resident);
    BOOST_TEST(answer.status == 201, answer.body);
    return text_at(json_of(answer), "/order");
  }
  json::value ask(const std::string& order, const std::string& what, std::string_view body = "{}") {
    const auto answer = platform.call("POST", "/v1/payments/" + order + "/" + what, body);
    BOOST_TEST(answer.status == 200, answer.body);
    return json_of(answer);
  }
  std::string state(const std::string& order) {
    platform.drain();
    return text_at(ask(order, "state"), "/state");
  }
  std::string scan(const std::string& order, std::string_view digits) {
    ask(order, "scan", R"({"auth_code":")" + std::string(digits) + "\"}");
    return state(order);
  }
  int telephone(const std::string& order) {
    const int status = platform.call("POST", "/sandbox/pay", R"({"order":")" + order + "\"}", {}, "").status;
    platform.drain();
    return status;
  }
  void behave(std::string_view next) {
    BOOST_TEST(platform.call("POST", "/sandbox/behaviour", R"({"next":")" + std::string(next) + "\"}", {}, "").status ==
               200);
  }
  std::string book(const std::string& order) {
    return text_at(json_of(platform.call("GET", "/sandbox/orders/" + order, {}, {}, "")), "/state");
  }
  json::value bills(std::string_view resident = kLiGuihua, std::string_view kind = "medical-insurance") {
    return json_of(platform.call("POST", "/v1/operations/record." + std::string(kind),
                                 R"({"resident":{"id_number":")" + std::string(resident) + R"("},"input":{}})"));
  }
  // One second after the other, as a server would tick.
  void wait(std::chrono::seconds time) {
    for (auto left = time; left > 0s; left -= 1s) platform.advance(1s);
  }

  InProcess platform;

 private:
  int keys_ = 1000;
};

std::string code_of(const platform::Response& answer) {
  return std::to_string(answer.status) + " " + text_at(json_of(answer), "/code");
}

BOOST_AUTO_TEST_SUITE(payment_api_tests)

BOOST_AUTO_TEST_CASE(bills_are_told_and_settled_by_a_telephone) {
  Counter counter;
  const auto before = counter.bills();
  BOOST_TEST(text_at(before, "/fields/total") == "1200.00");
  BOOST_TEST(text_at(before, "/fields/scheme/en") == "Residents' basic medical insurance");
  BOOST_TEST(text_at(before, "/rows/0/id") == kOwn);
  BOOST_TEST(text_at(before, "/rows/0/state") == "unpaid");

  const auto begun = counter.begin({kOwn, kGrandson});
  BOOST_TEST(begun.status == 201);
  const std::string order = text_at(json_of(begun), "/order");
  BOOST_TEST(text_at(json_of(begun), "/amount") == "800.00");
  BOOST_TEST(text_at(json_of(begun), "/code") == "https://pay.invalid/s/" + order);
  BOOST_TEST(text_at(json_of(begun), "/expires_at") == "2026-11-20T02:05:00.000Z");
  BOOST_TEST(text_at(json_of(begun), "/state") == "waiting");
  BOOST_TEST(counter.state(order) == "waiting");

  const auto paid =
      counter.platform.call("POST", "/sandbox/pay", R"({"code":")" + text_at(json_of(begun), "/code") + "\"}", {}, "");
  BOOST_TEST(paid.status == 200);
  BOOST_TEST(counter.state(order) == "paid");
  const auto state = counter.ask(order, "state");
  BOOST_TEST(text_at(state, "/receipt") == "SJ-2026-000001-1");
  BOOST_TEST(text_at(state, "/paid_at") == "2026-11-20T02:00:00.000Z");

  const auto after = counter.bills();
  BOOST_TEST(text_at(after, "/fields/total") == "400.00");
  BOOST_TEST(text_at(after, "/rows/0/id") == kHusband);
  BOOST_TEST(text_at(after, "/rows/1/id") == kOwn);
  BOOST_TEST(text_at(after, "/rows/1/state") == "paid");
  BOOST_TEST(text_at(after, "/rows/1/amount") == "0.00");
  BOOST_TEST(text_at(after, "/rows/1/paid") == "400.00");
  BOOST_TEST(text_at(after, "/rows/1/receipt") == "SJ-2026-000001-1");
  BOOST_TEST(text_at(after, "/rows/1/note/zh-CN").find("SJ-2026-000001-1") != std::string::npos);
  BOOST_TEST(code_of(counter.begin({kHusband, kOwn})) == "422 PAY-01");
  // A second telephone, a scan and a cancel change nothing any more.
  BOOST_TEST(counter.telephone(order) == 422);
  BOOST_TEST(counter.scan(order, "134567890123456780") == "paid");
  BOOST_TEST(text_at(counter.ask(order, "cancel"), "/state") == "paid");
}

BOOST_AUTO_TEST_CASE(an_order_is_made_once) {
  Counter counter;
  const std::string body = wish({kOwn, kHusband});
  const auto first = counter.platform.call("POST", "/v1/payments", body, complaint_uuid(1));
  const auto again = counter.platform.call("POST", "/v1/payments", body, complaint_uuid(1));
  BOOST_TEST(first.status == 201);
  BOOST_TEST(again.status == 200);
  BOOST_TEST(again.body == first.body);
  const auto other_key = counter.platform.call("POST", "/v1/payments", wish({kHusband, kOwn}), complaint_uuid(2));
  BOOST_TEST(other_key.status == 200);
  BOOST_TEST(other_key.body == first.body);
  BOOST_TEST(code_of(counter.platform.call("POST", "/v1/payments", wish({kOwn}), complaint_uuid(1))) == "409 CASE-01");
  BOOST_TEST(code_of(counter.platform.call("POST", "/v1/payments", body)) == "422 SYS-06");
}

BOOST_AUTO_TEST_CASE(another_choice_replaces_an_order_nobody_pays) {
  Counter counter;
  const std::string both = counter.order({kOwn, kHusband});
  const std::string one = counter.order({kOwn});
  BOOST_TEST(counter.state(both) == "cancelled");
  BOOST_TEST(counter.book(both) == "closed");
  BOOST_TEST(counter.telephone(both) == 422);
  // While one is being paid there is no other.
  counter.behave("slow");
  BOOST_TEST(counter.telephone(one) == 200);
  BOOST_TEST(counter.state(one) == "paying");
  BOOST_TEST(code_of(counter.begin({kOwn, kGrandson})) == "422 PAY-02");
  BOOST_TEST(text_at(json_of(counter.begin({kOwn})), "/order") == one);
  counter.wait(8s);
  BOOST_TEST(counter.state(one) == "paid");
}

BOOST_AUTO_TEST_CASE(payment_codes_and_what_becomes_of_them) {
  Counter counter;
  const std::string good = counter.order({kOwn});
  BOOST_TEST(counter.scan(good, "134567890123456780") == "paid");

  const std::string poor = counter.order({kHusband});
  BOOST_TEST(counter.scan(poor, "284567890123456787") == "failed");
  BOOST_TEST(text_at(counter.ask(poor, "state"), "/message") == "insufficient");
  BOOST_TEST(counter.book(poor) == "closed");
  const std::string refused = counter.order({kHusband});
  BOOST_TEST(refused != poor);
  BOOST_TEST(counter.scan(refused, "134567890123456786") == "failed");
  BOOST_TEST(text_at(counter.ask(refused, "state"), "/message") == "refused");
  BOOST_TEST(counter.scan(refused, "134567890123456780") == "failed");  // an order is charged once

  const std::string slow = counter.order({kHusband});
  BOOST_TEST(counter.scan(slow, "134567890123456785") == "paying");
  counter.wait(8s);
  BOOST_TEST(counter.state(slow) == "paid");
}

BOOST_AUTO_TEST_CASE(a_provider_that_does_not_answer) {
  Counter counter;
  const std::string late = counter.order({kOwn});
  BOOST_TEST(counter.scan(late, "134567890123456789") == "paying");
  counter.wait(3s);
  BOOST_TEST(counter.state(late) == "paying");
  counter.wait(2s);
  BOOST_TEST(counter.state(late) == "uncertain");
  counter.platform.restart();
  BOOST_TEST(counter.state(late) == "uncertain");
  counter.wait(30s);
  BOOST_TEST(counter.state(late) == "paid");

  const std::string lost = counter.order({kHusband});
  BOOST_TEST(counter.scan(lost, "134567890123456788") == "paying");
  counter.wait(5s);
  BOOST_TEST(counter.state(lost) == "uncertain");
  counter.wait(60s);
  BOOST_TEST(counter.state(lost) == "failed");
  BOOST_TEST(counter.book(lost) == "closed");
}

BOOST_AUTO_TEST_CASE(money_that_comes_too_late_goes_back) {
  Counter counter;
  counter.behave("slow");
  const std::string cancelled = counter.order({kOwn});
  BOOST_TEST(counter.telephone(cancelled) == 200);
  BOOST_TEST(text_at(counter.ask(cancelled, "cancel"), "/state") == "cancelled");
  counter.wait(30s);
  BOOST_TEST(counter.state(cancelled) == "refunded");
  BOOST_TEST(counter.book(cancelled) == "refunded");
  BOOST_TEST(text_at(counter.bills(), "/fields/total") == "1200.00");

  const std::string expired = counter.order({kOwn});
  counter.wait(301s);
  BOOST_TEST(counter.state(expired) == "expired");
  BOOST_TEST(counter.telephone(expired) == 422);
  BOOST_TEST(counter.order({kOwn}) != expired);
}

BOOST_AUTO_TEST_CASE(a_bill_in_two_records_is_paid_once) {
  Counter counter;
  // Made up: the husband of Li Guihua, who finds his own bill too.
  const std::string husband = "371524196503120013";
  const std::string file = R"({"id_number":")" + husband +
                           R"(","name":"赵长河","bills":{"medical-insurance":[{"id":")" + kHusband +
                           R"(","title":"t","period":"p","account":"a","amount":"400.00"}]}})";
  const auto imported = counter.platform.administer("POST", "/admin/residents", file);
  BOOST_TEST_REQUIRE(imported.status == 201, imported.body);
  const std::string hers = counter.order({kHusband});
  const std::string his = counter.order({kHusband}, husband);
  BOOST_TEST(counter.state(hers) == "cancelled");
  BOOST_TEST(counter.telephone(his) == 200);
  BOOST_TEST(counter.state(his) == "paid");
  BOOST_TEST(code_of(counter.begin({kHusband})) == "422 PAY-01");
  BOOST_TEST(text_at(counter.bills(husband), "/fields/total") == "0.00");
}

BOOST_AUTO_TEST_CASE(an_administrator_refunds_and_it_is_noted) {
  Counter counter;
  const std::string order = counter.order({kOwn});
  BOOST_TEST(counter.platform.administer("POST", "/admin/payments/" + order + "/refund").status == 422);
  counter.telephone(order);
  const auto refunded = counter.platform.administer("POST", "/admin/payments/" + order + "/refund");
  BOOST_TEST(refunded.status == 200);
  BOOST_TEST(counter.state(order) == "refunded");
  BOOST_TEST(counter.book(order) == "refunded");
  BOOST_TEST(text_at(counter.bills(), "/fields/total") == "1200.00");
  const auto shown = json_of(counter.platform.administer("GET", "/admin/payments/" + order));
  BOOST_TEST(text_at(shown, "/bills/0") == kOwn);
  std::string states;
  for (const auto& entry : shown.at("history").as_array()) states += text_at(entry, "/state") + " ";
  BOOST_TEST(states == "waiting paid refunding refunded ");
  const auto audited = counter.platform.core().readers.read<std::int64_t>(
      [&](platform::Database& database) -> base::Result<std::int64_t> {
        platform::Statement query = database.prepare(
            "SELECT COUNT(*) FROM audit WHERE action='payment-refund' AND subject=? AND who IS NOT NULL");
        query.text(order);
        query.step();
        return query.number_at(0);
      });
  BOOST_TEST(audited.value() == 1);
  // Paid again: another order, another receipt.
  const std::string second = counter.order({kOwn});
  counter.telephone(second);
  BOOST_TEST(text_at(counter.ask(second, "state"), "/receipt") == "SJ-2026-000002-9");
  const auto listed = json_of(counter.platform.administer("GET", "/admin/payments"));
  BOOST_TEST(listed.at("payments").as_array().size() == 2U);
  BOOST_TEST(json_of(counter.platform.administer("GET", "/admin/payments?open=1")).at("payments").as_array().empty());
}

BOOST_AUTO_TEST_CASE(requests_that_are_wrong) {
  Counter counter;
  const auto begin = [&](const std::string& body) {
    return code_of(counter.platform.call("POST", "/v1/payments", body, complaint_uuid(1)));
  };
  BOOST_TEST(begin("") == "422 SYS-06");
  BOOST_TEST(begin(wish({})) == "422 SYS-06");
  BOOST_TEST(begin(wish({kOwn, kOwn})) == "422 SYS-06");
  BOOST_TEST(begin(wish({"YB-2027-3715240003307"})) == "422 SYS-06");  // somebody else's
  BOOST_TEST(begin(wish({kOwn}, kLiGuihua, "rent")) == "422 SYS-06");
  BOOST_TEST(begin(wish({kOwn}, kLiGuihua, "utilities")) == "422 SYS-06");
  BOOST_TEST(begin(wish({kOwn}, "371524199001011230")) == "404 CASE-02");
  BOOST_TEST(begin(R"({"resident":{"id_number":")" + std::string(kLiGuihua) +
                   R"("},"kind":"utilities","bills":["a"],"x":1})") == "422 SYS-06");
  json::array many;
  for (int i = 0; i < 51; ++i) many.emplace_back(std::to_string(i));
  BOOST_TEST(begin(json::serialize(json::object{
                 {"resident", json::object{{"id_number", kLiGuihua}}}, {"kind", "utilities"}, {"bills", many}})) ==
             "422 SYS-06");

  const std::string order = counter.order({kOwn});
  for (const char* body :
       {"", "{}", R"({"auth_code":7})", R"({"auth_code":"12345"})", R"({"auth_code":"994567890123456789"})"}) {
    const auto answer = counter.platform.call("POST", "/v1/payments/" + order + "/scan", body);
    BOOST_TEST(code_of(answer) == "422 SYS-06", body);
    BOOST_TEST(answer.body.find("4567890") == std::string::npos);
  }
  BOOST_TEST(counter.state(order) == "waiting");
  for (const char* what : {"state", "cancel"})
    BOOST_TEST(code_of(counter.platform.call("POST", std::string("/v1/payments/261120-0000000000/") + what, "{}")) ==
               "404 CASE-03");
  BOOST_TEST(code_of(counter.platform.call("POST", "/v1/payments", wish({kOwn}), complaint_uuid(9), "")) ==
             "403 NET-03");
  BOOST_TEST(code_of(counter.platform.call("POST", "/sandbox/pay", R"({"code":"https://example.com/s/1"})", {}, "")) ==
             "422 SYS-06");
  BOOST_TEST(code_of(counter.platform.call("POST", "/sandbox/pay", R"({"order":"a","code":"b"})", {}, "")) ==
             "422 SYS-06");
  BOOST_TEST(code_of(counter.platform.call("POST", "/sandbox/behaviour", R"({"next":"explode"})", {}, "")) ==
             "422 SYS-06");
}

BOOST_AUTO_TEST_CASE(without_a_provider_nothing_is_paid) {
  Counter counter{platform::PlatformOptions{}};
  BOOST_TEST(code_of(counter.begin({kOwn})) == "503 PAY-03");
  BOOST_TEST(counter.platform.call("POST", "/sandbox/pay", R"({"order":"x"})", {}, "").status == 404);
  BOOST_TEST(text_at(counter.bills(), "/fields/total") == "1200.00");
}

BOOST_AUTO_TEST_CASE(the_store_tells_no_bill_and_no_payment_code) {
  Counter counter;
  const std::string order = counter.order({kOwn});
  BOOST_TEST(counter.scan(order, "134567890123456780") == "paid");
  std::string bytes;
  for (const char* name : {"platform.db", "platform.db-wal", "sandbox-payments.db", "sandbox-payments.db-wal"})
    if (const auto file = base::read_file(counter.platform.data() / name)) bytes += *file;
  BOOST_TEST(bytes.find(order) != std::string::npos);
  for (const char* secret : {"134567890123456780", kOwn, kLiGuihua})
    BOOST_TEST(bytes.find(secret) == std::string::npos, secret);
}

BOOST_AUTO_TEST_SUITE_END()

}  // namespace
