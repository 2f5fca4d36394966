#include <boost/test/unit_test.hpp>

#include <boost/json.hpp>

#include "platform/payments/auth_code.hpp"
#include "platform/payments/money.hpp"
#include "platform/payments/provider_reply.hpp"
#include "platform/records/reference.hpp"

namespace {

using namespace bianmin;
using namespace bianmin::platform;

BOOST_AUTO_TEST_SUITE(payment_parser_tests)

BOOST_AUTO_TEST_CASE(money_is_read_exactly_and_written_back) {
  for (const char* text : {"0.00", "0.01", "0.10", "9.99", "10.00", "380.00", "999999.99", "1000000.00"})
    BOOST_TEST(format_yuan(parse_yuan(text).value()) == text);
  BOOST_TEST(parse_yuan("380.05").value() == 38005);
  for (const char* text : {"", "0", "1.0", "1.000", ".00", "00.00", "01.00", "-1.00", "+1.00", "1,00", "1e3.00",
                           " 1.00", "1.00 ", "1000000.01", "99999999999.00", "１.00"})
    BOOST_TEST(!parse_yuan(text).has_value(), text);
}

BOOST_AUTO_TEST_CASE(payment_codes_of_both_kinds) {
  // Made up.
  for (const char* text : {"134567890123456789", "100000000000000000", "159999999999999999", "250000000000000000",
                           "2812345678901234", "301234567890123456789012"})
    BOOST_TEST(AuthCode::parse(text).value().digits().reveal() == text);
  for (const char* text :
       {"", "13456789012345", "1345678901234567890123456", "16456789012345678", "244567890123456789",
        "314567890123456789", "13456789012345678x", "１３４５６７８９０１２３４５６７８９", "134567890123456789\n"}) {
    const auto code = AuthCode::parse(text);
    BOOST_TEST(!code.has_value(), text);
    BOOST_TEST((code || code.error().detail.find("4567") == std::string::npos));
  }
}

BOOST_AUTO_TEST_CASE(replies_of_a_provider) {
  const auto reply = read_provider_reply(
      R"({"order":"A","state":"paid","amount":"380.00","transaction":"T-1","paid_at":"2026-11-20T02:00:00Z"})", "A");
  BOOST_TEST((reply.value().state == ProviderState::Paid));
  BOOST_TEST(reply->amount == 38000);
  BOOST_TEST((reply->paid_at == base::parse_utc("2026-11-20T02:00:00Z").value()));
  BOOST_TEST((read_provider_reply(R"({"order":"A","state":"unpaid"})", "A").value().state == ProviderState::Unpaid));
  const auto refused = [](std::string_view text) {
    const auto result = read_provider_reply(text, "A");
    return result ? std::string("taken") : result.error().detail;
  };
  BOOST_TEST(refused(R"({"order":"B","state":"unpaid"})") == "provider: /order: is another order's");
  BOOST_TEST(refused(R"({"order":"A","state":"done"})") == "provider: /state: is not a state of a payment");
  BOOST_TEST(refused(R"({"order":"A","state":"paid"})").find("/amount") != std::string::npos);
  BOOST_TEST(
      refused(R"({"order":"A","state":"paid","amount":"3.8","transaction":"T","paid_at":"2026-11-20T02:00:00Z"})")
          .find("/amount") != std::string::npos);
  BOOST_TEST(
      refused(R"({"order":"A","state":"paid","amount":"3.80","transaction":"","paid_at":"2026-11-20T02:00:00Z"})")
          .find("/transaction") != std::string::npos);
  BOOST_TEST(
      refused(R"({"order":"A","state":"paid","amount":"3.80","transaction":"T","paid_at":"today"})").find("/paid_at") !=
      std::string::npos);
  BOOST_TEST(refused("<html>") != "taken");
  BOOST_TEST(refused(std::string(5000, ' ') + R"({"order":"A","state":"unpaid"})") != "taken");
}

BOOST_AUTO_TEST_CASE(bills_of_a_resident) {
  const auto resident = [](std::string_view bills) {
    return parse_resident(
        boost::json::parse(R"({"id_number":"371524194803120067","name":"王秀兰","bills":)" + std::string(bills) + "}"),
        "r");
  };
  const auto good = resident(R"({"utilities":[{"id":"W-1","title":{"zh-CN":"水费","en":"Water"},"period":"2026-10",
    "account":"0400217","amount":"46.20","note":""}]})");
  BOOST_TEST_REQUIRE(good.has_value());
  BOOST_TEST(good->bills.find("utilities")->second.at(0).amount == 4620);
  const std::string bill = R"({"id":"W-1","title":"t","period":"p","account":"a","amount":"46.20"})";
  const auto detail = [&](std::string_view bills) {
    const auto result = resident(bills);
    return result ? std::string("taken") : result.error().detail;
  };
  BOOST_TEST(detail(R"({"rent":[]})") == "r: /bills/rent: is not a kind of bill");
  BOOST_TEST(detail("{\"utilities\":[" + bill + "," + bill + "]}") == "r: /bills/utilities/1: has the id of another");
  for (const auto& [from, to] :
       std::initializer_list<std::pair<std::string, std::string>>{{"46.20", "46.2"},
                                                                  {"46.20", "0.00"},
                                                                  {"W-1", "W 1"},
                                                                  {"W-1", ""},
                                                                  {"\"t\"", "7"},
                                                                  {"\"t\"", "{\"zh-CN\":\"t\"}"}}) {
    std::string wrong = bill;
    wrong.replace(wrong.find(from), from.size(), to);
    BOOST_TEST(detail("{\"utilities\":[" + wrong + "]}").find("r: /bills/utilities/0/") == 0U, wrong);
  }
}

BOOST_AUTO_TEST_SUITE_END()

}  // namespace
