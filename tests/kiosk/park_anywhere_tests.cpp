// Where a visit can be put away, beside its questions: while somebody is asked who they are, when money was not taken,
// when no paper comes, and where something was only looked up.
#include <boost/test/unit_test.hpp>

#include "kiosk/flow/visit/parked_visit.hpp"
#include "tests/kiosk/flow_player.hpp"

using namespace bianmin;
using namespace bianmin::kiosk;
using namespace bianmin::kiosk::testing;

namespace {

struct ElderPlayer : Player {
  ElderPlayer() { press("tool:elder"); }
  bool can_be_parked() const { return page().park.has_value(); }
  /// Parks, lets the resident go, and brings the visit back by the slip.
  void park_and_return() {
    press("park");
    const Park put_away = effects<Park>().back();
    send(VisitParked{put_away.ticket, "id-1", base::Secret("BMP1:made-up")});
    if (!job().empty()) paper(devices::PrintFinished{job()}, "slip");
    if (id() != "parked") throw std::runtime_error("not put away, but on " + id());
    send(ParkedChanged{1});
    press("finish");
    send(devices::CardEvent(devices::CardRemoved{}));
    press("resume");
    scan("BMP1:made-up");
    send(VisitFound{effects<FindParked>().back().ticket, "id-1", put_away.visit});
  }
};

constexpr const char* kBills =
    R"({"rows":[{"id":"b-1","title":"2027 年度 马试一","period":"2027","amount":"400.00","state":"open"}]})";

void to_payment(ElderPlayer& p) {
  p.press("service:medical-payment");
  p.card(1);
  p.answer(kBills);
  p.press("next");
}

}  // namespace

BOOST_AUTO_TEST_SUITE(park_anywhere_tests)

BOOST_AUTO_TEST_CASE(while_somebody_is_asked_who_they_are) {
  ElderPlayer p;
  p.press("service:social-proof");
  BOOST_TEST(!p.can_be_parked());  // there is nothing to keep yet
  p.press("home");
  p.press("service:complaint");
  p.press("choose:roads");
  p.press("choose:dongguan");
  p.write("text", "路灯坏了三天，晚上看不清路。");
  p.press("next");
  BOOST_TEST(p.id() == "complaint/identify");
  BOOST_REQUIRE(p.can_be_parked());
  p.park_and_return();
  BOOST_TEST(p.id() == "complaint/identify");
  BOOST_TEST(p.effects<ArmCard>(p.last).size() == 1U);  // and the reader waits for the card again
  p.card(1);
  BOOST_TEST(p.id() == "complaint/phone");
  BOOST_TEST(p.state.session->values.text("text") == "路灯坏了三天，晚上看不清路。");
}

BOOST_AUTO_TEST_CASE(the_next_ones_card_says_nothing_in_a_visit_that_is_being_put_away) {
  ElderPlayer p;
  p.press("service:complaint");
  p.press("choose:roads");
  p.press("choose:dongguan");
  p.write("text", "标记甲乙丙丁标记甲乙丙丁");
  p.press("next");
  p.press("park");
  p.card(2);
  p.scan("marked-code-1");
  BOOST_TEST(p.id() == "parking");
  BOOST_TEST(p.state.session->values.record("holder") == nullptr);
  BOOST_TEST(p.effects<Ask>().empty());
}

BOOST_AUTO_TEST_CASE(who_goes_before_the_slip_is_out_finds_the_visit_by_the_card) {
  ElderPlayer p;
  to_complaint_review(p, true);
  p.press("park");
  p.send(VisitParked{p.effects<Park>().back().ticket, "id-1", base::Secret("BMP1:made-up")});
  p.wait(180);
  BOOST_REQUIRE(p.page().dialog);
  p.wait(30);
  BOOST_TEST(p.id() == "home");
  BOOST_TEST(!p.state.session);
  BOOST_TEST(p.effects<DropParked>().empty());
  BOOST_TEST(p.effects<CancelPrints>().size() == 1U);
  BOOST_TEST(int(p.state.view.style) == int(ui::ViewStyle::Standard));
}

BOOST_AUTO_TEST_CASE(who_had_said_who_they_are_is_still_told_from_another) {
  ElderPlayer p;
  p.press("service:complaint");
  p.press("choose:roads");
  p.press("choose:dongguan");
  p.write("text", "标记甲乙丙丁标记甲乙丙丁");
  p.press("next");
  p.card(1);
  p.press("back");
  BOOST_TEST(p.id() == "complaint/identify");
  p.park_and_return();
  p.send(devices::CardEvent(devices::CardRemoved{}));
  p.card(2);  // somebody else found the slip
  BOOST_TEST(p.id() == "complaint/category");
  BOOST_TEST(p.plain().find("标记") == std::string::npos);
  BOOST_TEST(p.state.session->values.text("text").empty());
}

BOOST_AUTO_TEST_CASE(a_payment_that_could_not_begin_or_took_nothing) {
  ElderPlayer p;
  to_payment(p);
  BOOST_TEST(p.id() == "medical-payment/pay/starting");
  BOOST_TEST(!p.can_be_parked());  // an order is being made
  p.answer_fails(base::FailureCode::PaymentUnavailable);
  BOOST_TEST(p.id() == "medical-payment/pay/stuck");
  BOOST_REQUIRE(p.can_be_parked());
  p.park_and_return();
  BOOST_TEST(p.id() == "medical-payment/pay/starting");
  const auto asked = p.effects<Ask>(p.last);
  BOOST_REQUIRE(asked.size() == 1U);
  BOOST_TEST(asked[0].operation == "payment.create");
}

BOOST_AUTO_TEST_CASE(not_while_an_order_may_take_money) {
  ElderPlayer p;
  to_payment(p);
  p.answer(R"({"order":"o-1","amount":"400.00","code":"https://pay.example/o-1","state":"waiting"})");
  BOOST_TEST(!p.can_be_parked());
  p.press_blindly("park");
  BOOST_TEST(p.effects<Park>().empty());
  p.wait(3);
  p.answer(R"({"order":"o-1","state":"uncertain"})");
  BOOST_TEST(!p.can_be_parked());  // the money may be gone
  p.wait(3);
  p.answer(R"({"order":"o-1","state":"expired"})");
  BOOST_TEST(p.can_be_parked());
}

BOOST_AUTO_TEST_CASE(an_order_that_is_over_is_not_asked_for_again) {
  ElderPlayer p;
  to_payment(p);
  const auto first = p.effects<Ask>().back().key;
  p.answer(R"({"order":"o-1","amount":"400.00","code":"https://pay.example/o-1","state":"waiting"})");
  p.wait(3);
  p.answer(R"({"order":"o-1","state":"expired"})");
  p.park_and_return();
  const auto asked = p.effects<Ask>(p.last);
  BOOST_REQUIRE(asked.size() == 1U);
  BOOST_TEST(asked[0].operation == "payment.create");
  BOOST_TEST((asked[0].key != first));
}

BOOST_AUTO_TEST_CASE(a_certificate_whose_paper_does_not_come) {
  ElderPlayer p;
  to_printing(p);
  BOOST_TEST(!p.can_be_parked());  // it is coming
  const auto key = p.effects<Ask>().back().key;
  p.paper(devices::PrintFailed{p.job(), {base::FailureCode::PrinterJam, {}}});
  BOOST_REQUIRE(p.can_be_parked());
  p.park_and_return();
  BOOST_TEST(p.id() == "social-proof/print");
  const auto prints = p.effects<Print>(p.last);
  BOOST_REQUIRE(prints.size() == 1U);
  BOOST_TEST(prints[0].document->number == "SB-2611-000123");  // the same certificate: none was made anew
  BOOST_TEST((p.effects<Ask>().back().key == key));
}

BOOST_AUTO_TEST_CASE(a_sheet_that_waits_for_paper_is_called_back) {
  ElderPlayer p;
  to_printing(p);
  const std::string waiting = p.job();
  p.paper(devices::PrintWaiting{waiting, {base::FailureCode::PrinterOutOfPaper, {}}});
  BOOST_REQUIRE(p.can_be_parked());
  p.press("park");
  BOOST_TEST(p.effects<CancelPrints>(p.last).size() == 1U);
  p.send(VisitParked{p.effects<Park>().back().ticket, "id-1", base::Secret("BMP1:made-up")});
  p.paper(devices::PrintFailed{waiting, {base::FailureCode::PrinterJam, {}}});  // the one that was called back
  BOOST_TEST(p.id() == "parking");
  p.paper(devices::PrintFinished{p.job()}, "slip");
  BOOST_TEST(p.id() == "parked");
}

BOOST_AUTO_TEST_CASE(a_sheet_that_may_have_begun_is_not) {
  ElderPlayer p;
  to_printing(p);
  p.paper(devices::PrintWaiting{p.job(), {base::FailureCode::PrinterJam, {}}});
  BOOST_TEST(!p.can_be_parked());
}

BOOST_AUTO_TEST_CASE(the_slip_of_a_case_that_was_filed) {
  ElderPlayer p;
  to_complaint_review(p, true);
  p.press("next");
  p.filed();
  BOOST_TEST(p.id() == "complaint/slip");
  p.paper(devices::PrintFailed{p.job(), {base::FailureCode::PrinterJam, {}}}, "slip");
  BOOST_TEST(p.id() == "complaint/slip/stuck");
  BOOST_REQUIRE(p.can_be_parked());
  p.printer("slip", devices::PrinterGone{{base::FailureCode::PrinterMissing, {}}});
  BOOST_REQUIRE(p.can_be_parked());  // by the card
  p.press("park");
  const Park put_away = p.effects<Park>().back();
  p.send(VisitParked{put_away.ticket, "id-1", base::Secret("BMP1:made-up")});
  BOOST_TEST(p.id() == "parked");
  p.press("finish");
  p.send(ParkedChanged{1});
  p.send(devices::CardEvent(devices::CardRemoved{}));
  p.printer("slip", devices::PrinterReady{});
  p.press("resume");
  p.card(1);
  p.send(VisitFound{p.effects<FindParked>().back().ticket, "id-1", put_away.visit});
  BOOST_TEST(p.id() == "complaint/slip");
  BOOST_TEST(p.effects<FileCase>().size() == 1U);  // filed once, whatever happens
  BOOST_TEST(!p.page().back.has_value());
  p.paper(devices::PrintFinished{p.job()}, "slip");
  BOOST_TEST(p.id() == "complaint/done");
  BOOST_TEST(p.plain().find("LC07-2611-00001-8") != std::string::npos);
  BOOST_TEST(p.effects<DropParked>().size() == 1U);
  BOOST_TEST(!p.can_be_parked());  // everything is done
}

BOOST_AUTO_TEST_CASE(what_was_looked_up) {
  ElderPlayer p;
  p.press("all");
  p.press("service:progress");
  p.card(1);
  p.answer(R"({"cases":[{"number":"LC07-2611-00001-8","status":"assigned","deadline":"2026-11-30"}]})");
  BOOST_TEST(p.id() == "progress/case");
  BOOST_REQUIRE(p.can_be_parked());
  p.park_and_return();
  BOOST_TEST(p.id() == "progress/case");
  p.press("next");
  BOOST_TEST(p.id() == "progress/rate");
  BOOST_TEST(!p.can_be_parked());
}

BOOST_AUTO_TEST_CASE(the_platform_that_does_not_answer) {
  ElderPlayer p;
  p.press("service:social-proof");
  p.card(1);
  BOOST_TEST(!p.can_be_parked());
  p.answer_fails(base::FailureCode::NetworkDown);
  BOOST_REQUIRE(p.can_be_parked());
  p.park_and_return();
  BOOST_TEST(p.id() == "social-proof/record");
  BOOST_TEST(p.effects<Ask>(p.last).size() == 1U);
}

BOOST_AUTO_TEST_SUITE_END()
