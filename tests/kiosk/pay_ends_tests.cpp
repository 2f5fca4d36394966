// Payments whose end is not known, or that somebody leaves.
#include "tests/kiosk/paying.hpp"

using namespace bianmin;
using namespace bianmin::kiosk;
using namespace bianmin::kiosk::testing;

BOOST_AUTO_TEST_SUITE(pay_ends_tests)

BOOST_AUTO_TEST_CASE(uncertain_then_paid) {
  Paying p;
  p.to_code();
  p.scan(kPayCode);
  p.is("uncertain");
  BOOST_TEST(p.id() == "medical-payment/pay/uncertain");
  BOOST_TEST(p.spoken().find("请不要再付") != std::string::npos);
  BOOST_TEST(p.plain().find("P1") != std::string::npos, "the order's number");
  BOOST_TEST(p.plain().find("12345") != std::string::npos, "whom to call");
  BOOST_TEST(!p.offers("back"));
  BOOST_TEST(!p.offers("retry"));
  p.press("slip");
  const auto prints = p.effects<Print>(p.last);
  BOOST_REQUIRE(prints.size() == 1u);
  BOOST_TEST(prints[0].document->number == "P1");
  p.press_blindly("slip");
  BOOST_TEST(p.effects<Print>().size() == 1u, "one slip is enough");
  p.paper(devices::PrintFinished{p.job()}, "slip");
  BOOST_TEST(p.plain().find("单子打好了") != std::string::npos);
  p.until_asked();
  p.is("uncertain");
  p.until_asked();
  p.paid();
  BOOST_TEST(p.id() == "medical-payment/slip");
}

BOOST_AUTO_TEST_CASE(who_leaves_an_unknown_end_does_not_cancel_it) {
  Paying p;
  p.to_code();
  p.scan(kPayCode);
  p.is("uncertain");
  p.press("finish");
  BOOST_TEST(p.id() == "home");
  BOOST_TEST(p.all_asked("payment.cancel").empty(), "the money may be there: it shall settle the bill");
  BOOST_TEST(p.last_count<WipeSession>() == 1);
}

BOOST_AUTO_TEST_CASE(no_paper_for_the_slip) {
  Paying p;
  p.to_code();
  p.printer("slip", devices::PrinterStopped{{base::FailureCode::PrinterOutOfPaper, {}}});
  p.scan(kPayCode);
  p.is("uncertain");
  p.press("slip");
  BOOST_TEST(p.plain().find("请记下单号") != std::string::npos);
  p.printer("slip", devices::PrinterReady{});
  p.press("slip");
  BOOST_TEST(p.effects<Print>().size() == 1u);
}

BOOST_AUTO_TEST_CASE(the_cable_is_pulled) {
  Paying p;
  p.to_code();
  p.send(LinkChanged{false});
  BOOST_TEST(p.id() == "medical-payment/pay/uncertain");
  BOOST_TEST(p.page().title.shown == "网络断了，请先不要付款");
  for (const auto& block : p.page().blocks) BOOST_TEST(!std::holds_alternative<ui::CodeView>(block));
  p.scan(kPayCode);
  BOOST_TEST(p.all_asked("payment.scan").empty());
  p.until_asked();
  p.answer_fails(base::FailureCode::NetworkDown);
  p.send(LinkChanged{true});
  p.until_asked();
  p.is("waiting");
  BOOST_TEST(p.id() == "medical-payment/pay");
  BOOST_TEST(p.effects<ArmScanner>().size() == 3u, "identify, first code, again");
  p.until_asked();
  p.paid();
  BOOST_TEST(p.id() == "medical-payment/slip");
}

BOOST_AUTO_TEST_CASE(the_answer_to_a_scan_is_lost) {
  Paying p;
  p.to_code();
  p.scan(kPayCode);
  p.answer_fails(base::FailureCode::NetworkTimeout);
  BOOST_TEST(p.id() == "medical-payment/pay/paying");
  p.until_asked();
  p.answer_fails(base::FailureCode::NetworkTimeout);
  BOOST_TEST(p.id() == "medical-payment/pay/uncertain");
  BOOST_TEST(p.page().title.shown == "钱可能已经付了，请不要再付");
  p.until_asked();
  p.paid();
  BOOST_TEST(p.id() == "medical-payment/slip");
}

BOOST_AUTO_TEST_CASE(an_answer_that_never_comes) {
  Paying p;
  p.to_code();
  p.until_asked();
  p.wait(40);
  BOOST_TEST(p.all_asked("payment.state").size() >= 2u);
  BOOST_TEST(!p.effects<CancelAsk>().empty());
}

BOOST_AUTO_TEST_CASE(going_back_cancels_first) {
  Paying p;
  p.to_code();
  p.press("back");
  BOOST_TEST(p.id() == "medical-payment/pay/cancelling");
  BOOST_TEST(p.asked() == "payment.cancel");
  p.is("cancelled");
  BOOST_TEST(p.id() == "medical-payment/review");
  p.press("next");
  const auto creates = p.all_asked("payment.create");
  BOOST_REQUIRE(creates.size() == 2u);
  BOOST_TEST((creates[0].key != creates[1].key));
}

BOOST_AUTO_TEST_CASE(going_back_too_late) {
  Paying p;
  p.to_code();
  p.press("back");
  p.paid();
  BOOST_TEST(p.id() == "medical-payment/slip", "the money was faster");
}

BOOST_AUTO_TEST_CASE(going_back_into_a_dead_line) {
  Paying p;
  p.to_code();
  p.press("back");
  p.answer_fails(base::FailureCode::NetworkDown);
  BOOST_TEST(p.id() == "medical-payment/pay/uncertain");
  BOOST_TEST(!p.offers("back"));
  BOOST_TEST(p.offers("home"));
  p.until_asked();
  p.is("waiting");
  BOOST_TEST(p.id() == "medical-payment/pay");
}

BOOST_AUTO_TEST_CASE(going_back_after_the_scan) {
  Paying p;
  p.to_code();
  p.scan(kPayCode);
  p.is("paying");
  p.press("back");
  p.is("cancelled");
  BOOST_TEST(p.id() == "medical-payment/pay/cancelled", "the money may still move: who stays sees it");
  BOOST_TEST(p.spoken().find("自动退回") != std::string::npos);
  p.until_asked();
  p.is("refunding");
  BOOST_TEST(p.id() == "medical-payment/pay/refunding");
  BOOST_TEST(!p.offers("back"));
  p.until_asked();
  p.is("refunded");
  p.press("retry");
  p.begun("P2");
  BOOST_TEST(p.id() == "medical-payment/pay");
}

BOOST_AUTO_TEST_CASE(home_cancels) {
  Paying p;
  p.to_code();
  p.press("home");
  BOOST_TEST(p.id() == "home");
  const auto cancels = p.all_asked("payment.cancel");
  BOOST_REQUIRE(cancels.size() == 1u);
  BOOST_TEST(cancels[0].body.reveal() == R"({"order":"P1"})");
  BOOST_TEST(cancels[0].key.has_value());
}

BOOST_AUTO_TEST_CASE(nobody_there) {
  Paying p;
  p.to_code();
  for (int i = 0; i < 170; i += 2) {
    p.until_asked();
    p.is("waiting");
  }
  BOOST_TEST(!p.page().dialog, "who pays looks at the telephone");
  for (int i = 0; i < 20; i += 2) {
    p.until_asked();
    p.is("waiting");
  }
  BOOST_TEST(p.page().dialog.has_value());
  for (int i = 0; i < 40 && p.state.session; ++i) p.wait(1);
  BOOST_TEST(p.id() == "home");
  BOOST_TEST(p.all_asked("payment.cancel").size() == 1u);
}

BOOST_AUTO_TEST_CASE(the_money_answers_the_question) {
  Paying p;
  p.to_code();
  for (int i = 0; i < 190; i += 2) {
    p.until_asked();
    p.is("waiting");
  }
  BOOST_REQUIRE(p.page().dialog.has_value());
  p.until_asked();
  p.paid();
  BOOST_TEST(!p.page().dialog);
  BOOST_TEST(p.id() == "medical-payment/slip");
}

BOOST_AUTO_TEST_CASE(nothing_to_pay) {
  Paying p;
  p.press("service:medical-payment");
  p.card();
  p.answer(R"({"fields":{},"rows":[{"id":"YB-4","title":"x","amount":"400.00","state":"paid"}]})");
  BOOST_TEST(p.id() == "medical-payment/choose/nothing");
  BOOST_TEST(p.offers("home"));
}

BOOST_AUTO_TEST_CASE(one_bill_is_no_question) {
  Paying p;
  p.press("service:utilities");
  p.card();
  p.answer(
      R"({"fields":{},"rows":[{"id":"E-1","title":"电费","period":"10 月","account":"3715","amount":"38.76","state":"unpaid"}]})");
  BOOST_TEST(p.id() == "utilities/review");
  p.press("back");
  BOOST_TEST(p.id() == "utilities/identify");
}

BOOST_AUTO_TEST_CASE(half_an_answer) {
  for (const char* broken :
       {"{}", "null", R"({"order":"../x","amount":"1.00","state":"waiting"})",
        R"({"order":"P1","amount":"1.00","state":"bought"})", R"({"order":7,"state":"waiting"})"}) {
    Paying p;
    p.to_pay();
    p.answer(broken);
    BOOST_TEST(p.id() == "medical-payment/pay/stuck", broken);
  }
}

BOOST_AUTO_TEST_CASE(without_the_platform_nothing_is_begun) {
  Paying p;
  p.send(LinkChanged{false});
  p.press("service:medical-payment");
  BOOST_TEST(p.id() == "cannot/medical-payment");
}

BOOST_AUTO_TEST_SUITE_END()
