#include <boost/test/unit_test.hpp>

#include "tests/kiosk/flow_player.hpp"

using namespace bianmin;
using namespace bianmin::kiosk;
using namespace bianmin::kiosk::testing;
using base::FailureCode;

BOOST_AUTO_TEST_SUITE(complaint_flow_tests)

BOOST_AUTO_TEST_CASE(named_complaint_is_filed_and_its_slip_printed) {
  Player p;
  to_complaint_review(p, true);
  BOOST_TEST(p.id() == "complaint/review");
  BOOST_TEST(p.plain().find("道路、路灯") != std::string::npos);
  BOOST_TEST(p.plain().find("马试一") != std::string::npos);
  BOOST_TEST(p.plain().find("138****0000") != std::string::npos);
  BOOST_TEST(p.plain().find("13800000000") == std::string::npos);
  p.press("next");
  const auto filings = p.effects<FileCase>(p.last);
  BOOST_REQUIRE(filings.size() == 1U);
  const auto payload = json(std::string(filings[0].payload.reveal()).c_str()).as_object();
  BOOST_TEST(payload.at("service").as_string() == "complaint");
  BOOST_TEST(!payload.at("anonymous").as_bool());
  BOOST_TEST(payload.at("contact").at("phone").as_string() == "13800000000");
  BOOST_TEST(payload.at("resident").at("id_number").as_string() == made_up_id(1).c_str());
  BOOST_TEST(p.id() == "complaint/submit");
  p.filed();
  BOOST_TEST(p.id() == "complaint/slip");
  const auto prints = p.effects<Print>(p.last);
  BOOST_REQUIRE(prints.size() == 1U);
  BOOST_TEST(prints[0].printer == "slip");
  BOOST_TEST(prints[0].document->number == "LC07-2611-00001-8");
  BOOST_TEST(prints[0].document->code == "BM1:made-up");
  p.paper(devices::PrintFinished{p.job()}, "slip");
  BOOST_TEST(p.id() == "complaint/done");
  BOOST_TEST(p.plain().find("2026年11月27日前答复您") != std::string::npos);  // five working days after Friday the 20th
  BOOST_TEST(p.plain().find("正在派给承办单位") != std::string::npos);
  p.send(CaseDispatched{base::Uuid{}, json(R"({"unit":{"zh-CN":"别处"}})")});
  BOOST_TEST(p.plain().find("别处") == std::string::npos);
  p.send(CaseDispatched{filings[0].id,
                        json(R"({"unit":{"zh-CN":"路灯管理所","en":"Street Light Office"},"deadline":null})")});
  BOOST_TEST(p.plain().find("已派给路灯管理所") != std::string::npos);
  BOOST_TEST(p.plain().find("2026年11月27日前答复您") != std::string::npos);
  p.press("next");
  p.press("skip");
  BOOST_TEST(p.id() == "home");
}

BOOST_AUTO_TEST_CASE(filed_without_a_network_and_without_a_name) {
  Player p;
  p.send(LinkChanged{false});
  to_complaint_review(p, false, "");
  BOOST_TEST(p.plain().find("姓名") == std::string::npos);
  p.press("next");
  const auto payload = json(std::string(p.effects<FileCase>(p.last).at(0).payload.reveal()).c_str()).as_object();
  BOOST_TEST(payload.at("anonymous").as_bool());
  BOOST_TEST(!payload.contains("resident"));
  BOOST_TEST(!payload.contains("contact"));
  p.filed();
  p.paper(devices::PrintFinished{p.job()}, "slip");
  BOOST_TEST(p.id() == "complaint/done");
}

BOOST_AUTO_TEST_CASE(a_full_disk_keeps_the_answers_and_the_same_case) {
  Player p;
  to_complaint_review(p, false, "");
  p.press("next");
  const auto id = p.effects<FileCase>(p.last).at(0).id;
  BOOST_TEST(!p.offers("back"));
  p.key(devices::Key::Back);  // a case that is being filed can't be called back
  BOOST_TEST(p.id() == "complaint/submit");
  p.send(CaseNotFiled{p.ticket() + 1, {FailureCode::StoreFull, {}}});
  BOOST_TEST(p.id() == "complaint/submit");
  p.send(CaseNotFiled{p.ticket(), {FailureCode::StoreFull, {}}});
  BOOST_TEST(p.id() == "complaint/submit/stuck");
  p.press("back");
  BOOST_TEST(p.id() == "complaint/review");
  p.press("next");
  BOOST_TEST((p.effects<FileCase>(p.last).at(0).id == id));
  const auto before = p.ticket();
  p.filed();
  p.send(CaseFiled{before, "LC07-2611-00002-6", "x", p.now});
  BOOST_TEST(p.state.session->values.text("case.number") == "LC07-2611-00001-8");
}

BOOST_AUTO_TEST_CASE(no_slip_paper_does_not_stop_a_complaint) {
  Player p;
  p.printer("slip", devices::PrinterStopped{{FailureCode::PrinterOutOfPaper, {}}});
  to_complaint_review(p, false, "");
  p.press("next");
  p.filed();
  BOOST_TEST(p.id() == "complaint/slip/stuck");
  BOOST_TEST(p.effects<Print>().empty());
  p.press("skip");
  BOOST_TEST(p.id() == "complaint/done");
  BOOST_TEST(p.plain().find("LC07-2611-00001-8") != std::string::npos);
  BOOST_TEST(!p.offers("reprint"));  // nothing was printed yet to print again
  p.printer("slip", devices::PrinterReady{});
  p.press_blindly("reprint");
  BOOST_TEST(p.effects<Print>().empty());
}

BOOST_AUTO_TEST_CASE(a_slip_that_waits_for_paper_can_be_given_up) {
  Player p;
  to_complaint_review(p, false, "");
  p.press("next");
  p.filed();
  p.paper(devices::PrintWaiting{p.job(), {FailureCode::PrinterOutOfPaper, {}}}, "slip");
  BOOST_TEST(p.id() == "complaint/slip/paused");
  p.press("skip");
  BOOST_TEST(p.effects<CancelPrints>(p.last).size() == 1U);
  BOOST_TEST(p.id() == "complaint/done");
}

BOOST_AUTO_TEST_CASE(back_keeps_every_answer) {
  Player p;
  p.press("service:complaint");
  p.press("choose:noise");
  p.press("choose:xiguan");
  p.write("text", "楼下半夜唱歌");
  p.press("back");
  BOOST_TEST(p.id() == "complaint/area");
  p.press("back");
  BOOST_TEST(p.id() == "complaint/category");
  bool chosen = false;
  for (const auto& block : p.page().blocks)
    if (const auto* choices = std::get_if<ui::Choices>(&block))
      for (const auto& choice : choices->choices) {
        chosen = chosen || (choice.selected && choice.id == "choose:noise");
        if (choice.selected) BOOST_TEST(choice.label.spoken.find("已选中") != std::string::npos);
      }
  BOOST_TEST(chosen);
  p.press("choose:noise");
  p.press("choose:xiguan");
  BOOST_TEST(p.state.session->values.text("text") == "楼下半夜唱歌");
}

BOOST_AUTO_TEST_CASE(going_back_over_the_first_page_asks_before_answers_are_dropped) {
  Player p;
  p.press("service:complaint");
  p.press("back");
  BOOST_TEST(p.id() == "home");  // nothing to lose
  p.press("service:complaint");
  p.press("choose:noise");
  p.press("back");
  p.press("back");
  BOOST_REQUIRE(p.page().dialog.has_value());
  p.press("stay");
  BOOST_TEST(p.id() == "complaint/category");
  p.press("back");
  p.press("leave");
  BOOST_TEST(p.id() == "home");
  BOOST_TEST(!p.state.session.has_value());
}

BOOST_AUTO_TEST_CASE(home_asks_before_answers_are_dropped) {
  Player p;
  p.press("service:complaint");
  p.press("choose:noise");
  p.press("home");
  BOOST_REQUIRE(p.page().dialog.has_value());
  BOOST_TEST(p.effects<WipeSession>().empty());
  p.press("stay");
  BOOST_TEST(p.id() == "complaint/area");
  p.press("home");
  p.key(devices::Key::Back);  // away from the question, not from the service
  BOOST_TEST(!p.page().dialog.has_value());
  BOOST_TEST(p.id() == "complaint/area");
  p.press("home");
  p.press("leave");
  BOOST_TEST(p.id() == "home");
  BOOST_TEST(p.effects<WipeSession>().size() == 1U);
}

BOOST_AUTO_TEST_CASE(home_does_not_ask_once_the_case_is_filed) {
  Player p;
  to_complaint_review(p, false, "");
  p.press("next");
  p.press("home");  // while it is being filed: the question stands …
  BOOST_REQUIRE(p.page().dialog.has_value());
  p.filed();  // … and makes no sense any more
  BOOST_TEST(!p.page().dialog.has_value());
  p.paper(devices::PrintFinished{p.job()}, "slip");
  p.press("home");
  BOOST_TEST(p.id() == "home");
}

BOOST_AUTO_TEST_CASE(one_answer_is_corrected_without_asking_the_others_again) {
  Player p;
  to_complaint_review(p, true);
  p.press("edit:category");
  BOOST_TEST(p.id() == "complaint/category");
  p.press("choose:parking");
  BOOST_TEST(p.id() == "complaint/review");
  BOOST_TEST(p.plain().find("停车") != std::string::npos);
  BOOST_TEST(p.plain().find("马试一") != std::string::npos);
  p.press("edit:text");
  p.write("text", "车");
  p.press("back");  // not with half a text
  BOOST_TEST(p.id() == "complaint/text");
  BOOST_TEST(p.plain().find("太短了") != std::string::npos);
  p.write("text", "车停在人行道上。");
  p.press("next");
  BOOST_TEST(p.id() == "complaint/review");
  p.press("edit:area");
  p.press("back");  // not wanted after all
  BOOST_TEST(p.id() == "complaint/review");
  p.press("back");
  BOOST_TEST(p.id() == "complaint/phone");
  p.press("next");
  BOOST_TEST(p.id() == "complaint/review");
}

BOOST_AUTO_TEST_CASE(edit_leads_only_where_the_page_offers_it) {
  Player p;
  to_complaint_review(p, true);
  p.press_blindly("edit:identify");
  p.press_blindly("edit:submit");
  p.press_blindly("edit:");
  BOOST_TEST(p.id() == "complaint/review");
}

BOOST_AUTO_TEST_CASE(the_same_card_again_keeps_what_was_written) {
  Player p;
  to_complaint_review(p, true);
  p.press("back");
  p.press("back");
  BOOST_TEST(p.id() == "complaint/identify");
  BOOST_TEST(p.state.session->values.text("holder.name").empty());
  p.card(1);
  BOOST_TEST(p.id() == "complaint/phone");
  BOOST_TEST(p.state.session->values.text("phone") == "13800000000");
}

BOOST_AUTO_TEST_CASE(another_persons_card_leaves_nothing_of_the_first) {
  Player p;
  to_complaint_review(p, true);
  p.press("back");
  p.press("back");
  p.card(2);
  BOOST_TEST(p.id() == "complaint/category");
  BOOST_TEST(p.state.session->values.answers().empty());
  p.press("choose:noise");
  p.press("choose:xiguan");
  BOOST_TEST(p.plain().find("路灯坏了三天") == std::string::npos);
  p.write("text", "楼下半夜唱歌");
  p.press("next");
  p.card(2);
  p.press("skip");
  BOOST_TEST(p.id() == "complaint/review");
  const std::string shown = p.plain();
  BOOST_TEST(shown.find("牛试二") != std::string::npos);
  for (const char* first : {"马试一", "138****0000", "路灯坏了", "东关"})
    BOOST_TEST(shown.find(first) == std::string::npos);
}

BOOST_AUTO_TEST_CASE(what_is_written_is_checked_kindly) {
  Player p;
  p.press("service:complaint");
  p.press("choose:roads");
  p.press("choose:dongguan");
  p.press("next");
  BOOST_TEST(p.plain().find("这一项要填") != std::string::npos);
  p.write("text", "    ");
  p.press("next");
  BOOST_TEST(p.plain().find("这一项要填") != std::string::npos);
  p.write("text", "灯坏");
  BOOST_TEST(p.plain().find("这一项要填") == std::string::npos);
  p.press("next");
  BOOST_TEST(p.plain().find("太短了") != std::string::npos);
  p.write("text", std::string(501, 'a'));  // longer than it may be: not taken
  BOOST_TEST(p.state.session->values.text("text") == "灯坏");
  p.write("phone", "13800000000");  // a field of another page
  BOOST_TEST(p.state.session->values.text("phone").empty());
  p.press("phrase:text:0");
  BOOST_TEST(p.state.session->values.text("text") == "灯坏路灯坏了，晚上看不清路。");
  BOOST_TEST(p.effects<Announce>(p.last).size() == 1U);
  p.press("next");
  p.press("skip");
  p.write("phone", "一三八〇〇〇");
  p.press("next");
  BOOST_TEST(p.plain().find("电话号码好像不对") != std::string::npos);
  p.write("phone", "138");
  p.press("next");
  BOOST_TEST(p.plain().find("太短了") != std::string::npos);
  p.write("phone", "");
  p.press("next");  // it need not be given
  BOOST_TEST(p.id() == "complaint/review");
}

BOOST_AUTO_TEST_CASE(a_language_switch_keeps_what_was_entered) {
  Player p;
  to_complaint_review(p, true);
  p.press("tool:language");
  BOOST_TEST(p.page().language.tag() == "en");
  BOOST_TEST(p.plain().find("Roads and street lights") != std::string::npos);
  BOOST_TEST(p.plain().find("路灯坏了三天") != std::string::npos);
  BOOST_TEST(p.plain().find("[Send]") != std::string::npos);
  p.press("tool:language");
  BOOST_TEST(p.plain().find("道路、路灯") != std::string::npos);
}

BOOST_AUTO_TEST_CASE(masked_numbers_are_spoken_whole_through_headphones_only) {
  Player p;
  to_complaint_review(p, true);
  const std::string loud = p.spoken();
  BOOST_TEST(loud.find("尾号") != std::string::npos);
  p.headphones(true);
  BOOST_TEST(p.state.voice.headphones);
  const std::string in_private = p.spoken();
  BOOST_TEST(in_private != loud);
  BOOST_TEST(in_private.find("尾号") == std::string::npos);
  BOOST_TEST(p.plain().find("138****0000") != std::string::npos);  // the eye is not private
  p.headphones(false);
  BOOST_TEST(p.spoken() == loud);
  BOOST_TEST(p.effects<StopSpeech>(p.last).size() >= 1U);
}

BOOST_AUTO_TEST_SUITE_END()
