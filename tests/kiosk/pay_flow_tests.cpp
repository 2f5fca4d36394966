// Paying: what the resident meets, and that nobody pays twice.
#include <boost/test/unit_test.hpp>

#include "kiosk/flow/service/yuan.hpp"
#include "kiosk/flow/visit/payment_code.hpp"
#include "tests/kiosk/flow_player.hpp"

using namespace bianmin;
using namespace bianmin::kiosk;
using namespace bianmin::kiosk::testing;

namespace {

// Made-up bills of a made-up family.
const char* kBills = R"({"fields":{"name":"马试一","id_number":"MADEUP","total":"1200.00"},"rows":[
  {"id":"YB-1","title":{"zh-CN":"马试一的医保","en":"Own"},"period":"2027 年度","account":"YB-1","amount":"400.00","note":"","state":"unpaid"},
  {"id":"YB-2","title":{"zh-CN":"妻子的医保","en":"Wife"},"period":"2027 年度","account":"YB-2","amount":"400.00","note":"","state":"unpaid"},
  {"id":"YB-3","title":{"zh-CN":"孙子的医保","en":"Grandson"},"period":"2027 年度","account":"YB-3","amount":"400.00","note":"在校学生","state":"unpaid"},
  {"id":"YB-4","title":{"zh-CN":"儿子的医保","en":"Son"},"period":"2027 年度","account":"YB-4","amount":"400.00","note":"","state":"paid"}]})";
const char* kPayCode = "134567890123456780";  // made up

struct Paying : Player {
  void to_review() {
    send(devices::ScanEvent(devices::ScannerReady{}));
    press("service:medical-payment");
    card();
    answer(kBills);
    press("next");
  }
  void to_pay() {
    to_review();
    press("next");
  }
  void to_code(const char* order = "P1") {
    to_pay();
    begun(order);
  }
  void begun(const std::string& order) {
    answer((R"({"order":")" + order + R"(","amount":"1200.00","code":"https://pay.invalid/s/)" + order +
            R"(","expires_at":"2026-11-20T02:05:00Z","state":"waiting"})")
               .c_str());
  }
  void is(const std::string& word, const std::string& more = "") {
    answer((R"({"order":"P1","amount":"1200.00","state":")" + word + "\"" + more + "}").c_str());
  }
  void paid() { is("paid", R"(,"paid_at":"2026-11-20T02:01:00Z","receipt":"R-2611-7")"); }
  /// Waits until the platform is asked for the order's state.
  void until_asked() {
    for (int i = 0; i < 5 && asked().empty(); ++i) wait(1);
    BOOST_REQUIRE(asked() == "payment.state");
  }
  /// What was asked with the last event.
  std::string asked() const {
    const auto asks = effects<Ask>(last);
    return asks.empty() ? std::string() : asks.back().operation;
  }
  std::vector<Ask> all_asked(const std::string& operation) const {
    std::vector<Ask> found;
    for (const auto& ask : effects<Ask>())
      if (ask.operation == operation) found.push_back(ask);
    return found;
  }
  template <class What>
  int last_count() const {
    return int(effects<What>(last).size());
  }
};

}  // namespace

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
