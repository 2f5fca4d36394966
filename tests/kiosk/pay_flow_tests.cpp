// Paying: what the resident meets, and that nobody pays twice.
#include "kiosk/flow/service/yuan.hpp"
#include "kiosk/flow/visit/payment_code.hpp"
#include "tests/kiosk/paying.hpp"

using namespace bianmin;
using namespace bianmin::kiosk;
using namespace bianmin::kiosk::testing;

BOOST_AUTO_TEST_SUITE(pay_flow_tests)

BOOST_AUTO_TEST_CASE(yuan) {
  BOOST_TEST(fen_from_yuan("380.00").value() == 38000);
  BOOST_TEST(fen_from_yuan("0.07").value() == 7);
  for (const char* wrong :
       {"", "380", "380.0", ".00", "-1.00", "1,000.00", "1234567890.00", "3a0.00", "380.0x", "380.00 "})
    BOOST_TEST(!fen_from_yuan(wrong).has_value(), wrong);
  BOOST_TEST(yuan_from_fen(7) == "0.07");
  BOOST_TEST(yuan_from_fen(123120) == "1231.20");
}

BOOST_AUTO_TEST_CASE(payment_codes) {
  for (const char* code : {"1012345678901234", "134567890123456780", "280123456789012345678901", "301234567890123456"})
    BOOST_TEST(is_payment_code(code), code);
  for (const char* other : {"", "101234567890123", "1601234567890123", "2401234567890123", "3101234567890123",
                            "1012345678901234567890123", "10123456789012a4", "BM1:x", "https://pay.invalid/s/1"})
    BOOST_TEST(!is_payment_code(other), other);
}

BOOST_AUTO_TEST_CASE(bills_are_ticked_and_their_sum_is_said) {
  Paying p;
  p.press("service:medical-payment");
  p.card();
  p.answer(kBills);
  BOOST_TEST(p.id() == "medical-payment/choose");
  BOOST_TEST(p.plain().find("1200.00 元") != std::string::npos, p.plain());
  BOOST_TEST(p.plain().find("儿子") == std::string::npos, "a paid bill is offered again");
  p.press("bill:1");
  BOOST_TEST(p.plain().find("800.00 元") != std::string::npos, p.plain());
  p.press("bill:0");
  p.press("bill:2");
  p.press("next");
  BOOST_TEST(p.id() == "medical-payment/choose");
  BOOST_TEST(p.spoken().find("还没有选") != std::string::npos);
  p.press("bill:2");
  p.press("next");
  BOOST_TEST(p.id() == "medical-payment/review");
  BOOST_TEST(p.plain().find("孙子") != std::string::npos);
  BOOST_TEST(p.plain().find("妻子") == std::string::npos);
  p.press("back");
  BOOST_TEST(p.plain().find("400.00 元") != std::string::npos, "the ticks are as they were");
  p.press("next");
  p.press("next");
  BOOST_TEST(p.asked() == "payment.create");
  const auto body = json(std::string(p.all_asked("payment.create").back().body.reveal()).c_str()).as_object();
  BOOST_TEST(body.at("bills") == json(R"(["YB-3"])"));
  BOOST_TEST(body.at("kind").as_string() == "medical-insurance");
  BOOST_TEST(body.at("resident").as_object().at("name").as_string() == "马试一");
}

BOOST_AUTO_TEST_CASE(paid_by_the_code_on_the_screen) {
  Paying p;
  p.to_code();
  BOOST_TEST(p.id() == "medical-payment/pay");
  BOOST_TEST(int(p.page().kind) == int(ui::PageKind::Pay));
  BOOST_TEST(p.plain().find("1200.00 元") != std::string::npos, p.plain());
  BOOST_TEST(p.spoken().find("一千二百元") != std::string::npos, p.spoken());
  BOOST_TEST(p.last_count<ArmScanner>() == 1);
  const ui::CodeView* code = nullptr;
  for (const auto& block : p.page().blocks)
    if (const auto* found = std::get_if<ui::CodeView>(&block)) code = found;
  BOOST_REQUIRE(code != nullptr);
  BOOST_TEST(code->payload == "https://pay.invalid/s/P1");
  p.until_asked();
  p.is("waiting");
  BOOST_TEST(p.last_count<Announce>() == 0, "nothing has changed: nothing is said");
  p.until_asked();
  p.wait(10);
  BOOST_TEST(p.all_asked("payment.state").size() == 2u, "not while one is under way");
  p.paid();
  BOOST_TEST(p.id() == "medical-payment/slip");
  BOOST_TEST(p.state.session->committed);
  const auto prints = p.effects<Print>(p.last);
  BOOST_REQUIRE(prints.size() == 1u);
  BOOST_TEST(prints[0].document->number == "R-2611-7");
  BOOST_TEST(prints[0].document->rows.size() == 3u);
  p.paper(devices::PrintFinished{p.job()}, "slip");
  BOOST_TEST(p.id() == "medical-payment/done");
  BOOST_TEST(p.plain().find("1200.00 元") != std::string::npos);
  BOOST_TEST(!p.offers("back"));
  p.press("next");
  p.press("rate:5");
  BOOST_TEST(p.id() == "home");
  BOOST_TEST(p.all_asked("payment.cancel").empty(), "what is paid is not cancelled");
}

BOOST_AUTO_TEST_CASE(paid_by_the_own_code) {
  Paying p;
  p.to_code();
  p.press("pay:mine");
  BOOST_TEST(p.spoken().find("离一个手掌远") != std::string::npos);
  p.press("pay:theirs");
  p.scan("HEALTH-CODE");
  BOOST_TEST(p.id() == "medical-payment/pay");
  BOOST_TEST(p.spoken().find("不是付款码") != std::string::npos);
  BOOST_TEST(p.all_asked("payment.scan").empty());
  p.scan(kPayCode);
  BOOST_TEST(p.id() == "medical-payment/pay/paying");
  const auto scans = p.all_asked("payment.scan");
  BOOST_REQUIRE(scans.size() == 1u);
  BOOST_TEST(scans[0].key.has_value());
  BOOST_TEST(scans[0].body.reveal().find(kPayCode) != std::string_view::npos);
  p.scan("134567890123456781");
  BOOST_TEST(p.all_asked("payment.scan").size() == 1u, "one code is enough");
  p.is("paying");
  p.until_asked();
  p.paid();
  BOOST_TEST(p.id() == "medical-payment/slip");
}

BOOST_AUTO_TEST_CASE(a_scanner_is_missing_only_once_it_is_known_to_be) {
  Paying p;
  p.press("service:medical-payment");
  p.card();
  p.answer(kBills);
  p.press("next");
  p.press("next");
  p.begun("P1");
  p.press("pay:mine");
  const std::string missing =
      content()
          ->texts.phrase(i18n::kChinese, "failure." + std::string(base::to_string(base::FailureCode::CameraMissing)))
          .shown;
  BOOST_TEST(p.plain().find(missing) == std::string::npos, "nothing was reported yet");
  p.send(devices::ScanEvent(devices::ScannerLost{{base::FailureCode::CameraMissing, {}}}));
  BOOST_TEST(p.plain().find(missing) != std::string::npos);
  p.send(devices::ScanEvent(devices::ScannerReady{}));
  BOOST_TEST(p.plain().find(missing) == std::string::npos);
}

BOOST_AUTO_TEST_CASE(a_code_the_platform_does_not_take) {
  Paying p;
  p.to_code();
  p.scan(kPayCode);
  p.answer_fails(base::FailureCode::InputInvalid);
  BOOST_TEST(p.id() == "medical-payment/pay");
  BOOST_TEST(p.spoken().find("没有扣钱") != std::string::npos);
  p.scan("134567890123456781");
  BOOST_TEST(p.all_asked("payment.scan").size() == 2u);
}

BOOST_AUTO_TEST_CASE(refused_and_tried_again) {
  Paying p;
  p.to_code();
  p.scan(kPayCode);
  p.is("failed", R"(,"message":"insufficient")");
  BOOST_TEST(p.id() == "medical-payment/pay/failed");
  BOOST_TEST(p.spoken().find("余额不够") != std::string::npos);
  p.press("retry");
  const auto creates = p.all_asked("payment.create");
  BOOST_REQUIRE(creates.size() == 2u);
  BOOST_TEST((creates[0].key != creates[1].key), "that order is over: this is another");
  BOOST_TEST(p.all_asked("payment.cancel").empty());
  p.begun("P2");
  BOOST_TEST(p.id() == "medical-payment/pay");
}

BOOST_AUTO_TEST_CASE(a_lost_answer_makes_no_second_order) {
  Paying p;
  p.to_pay();
  p.answer_fails(base::FailureCode::NetworkTimeout);
  BOOST_TEST(p.id() == "medical-payment/pay/stuck");
  p.press("retry");
  p.answer_fails(base::FailureCode::NetworkDown);
  p.press("back");
  p.press("next");
  const auto creates = p.all_asked("payment.create");
  BOOST_REQUIRE(creates.size() == 3u);
  BOOST_TEST((creates[0].key == creates[1].key));
  BOOST_TEST((creates[0].key == creates[2].key));
}

BOOST_AUTO_TEST_CASE(paid_elsewhere) {
  Paying p;
  p.to_pay();
  p.answer_fails(base::FailureCode::BillPaid);
  BOOST_TEST(p.id() == "medical-payment/pay/stuck");
  BOOST_TEST(p.page().title.shown == "已经交过了");
  BOOST_TEST(!p.offers("retry"));
  BOOST_TEST(p.offers("home"));
}

BOOST_AUTO_TEST_CASE(expired_and_a_new_code) {
  Paying p;
  p.to_code();
  p.until_asked();
  p.is("expired");
  BOOST_TEST(p.id() == "medical-payment/pay/expired");
  BOOST_TEST(p.last_count<DisarmScanner>() == 1);
  p.scan(kPayCode);
  BOOST_TEST(p.all_asked("payment.scan").empty());
  p.press("retry");
  p.begun("P2");
  BOOST_TEST(p.id() == "medical-payment/pay");
}

BOOST_AUTO_TEST_CASE(paid_in_the_last_second) {
  Paying p;
  p.to_code();
  p.until_asked();
  p.is("expired");
  p.until_asked();
  p.is("refunding");
  BOOST_TEST(p.id() == "medical-payment/pay/refunding");
  p.until_asked();
  p.is("refunded");
  BOOST_TEST(p.id() == "medical-payment/pay/refunded");
  BOOST_TEST(p.spoken().find("一千二百元") != std::string::npos, p.spoken());
}

BOOST_AUTO_TEST_SUITE_END()
