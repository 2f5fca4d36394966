// 先让后面的人 and coming back.
#include <boost/test/unit_test.hpp>

#include "kiosk/flow/visit/parked_visit.hpp"
#include "tests/kiosk/flow_player.hpp"

using namespace bianmin;
using namespace bianmin::kiosk;
using namespace bianmin::kiosk::testing;

namespace {

const std::string kText = "路灯坏了三天，晚上看不清路。";

void to_text(Player& p) {
  p.press("service:complaint");
  p.press("choose:roads");
  p.press("choose:dongguan");
  p.write("text", kText);
}

Park parked(const Player& p) {
  const auto all = p.effects<Park>();
  BOOST_REQUIRE(!all.empty());
  return all.back();
}

void answer_parked(Player& p) { p.send(VisitParked{parked(p).ticket, "id-1", base::Secret("BMP1:made-up")}); }

// Parks with a slip and lets its resident go.
base::Secret park_with_slip(Player& p) {
  p.press("park");
  answer_parked(p);
  p.paper(devices::PrintFinished{p.job()}, "slip");
  const base::Secret visit = parked(p).visit;
  p.press("finish");
  p.send(ParkedChanged{1});
  return visit;
}

std::uint64_t looking(const Player& p) { return p.effects<FindParked>().back().ticket; }

struct ElderPlayer : Player {
  explicit ElderPlayer(std::shared_ptr<const Content> the_content = content())
      : Player(rules(), std::move(the_content)) {
    press("tool:elder");
  }
};

}  // namespace

BOOST_AUTO_TEST_SUITE(park_flow_tests)

BOOST_AUTO_TEST_CASE(a_slip_comes_out_and_nothing_of_the_visit_stays) {
  ElderPlayer p;
  to_text(p);
  BOOST_REQUIRE(p.page().park);
  p.press("park");
  BOOST_TEST(p.id() == "parking");
  BOOST_TEST(parked(p).id_number.empty());
  answer_parked(p);
  const auto prints = p.effects<Print>();
  BOOST_REQUIRE(prints.size() == 1U);
  BOOST_TEST(prints[0].printer == "slip");
  BOOST_TEST(prints[0].document->code == "BMP1:made-up");
  for (const auto& fact : prints[0].document->facts) BOOST_TEST(fact.value.find("路灯") == std::string::npos);
  p.paper(devices::PrintFinished{p.job()}, "slip");
  BOOST_TEST(p.id() == "parked");
  BOOST_TEST(!p.state.session);
  BOOST_TEST(p.effects<WipeSession>().size() == 1U);
  BOOST_TEST(p.effects<DropParked>().empty());
  BOOST_TEST(p.plain().find("拿好小票") != std::string::npos);
}

BOOST_AUTO_TEST_CASE(the_slip_brings_back_the_same_step_with_all_answers) {
  ElderPlayer p;
  to_text(p);
  const base::Secret visit = park_with_slip(p);
  BOOST_TEST(p.offers("resume"));
  p.press("resume");
  p.scan("BMP1:made-up");
  BOOST_TEST(p.effects<FindParked>().back().code.reveal() == "BMP1:made-up");
  p.send(VisitFound{looking(p), "id-1", visit});
  BOOST_TEST(p.id() == "complaint/text");
  BOOST_TEST(p.state.session->values.text("text") == kText);
  BOOST_TEST(p.plain().find("欢迎回来，接着办") != std::string::npos);
  BOOST_TEST(p.effects<DropParked>().empty());  // not before it is safely going on
  p.press("back");                              // and the way back is there as well
  BOOST_TEST(p.id() == "complaint/area");
  BOOST_TEST(p.plain().find("欢迎回来") == std::string::npos);
}

BOOST_AUTO_TEST_CASE(any_identify_page_takes_the_slip) {
  ElderPlayer p;
  to_text(p);
  const base::Secret visit = park_with_slip(p);
  p.press("service:social-proof");
  p.scan("BMP1:made-up");
  p.send(VisitFound{looking(p), "id-1", visit});
  BOOST_REQUIRE(p.page().dialog);  // another service was begun: it is asked
  p.press("resume");
  BOOST_TEST(p.id() == "complaint/text");
}

BOOST_AUTO_TEST_CASE(the_same_card_brings_it_back) {
  ElderPlayer p;
  to_text(p);
  p.press("next");
  p.card(1);
  BOOST_TEST(p.id() == "complaint/phone");
  p.write("phone", "13800000000");
  p.printer("slip", devices::PrinterGone{{base::FailureCode::PrinterMissing, {}}});
  p.press("park");
  BOOST_TEST(parked(p).id_number.reveal() == made_up_id(1));
  answer_parked(p);
  BOOST_TEST(p.id() == "parked");  // no slip: the card is enough, and that is said
  BOOST_TEST(p.plain().find("刷同一张卡") != std::string::npos);
  const base::Secret visit = parked(p).visit;
  p.press("finish");
  p.send(ParkedChanged{1});
  p.send(devices::CardEvent(devices::CardRemoved{}));
  p.press("resume");
  p.card(1);
  BOOST_TEST(p.effects<FindParked>().back().id_number.reveal() == made_up_id(1));
  p.send(VisitFound{looking(p), "id-1", visit});
  BOOST_TEST(p.id() == "complaint/phone");
  BOOST_TEST(p.state.session->values.text("phone") == "13800000000");
  BOOST_TEST(p.state.session->values.text("holder.id_number") == made_up_id(1));
}

BOOST_AUTO_TEST_CASE(who_only_put_their_card_somewhere_is_asked) {
  ElderPlayer p;
  to_text(p);
  p.press("next");
  p.card(1);
  p.press("park");
  answer_parked(p);
  p.paper(devices::PrintFinished{p.job()}, "slip");
  const base::Secret visit = parked(p).visit;
  p.press("finish");
  p.send(ParkedChanged{1});
  p.send(devices::CardEvent(devices::CardRemoved{}));
  p.press("service:social-proof");
  p.card(1);
  p.send(VisitFound{looking(p), "id-1", visit});
  BOOST_REQUIRE(p.page().dialog);
  BOOST_TEST(p.plain().find("欢迎回来") != std::string::npos);
  p.press("stay");
  BOOST_TEST(p.state.session->service == "social-proof");
  BOOST_TEST(p.effects<DropParked>().empty());  // it stays where it is
}

BOOST_AUTO_TEST_CASE(without_slip_and_card_nothing_is_put_away) {
  ElderPlayer p;
  to_text(p);
  p.printer("slip", devices::PrinterStopped{{base::FailureCode::PrinterOutOfPaper, {}}});
  BOOST_TEST(!p.page().park.has_value());
  p.press_blindly("park");
  BOOST_TEST(p.effects<Park>().empty());
  BOOST_TEST(p.id() == "complaint/text");
}

BOOST_AUTO_TEST_CASE(a_slip_that_fails_gives_the_visit_back) {
  ElderPlayer p;
  to_text(p);
  p.press("park");
  answer_parked(p);
  p.paper(devices::PrintWaiting{p.job(), {base::FailureCode::PrinterOutOfPaper, {}}}, "slip");
  BOOST_TEST(p.id() == "complaint/text");
  BOOST_TEST(p.state.session->values.text("text") == kText);
  BOOST_TEST(p.plain().find("小票打不出来") != std::string::npos);
  BOOST_TEST(p.effects<DropParked>().size() == 1U);
  BOOST_TEST(p.effects<CancelPrints>().size() == 1U);
}

BOOST_AUTO_TEST_CASE(no_room_is_said_and_loses_nothing) {
  ElderPlayer p;
  to_text(p);
  p.press("park");
  p.send(VisitNotParked{parked(p).ticket, {base::FailureCode::StoreFull, {}}});
  BOOST_TEST(p.id() == "complaint/text");
  BOOST_TEST(p.state.session->values.text("text") == kText);
  BOOST_TEST(p.plain().find("收不下了") != std::string::npos);
}

BOOST_AUTO_TEST_CASE(a_service_that_changed_begins_anew_with_what_fits) {
  ElderPlayer p;
  to_text(p);
  const base::Secret visit = park_with_slip(p);
  auto changed = std::make_shared<Content>(*content({}, 2));
  for (auto& service : changed->services)
    if (service.id == "complaint") {
      ++service.version;
      for (auto& step : service.steps)
        if (auto* choose = std::get_if<ChooseStep>(&step.action); choose && choose->field == "category")
          std::erase_if(choose->options, [](const ChooseOption& option) { return option.value == "roads"; });
    }
  p.send(ContentChanged{changed});
  p.press("resume");
  p.scan("BMP1:made-up");
  p.send(VisitFound{looking(p), "id-1", visit});
  BOOST_TEST(p.id() == "complaint/category");
  BOOST_TEST(p.state.session->values.text("category").empty());  // is not offered any more
  BOOST_TEST(p.state.session->values.text("text") == kText);
  BOOST_TEST(p.plain().find("刚刚改过") != std::string::npos);
}

BOOST_AUTO_TEST_CASE(what_is_not_there_is_said) {
  ElderPlayer p;
  p.send(ParkedChanged{1});
  p.press("resume");
  p.scan("DEMO-ESSC:other");
  BOOST_TEST(p.id() == "resume/nothing");
  p.scan("BMP1:old");
  p.send(VisitNotFound{looking(p), {base::FailureCode::CaseNotFound, {}}});
  BOOST_TEST(p.id() == "resume/nothing");
  BOOST_TEST(p.plain().find("没有找到") != std::string::npos);
  p.press("home");
  BOOST_TEST(p.id() == "home");
  BOOST_TEST(p.effects<DisarmCard>().size() == 1U);
}

BOOST_AUTO_TEST_CASE(nothing_that_ran_out_leaves_the_readers_on) {
  ElderPlayer p;
  p.send(ParkedChanged{1});
  p.press("resume");
  p.wait(200);
  BOOST_TEST(p.id() == "home");
  BOOST_TEST(p.effects<DisarmScanner>().size() == 1U);
}

BOOST_AUTO_TEST_CASE(an_answer_nobody_waits_for_is_thrown_away) {
  ElderPlayer p;
  to_text(p);
  p.press("park");
  p.press("home");
  BOOST_REQUIRE(p.page().dialog);
  p.press("leave");
  BOOST_TEST(p.id() == "home");
  answer_parked(p);
  BOOST_TEST(p.effects<DropParked>().size() == 1U);
  BOOST_TEST(p.effects<Print>().empty());
}

BOOST_AUTO_TEST_CASE(the_standard_view_offers_it_on_the_help_page) {
  Player p;
  to_text(p);
  BOOST_TEST(!p.page().park.has_value());
  p.press("help");
  p.press("park");
  BOOST_TEST(p.id() == "parking");
}

BOOST_AUTO_TEST_CASE(a_question_to_the_platform_is_asked_again) {
  ElderPlayer p;
  p.press("service:social-proof");
  p.card(1);
  p.answer(record_of(1).c_str());
  BOOST_TEST(p.id() == "social-proof/review");
  p.press("park");
  answer_parked(p);
  p.paper(devices::PrintFinished{p.job()}, "slip");
  const base::Secret visit = parked(p).visit;
  p.press("finish");
  p.send(ParkedChanged{1});
  p.press("resume");
  p.scan("BMP1:made-up");
  p.send(VisitFound{looking(p), "id-1", visit});
  BOOST_TEST(p.id() == "social-proof/review");
  p.press("next");
  const auto asked = p.effects<Ask>();
  BOOST_REQUIRE(!asked.empty());
  BOOST_TEST(asked.back().operation == "certificate.social-insurance-proof");
  BOOST_TEST(asked.back().body.reveal().find(made_up_id(1)) != std::string_view::npos);
}

BOOST_AUTO_TEST_CASE(written_and_read_again_it_is_the_same_visit) {
  Session session;
  session.service = "complaint";
  session.step = 2;
  session.trail = {0, 1};
  session.answered = {0, 1};
  session.values.set("category", Value{base::Secret("roads"), {}});
  Record record;
  record.set("name", "马试一");
  record.lists["rows"].emplace_back().set("kind", "养老");
  session.values.set("record", record);
  session.keys["record"] = *base::Uuid::parse("0192f5a0-0000-7000-8000-000000000001");
  session.photos["photo"].push_back(
      {base::Secret("jpeg"), std::make_shared<ui::Bitmap>(ui::Bitmap{1, 1, base::Secret("rgb")})});
  session.memos["text"] = {std::make_shared<base::Secret>("opus"), 12};
  session.strokes["sign"] = base::Secret("1,1 2,2");
  const auto all = content();
  const ServiceSpec& service = *all->service("complaint");
  const auto text = write_visit(session, service);
  BOOST_REQUIRE(text);
  const auto visit = read_visit(text->reveal());
  BOOST_REQUIRE_MESSAGE(visit, visit.error().detail);
  const auto again = same_visit(*visit, service);
  BOOST_REQUIRE(again);
  BOOST_TEST(again->step == 2U);
  BOOST_TEST(again->trail == session.trail);
  BOOST_TEST(again->answered == session.answered);
  BOOST_TEST(again->values.text("category") == "roads");
  BOOST_TEST(again->values.text("record.name") == "马试一");
  BOOST_TEST(again->values.record("record")->list("rows")->front().field("kind")->text.reveal() == "养老");
  BOOST_TEST(again->photos.at("photo").front().jpeg.reveal() == "jpeg");
  BOOST_TEST(again->photos.at("photo").front().picture->rgb.reveal() == "rgb");
  BOOST_TEST(again->memos.at("text").opus->reveal() == "opus");
  BOOST_TEST(again->strokes.at("sign").reveal() == "1,1 2,2");
  BOOST_TEST(write_visit(*again, service)->reveal() == text->reveal());
  // The log keeps its shape and nobody's words.
  const std::string shape = boost::json::serialize(visit_shape(text->reveal()));
  BOOST_TEST(shape.find("马试一") == std::string::npos);
  BOOST_TEST(shape.find("roads") != std::string::npos);
  const auto made_up = visit_of_shape(boost::json::parse(shape).as_object());
  BOOST_REQUIRE_MESSAGE(made_up, made_up.error().detail);
  BOOST_TEST(same_visit(*read_visit(made_up->reveal()), service).has_value());
}

BOOST_AUTO_TEST_CASE(what_is_no_visit_is_refused_with_its_place) {
  for (
      const auto& [text, place] : std::vector<std::pair<std::string, std::string>>{
          {"", "parked visit"},
          {"[]", "object"},
          {R"({"format":2,"service":"a","version":1,"step":"b","trail":[],"answered":[],"answers":{},"records":{}})",
           "/format"},
          {R"({"format":1,"service":"a","version":1,"step":"b","trail":[],"answered":[],"answers":{"x":1},"records":{}})",
           "/answers/x"},
          {R"({"format":1,"service":"a","version":1,"step":"b","trail":[],"answered":[],"answers":{},"records":{},"photos":{"p":[{"jpeg":"!"}]}})",
           "/photos/p"},
          {R"({"format":1,"service":"a","version":1,"step":"b","trail":[],"answered":[],"answers":{},"records":{},"surprise":1})",
           "surprise"}}) {
    const auto visit = read_visit(text);
    BOOST_REQUIRE(!visit);
    BOOST_TEST(visit.error().detail.find(place) != std::string::npos, visit.error().detail);
  }
}

BOOST_AUTO_TEST_SUITE_END()
