#include <boost/test/unit_test.hpp>

#include "tests/kiosk/flow_player.hpp"

using namespace bianmin;
using namespace bianmin::kiosk;
using namespace bianmin::kiosk::testing;
using base::FailureCode;

BOOST_AUTO_TEST_SUITE(social_proof_flow_tests)

BOOST_AUTO_TEST_CASE(from_card_to_paper_and_rating) {
  Player p;
  p.press("service:social-proof");
  BOOST_TEST(p.id() == "social-proof/identify");
  BOOST_TEST(p.effects<ArmCard>(p.last).size() == 1U);
  BOOST_TEST(p.effects<ArmScanner>(p.last).size() == 1U);
  p.send(devices::CardEvent(devices::CardPresented{}));
  BOOST_TEST(p.plain().find("正在读卡") != std::string::npos);
  p.send(devices::CardEvent(devices::CardRead{person(1)}));
  BOOST_TEST(p.id() == "social-proof/record");
  BOOST_TEST(p.effects<DisarmCard>(p.last).size() == 1U);
  const auto asked = p.effects<Ask>(p.last);
  BOOST_REQUIRE(asked.size() == 1U);
  BOOST_TEST(asked[0].operation == "record.social-insurance");
  BOOST_TEST(asked[0].body.reveal().find(made_up_id(1)) != std::string_view::npos);
  BOOST_TEST(!asked[0].key.has_value());
  p.answer(record_of(1).c_str());
  BOOST_TEST(p.id() == "social-proof/review");
  BOOST_TEST(p.effects<CancelAsk>().empty());  // an answered question is not cancelled
  BOOST_TEST(p.plain().find("马试一") != std::string::npos);
  BOOST_TEST(p.plain().find("212 个月") != std::string::npos);
  BOOST_TEST(p.plain().find(made_up_id(1)) == std::string::npos);
  p.press("next");
  BOOST_TEST(p.id() == "social-proof/issue");
  BOOST_TEST(p.effects<Ask>(p.last).at(0).key.has_value());
  p.answer(kCertificate);
  BOOST_TEST(p.id() == "social-proof/print");
  const auto prints = p.effects<Print>(p.last);
  BOOST_REQUIRE(prints.size() == 1U);
  BOOST_TEST(prints[0].printer == "a4");
  BOOST_TEST(prints[0].document->number == "SB-2611-000123");
  BOOST_TEST(prints[0].document->verify_code == "7Q2K");
  BOOST_TEST(prints[0].document->rows.size() == 1U);
  bool whole = false;
  for (const auto& fact : prints[0].document->facts)
    whole = whole || fact.value.find(made_up_id(1).substr(14)) != std::string::npos;
  BOOST_TEST(whole);
  p.paper(devices::PrintFinished{p.job()});
  BOOST_TEST(p.id() == "social-proof/done");
  BOOST_TEST(!p.offers("back"));
  p.press("next");
  BOOST_TEST(p.id() == "social-proof/rate");
  p.press("rate:1");
  BOOST_TEST(p.plain().find("哪里不好") != std::string::npos);
  p.press("reason:slow");
  p.press("reason:machine");
  p.press("reason:slow");  // not that after all
  p.press("next");
  BOOST_TEST(p.id() == "home");
  const auto rated = p.effects<Rate>();
  BOOST_REQUIRE(rated.size() == 1U);
  BOOST_TEST(rated[0].stars == 1);
  BOOST_TEST(rated[0].reasons.size() == 1U);
  BOOST_TEST(rated[0].reasons[0] == "machine");
  BOOST_TEST(p.effects<WipeSession>().size() == 1U);
  BOOST_TEST(!p.state.session.has_value());
}

BOOST_AUTO_TEST_CASE(a_good_rating_needs_no_reasons) {
  Player p;
  to_printing(p);
  p.paper(devices::PrintFinished{p.job()});
  p.press("next");
  p.press("rate:5");
  BOOST_TEST(p.id() == "home");
  BOOST_TEST(p.effects<Rate>().at(0).stars == 5);
}

BOOST_AUTO_TEST_CASE(a_bad_rating_counts_when_the_resident_walks_away_from_the_reasons) {
  for (const bool by_home : {true, false}) {
    Player p;
    to_printing(p);
    p.paper(devices::PrintFinished{p.job()});
    p.press("next");
    p.press("rate:2");
    p.press("reason:slow");
    if (by_home)
      p.press("home");
    else
      p.wait(60 + 30);
    BOOST_TEST(p.id() == "home");
    const auto rated = p.effects<Rate>();
    BOOST_REQUIRE(rated.size() == 1U);
    BOOST_TEST(rated[0].stars == 2);
    BOOST_TEST(rated[0].reasons.size() == 1U);
  }
}

BOOST_AUTO_TEST_CASE(who_leaves_without_stars_rates_nothing) {
  Player p;
  to_printing(p);
  p.paper(devices::PrintFinished{p.job()});
  p.press("next");
  p.press("home");
  BOOST_TEST(p.effects<Rate>().empty());
}

BOOST_AUTO_TEST_CASE(another_question_is_asked_with_another_key) {
  ServiceSpec service = *content()->service("social-proof");
  service.id = "with-purpose";
  StepSpec purpose;
  purpose.id = "purpose";
  ChooseStep choose;
  choose.field = "purpose";
  for (const char* value : {"one", "two"}) {
    auto& option = choose.options.emplace_back();
    option.value = value;
    option.label.set(i18n::kChinese, value);
  }
  purpose.action = choose;
  const auto issue =
      std::find_if(service.steps.begin(), service.steps.end(), [](const StepSpec& step) { return step.id == "issue"; });
  BOOST_REQUIRE(issue != service.steps.end());
  std::get<QueryStep>(issue->action).input.emplace("purpose", "purpose");
  service.steps.insert(issue, purpose);
  Player p(rules(), content({service}));
  p.press("service:with-purpose");
  p.card();
  p.answer(record_of(1).c_str());
  p.press("next");
  p.press("choose:one");
  const auto key = p.effects<Ask>(p.last).at(0).key;
  p.answer_fails(FailureCode::NetworkTimeout);  // the platform may have made it
  p.press("back");
  p.press("choose:one");
  BOOST_TEST((p.effects<Ask>(p.last).at(0).key == key));
  p.answer_fails(FailureCode::NetworkTimeout);
  p.press("back");
  p.press("choose:two");
  BOOST_TEST((p.effects<Ask>(p.last).at(0).key != key));
}

BOOST_AUTO_TEST_CASE(a_card_that_fails_can_be_tried_again_without_pressing) {
  Player p;
  p.press("service:social-proof");
  p.card_fails(FailureCode::CardMute);
  BOOST_TEST(p.id() == "social-proof/identify/stuck");
  BOOST_TEST(p.effects<DisarmCard>(p.last).empty());  // the reader stays armed for the next card
  BOOST_TEST(p.plain().find("CARD-03") != std::string::npos);
  BOOST_TEST(p.effects<Announce>(p.last).at(0).urgent);
  p.send(devices::CardEvent(devices::CardRemoved{}));
  p.card();
  BOOST_TEST(p.id() == "social-proof/record");
}

BOOST_AUTO_TEST_CASE(a_card_taken_away_while_read_is_asked_for_again) {
  Player p;
  p.press("service:social-proof");
  p.send(devices::CardEvent(devices::CardPresented{}));
  p.send(devices::CardEvent(devices::CardRemoved{}));
  BOOST_TEST(p.id() == "social-proof/identify");
  BOOST_TEST(p.plain().find("正在等您的卡") != std::string::npos);
  p.card_fails(FailureCode::CardRemovedEarly);
  p.press("retry");
  BOOST_TEST(p.id() == "social-proof/identify");
  BOOST_TEST(p.effects<ArmCard>(p.last).size() == 1U);
}

BOOST_AUTO_TEST_CASE(an_answer_with_another_ticket_changes_nothing) {
  Player p;
  p.press("service:social-proof");
  p.card();
  const auto first = p.ticket();
  p.send(Answered{first + 7, json(kRecord)});
  p.send(Answered{0, json(kRecord)});
  BOOST_TEST(p.id() == "social-proof/record");
  p.press("back");
  BOOST_TEST(p.effects<CancelAsk>(p.last).at(0).ticket == first);
  p.send(Answered{first, json(kRecord)});
  BOOST_TEST(p.id() == "social-proof/identify");
  p.press("home");
  p.press("service:social-proof");
  p.card(2);
  p.send(Answered{first, json(kRecord)});
  BOOST_TEST(p.id() == "social-proof/record");
  BOOST_TEST(p.state.session->values.text("record.name").empty());
}

BOOST_AUTO_TEST_CASE(a_link_that_breaks_is_tried_again_with_the_same_key) {
  Player p;
  p.press("service:social-proof");
  p.card();
  p.answer_fails(FailureCode::NetworkTimeout);
  BOOST_TEST(p.id() == "social-proof/record/stuck");
  p.press("retry");
  p.answer(record_of(1).c_str());
  p.press("next");
  const auto key = p.effects<Ask>(p.last).at(0).key;
  p.answer_fails(FailureCode::NetworkDown);
  p.press("retry");
  BOOST_TEST((p.effects<Ask>(p.last).at(0).key == key));
  p.answer_fails(FailureCode::NetworkDown);
  p.press("back");
  BOOST_TEST(p.id() == "social-proof/review");
  p.press("next");
  BOOST_TEST((p.effects<Ask>(p.last).at(0).key == key));
}

BOOST_AUTO_TEST_CASE(who_has_no_record_is_told_so) {
  Player p;
  p.press("service:social-proof");
  p.card();
  p.answer_fails(FailureCode::RecordNotFound);
  BOOST_TEST(p.id() == "social-proof/record/nothing");
  BOOST_TEST(p.plain().find("没有查到您的参保记录") != std::string::npos);
  BOOST_TEST(p.offers("back"));
  BOOST_TEST(p.offers("home"));
}

BOOST_AUTO_TEST_CASE(half_an_answer_makes_no_certificate) {
  for (const char* reply : {"null", "[]", "{}", R"({"verify_url":"x"})"}) {
    Player p;
    p.press("service:social-proof");
    p.card();
    p.answer(record_of(1).c_str());
    p.press("next");
    p.answer(reply);
    BOOST_TEST(p.id() == "social-proof/issue/stuck");
    BOOST_TEST(p.effects<Print>().empty());
  }
}

BOOST_AUTO_TEST_CASE(out_of_paper_is_said_before_the_first_question_and_goes_away_by_itself) {
  Player p;
  p.printer("a4", devices::PrinterStopped{{FailureCode::PrinterOutOfPaper, {}}});
  BOOST_TEST(p.plain().find("打印机缺纸") != std::string::npos);
  p.press("service:social-proof");
  BOOST_TEST(p.id() == "cannot/social-proof");
  BOOST_TEST(!p.state.session.has_value());
  p.printer("slip", devices::PrinterReady{});
  BOOST_TEST(p.id() == "cannot/social-proof");
  p.printer("a4", devices::PrinterReady{});
  BOOST_TEST(p.id() == "home");
}

BOOST_AUTO_TEST_CASE(no_network_is_said_before_the_first_question_and_goes_away_by_itself) {
  Player p;
  p.send(LinkChanged{false});
  p.printer("a4", devices::PrinterGone{{FailureCode::PrinterMissing, {}}});
  p.press("service:social-proof");
  BOOST_TEST(p.plain().find("NET-01") != std::string::npos);
  p.send(LinkChanged{true});  // now the printer is what is missing
  BOOST_TEST(p.plain().find("PRINT-01") != std::string::npos);
  p.press("back");
  BOOST_TEST(p.id() == "home");
  p.press("service:complaint");  // which needs neither
  BOOST_TEST(p.id() == "complaint/category");
}

BOOST_AUTO_TEST_CASE(paper_runs_out_and_the_job_goes_on_by_itself) {
  Player p;
  to_printing(p);
  const std::string job = p.job();
  p.printer("a4", devices::PrinterStopped{{FailureCode::PrinterOutOfPaper, {}}});
  p.paper(devices::PrintWaiting{job, {FailureCode::PrinterOutOfPaper, {}}});
  BOOST_TEST(p.id() == "social-proof/print/paused");
  BOOST_TEST(!p.offers("retry"));  // a second job would come out beside the first
  p.press_blindly("retry");
  BOOST_TEST(p.job() == job);
  p.printer("a4", devices::PrinterBusy{});
  BOOST_TEST(p.id() == "social-proof/print");
  p.paper(devices::PrintFinished{job});
  BOOST_TEST(p.id() == "social-proof/done");
  BOOST_TEST(p.effects<Print>().size() == 1U);
}

BOOST_AUTO_TEST_CASE(a_print_that_failed_is_printed_again_as_another_job) {
  Player p;
  to_printing(p);
  const std::string first = p.job();
  p.paper(devices::PrintFailed{first, {FailureCode::PrintJobFailed, {}}});
  BOOST_TEST(p.id() == "social-proof/print/stuck");
  p.press("retry");
  BOOST_TEST(p.id() == "social-proof/print");
  BOOST_TEST(p.job() != first);
  p.paper(devices::PrintFinished{first});  // late word of the first
  BOOST_TEST(p.id() == "social-proof/print");
  p.paper(devices::PrintFinished{p.job()});
  BOOST_TEST(p.id() == "social-proof/done");
}

BOOST_AUTO_TEST_CASE(a_document_that_can_not_be_made_is_a_failed_print) {
  Player p;
  to_printing(p);
  p.send(PrintNotPossible{p.job(), {FailureCode::DocumentInvalid, {}}});
  BOOST_TEST(p.id() == "social-proof/print/stuck");
  p.press("back");
  BOOST_TEST(p.id() == "social-proof/review");
}

BOOST_AUTO_TEST_CASE(a_printer_lost_between_review_and_print_is_waited_for) {
  Player p;
  p.press("service:social-proof");
  p.card();
  p.answer(record_of(1).c_str());
  p.press("next");
  p.printer("a4", devices::PrinterGone{{FailureCode::PrinterMissing, {}}});
  p.answer(kCertificate);
  BOOST_TEST(p.id() == "social-proof/print/stuck");
  BOOST_TEST(p.effects<Print>().empty());
  p.printer("a4", devices::PrinterReady{});
  p.press("retry");
  BOOST_TEST(p.effects<Print>().size() == 1U);
}

BOOST_AUTO_TEST_CASE(back_never_leads_over_paper_that_came_out) {
  Player p;
  to_printing(p);
  p.key(devices::Key::Back);
  BOOST_TEST(p.id() == "social-proof/print");
  p.paper(devices::PrintFinished{p.job()});
  p.key(devices::Key::Back);
  p.press_blindly("back");
  BOOST_TEST(p.id() == "social-proof/done");
  p.press("next");
  p.press_blindly("back");
  BOOST_TEST(p.id() == "social-proof/rate");
  BOOST_TEST(p.effects<Print>().size() == 1U);
}

BOOST_AUTO_TEST_CASE(another_sheet_is_printed_only_when_asked_for) {
  Player p;
  to_printing(p);
  const std::string first = p.job();
  p.paper(devices::PrintFinished{first});
  p.press("reprint");
  BOOST_TEST(p.id() == "social-proof/done/reprint");
  p.key(devices::Key::Back);
  BOOST_TEST(p.id() == "social-proof/done/reprint");
  BOOST_TEST(p.job() != first);
  p.press_blindly("reprint");
  BOOST_TEST(p.effects<Print>().size() == 2U);
  p.paper(devices::PrintWaiting{p.job(), {FailureCode::PrinterJam, {}}});
  BOOST_TEST(p.id() == "social-proof/done/paused");
  p.paper(devices::PrintFailed{p.job(), {FailureCode::PrinterJam, {}}});
  BOOST_TEST(p.id() == "social-proof/done/stuck");
  p.press("retry");
  BOOST_TEST(p.effects<Print>().size() == 3U);
  p.paper(devices::PrintFailed{p.job(), {FailureCode::PrinterJam, {}}});
  p.press("skip");
  BOOST_TEST(p.id() == "social-proof/done");
}

BOOST_AUTO_TEST_CASE(leaving_while_paper_waits_clears_the_spool) {
  Player p;
  to_printing(p);
  p.press("home");
  BOOST_TEST(p.effects<CancelPrints>().empty());  // not by a press beside the button
  p.press("leave");
  BOOST_TEST(p.id() == "home");
  BOOST_TEST(p.effects<CancelPrints>(p.last).size() == 1U);
  BOOST_TEST(p.effects<WipeSession>(p.last).size() == 1U);
}

BOOST_AUTO_TEST_CASE(a_telephones_code_names_its_owner_when_the_platform_says_who) {
  Player p;
  p.press("service:social-proof");
  p.press("method:code");
  BOOST_TEST(p.plain().find("手机上的码") != std::string::npos);
  p.scan("made-up-phone-code-1");
  const auto asked = p.effects<Ask>(p.last);
  BOOST_REQUIRE(asked.size() == 1U);
  BOOST_TEST(asked[0].body.reveal().find("made-up-phone-code-1") != std::string_view::npos);
  p.answer(record_of(1).c_str());
  BOOST_TEST(p.plain().find("马试一，请核对一下") != std::string::npos);
}

BOOST_AUTO_TEST_CASE(a_slip_does_not_say_who_is_here) {
  Player p;
  p.press("service:social-proof");
  p.scan("BM1:broken");
  BOOST_TEST(p.id() == "social-proof/identify/stuck");
  BOOST_TEST(p.plain().find("SYS-06") != std::string::npos);
  p.card();
  BOOST_TEST(p.id() == "social-proof/record");
}

BOOST_AUTO_TEST_CASE(a_card_forgotten_on_the_reader_is_read_for_nobody_else) {
  Player p;
  p.press("service:social-proof");
  p.send(devices::CardEvent(devices::CardPresented{}));
  p.send(devices::CardEvent(devices::CardRead{person(1)}));
  p.press("home");
  BOOST_TEST(p.plain().find("读卡区还有一张卡") != std::string::npos);
  const auto arms = [&](const Event& event) {
    const Effects& effects = p.send(event);
    return std::any_of(effects.begin(), effects.end(),
                       [](const Effect& e) { return std::holds_alternative<ArmCard>(e); });
  };
  BOOST_TEST(!arms(ui::ActionPressed{"service:social-proof"}));
  BOOST_TEST(p.plain().find("请先拿开") != std::string::npos);
  BOOST_TEST(arms(devices::CardEvent(devices::CardRemoved{})));
  BOOST_TEST(p.id() == "social-proof/identify");
}

BOOST_AUTO_TEST_SUITE_END()
