// 请工作人员过来: said only of what the platform has taken.
#include <boost/test/unit_test.hpp>

#include "tests/kiosk/flow_player.hpp"

using namespace bianmin;
using namespace bianmin::kiosk;
using namespace bianmin::kiosk::testing;

namespace {

Ask last_question(const Player& p) {
  const auto all = p.effects<Ask>();
  BOOST_REQUIRE(!all.empty());
  return all.back();
}
void reply(Player& p, const char* text) { p.send(Answered{last_question(p).ticket, json(text)}); }

}  // namespace

BOOST_AUTO_TEST_SUITE(help_flow_tests)

BOOST_AUTO_TEST_CASE(called_taken_coming) {
  Player p;
  p.press("service:social-proof");
  p.press("help");
  p.press("help:call");
  const Ask call = last_question(p);
  BOOST_TEST(call.operation == "help.call");
  BOOST_TEST(call.key.has_value());
  BOOST_TEST(call.body.reveal() == R"({"page":"social-proof/identify","language":"zh-CN"})");
  BOOST_TEST(p.id() == "help/calling");
  BOOST_TEST(p.plain().find("已经告诉") == std::string::npos);
  reply(p, R"({"id":"h-1","state":"waiting"})");
  BOOST_TEST(p.id() == "help/waiting");
  BOOST_TEST(p.plain().find("已经告诉工作人员") != std::string::npos);
  p.wait(5);
  BOOST_TEST(last_question(p).operation == "help.state");
  reply(p, R"({"state":"waiting"})");
  BOOST_TEST(p.id() == "help/waiting");
  p.wait(5);
  reply(p, R"({"state":"coming","who":"张"})");
  BOOST_TEST(p.id() == "help/coming");
  BOOST_TEST(p.plain().find("张老师正在过来") != std::string::npos);
  p.press("back");
  BOOST_TEST(p.id() == "social-proof/identify");
  BOOST_TEST(p.plain().find("张老师正在过来") != std::string::npos);  // on every page
  p.wait(5);
  reply(p, R"({"state":"closed"})");
  BOOST_TEST(p.plain().find("张老师") == std::string::npos);
}

BOOST_AUTO_TEST_CASE(link_down_it_is_said_whom_to_call_instead) {
  Player p;
  p.send(LinkChanged{false});
  p.press("help");
  p.press("help:call");
  BOOST_TEST(p.id() == "help/not-possible");
  BOOST_TEST(p.effects<Ask>().empty());
  BOOST_TEST(p.plain().find("没能告诉工作人员") != std::string::npos);
  BOOST_TEST(p.plain().find("12345") != std::string::npos);
  p.send(LinkChanged{true});
  p.press("help:call");
  BOOST_TEST(p.id() == "help/calling");
}

BOOST_AUTO_TEST_CASE(an_answer_that_never_comes_is_not_waited_for) {
  Player p;
  p.press("help");
  p.press("help:call");
  const auto key = last_question(p).key;
  p.wait(20);
  BOOST_TEST(p.id() == "help/not-possible");
  p.press("help:call");
  BOOST_TEST((last_question(p).key == key));  // the first may have arrived: nobody shall be called twice
}

BOOST_AUTO_TEST_CASE(refused_or_nonsense_is_no_yes) {
  for (const char* answer : {R"({})", R"({"id":"../x"})", "[]", R"({"id":""})"}) {
    Player p;
    p.press("help");
    p.press("help:call");
    reply(p, answer);
    BOOST_TEST(p.id() == "help/not-possible", answer);
  }
}

BOOST_AUTO_TEST_CASE(who_goes_takes_the_call_back) {
  Player p;
  p.press("help");
  p.press("help:call");
  reply(p, R"({"id":"h-1","state":"waiting"})");
  p.press("help:cancel");
  BOOST_TEST(last_question(p).operation == "help.cancel");
  BOOST_TEST(p.id() == "help");
  Player q;
  q.press("help");
  q.press("help:call");
  reply(q, R"({"id":"h-1","state":"waiting"})");
  q.press("home");
  q.wait(200);
  BOOST_TEST(!q.state.help_call.has_value());
  BOOST_TEST(last_question(q).operation == "help.cancel");
}

BOOST_AUTO_TEST_CASE(who_waits_for_a_clerk_has_three_minutes) {
  Player p;
  p.press("service:complaint");
  p.press("help");
  p.press("help:call");
  reply(p, R"({"id":"h-1","state":"waiting"})");
  for (int i = 0; i < 35; ++i) {
    p.wait(5);
    if (last_question(p).operation == "help.state") reply(p, R"({"state":"waiting"})");
  }
  BOOST_TEST(!p.page().dialog);
}

BOOST_AUTO_TEST_CASE(with_the_link_down_no_page_says_that_somebody_was_told) {
  for (const auto code :
       {base::FailureCode::PrinterOutOfPaper, base::FailureCode::PrinterJam, base::FailureCode::PrinterCoverOpen})
    for (const bool up : {true, false}) {
      Player p;
      to_printing(p);
      p.send(LinkChanged{up});
      p.paper(devices::PrintWaiting{p.job(), {code, {}}});
      const bool claims = p.plain().find("已经叫人") != std::string::npos;
      BOOST_TEST(claims == up, base::to_string(code));
    }
}

BOOST_AUTO_TEST_CASE(in_a_rehearsal_help_is_real) {
  Player p;
  p.press("rehearse");
  p.press("rehearse:complaint");
  p.press("help");
  p.press("help:call");
  BOOST_TEST(last_question(p).operation == "help.call");
}

BOOST_AUTO_TEST_SUITE_END()
