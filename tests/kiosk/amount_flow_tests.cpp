// Choosing how much to put on a prepaid meter, and paying it.
#include <boost/test/unit_test.hpp>

#include "base/file.hpp"
#include "kiosk/flow/log/event_log.hpp"
#include "kiosk/flow/log/replay.hpp"
#include "kiosk/flow/service/amount.hpp"
#include "kiosk/flow/visit/parked_visit.hpp"
#include "tests/kiosk/flow_player.hpp"

using namespace bianmin;
using namespace bianmin::kiosk;
using namespace bianmin::kiosk::testing;

namespace {

// Made-up meters.
const char* kMeters = R"({"fields":{"name":"马试一","id_number":"MADEUP"},"rows":[
  {"id":"DB-1","title":{"zh-CN":"电表","en":"Power"},"account":"370001","address":"前进巷 4 号","balance":"23.40","least":"10.00","most":"500.00","days_left":9},
  {"id":"SB-2","title":{"zh-CN":"水表","en":"Water"},"account":"370002","address":"前进巷 4 号","balance":"41.00","least":"20.00","most":"150.50"}]})";

struct ToppingUp : Player {
  void to_amount(int row = 0) {
    send(devices::ScanEvent(devices::ScannerReady{}));
    press("service:top-up");
    card();
    answer(kMeters);
    press("row:" + std::to_string(row));
  }
  const ui::Amount& block() const {
    for (const auto& b : page().blocks)
      if (const auto* amount = std::get_if<ui::Amount>(&b)) return *amount;
    throw std::runtime_error("no amount on " + page().id);
  }
  std::string shown() const { return block().value.shown; }
  std::string said() const { return block().value.spoken; }
  void on(const std::string& what) { press("amount:amount:" + what); }
  void write(const std::string& digits) {
    for (const char c : digits) on(c == '<' ? std::string("key:erase") : std::string("key:") + c);
  }
  bool speaks() const {
    for (const auto& announce : effects<Announce>(last))
      if (announce.what == Announce::What::Field) return true;
    return false;
  }
  std::string body() const {
    const auto asks = effects<Ask>(last);
    return asks.empty() ? std::string() : asks.back().operation + " " + std::string(asks.back().body.reveal());
  }
};

}  // namespace

BOOST_AUTO_TEST_SUITE(amount_flow_tests)

BOOST_AUTO_TEST_CASE(ready_ones_steps_and_limits) {
  ToppingUp p;
  p.to_amount();
  BOOST_TEST(p.id() == "top-up/amount");
  BOOST_TEST(p.shown() == "100 元");
  BOOST_TEST(p.said() == "一百元");
  BOOST_TEST(p.block().presets.size() == 4);
  BOOST_TEST(p.block().presets[1].selected);
  BOOST_TEST(p.block().limits.shown == "每次 10 元到 500 元");
  BOOST_TEST(p.block().beside.size() == 3);
  BOOST_TEST(p.block().beside[1].value.shown == "23.40 元");
  p.on("set:20000");
  BOOST_TEST(p.shown() == "200 元");
  BOOST_TEST(p.speaks());
  p.on("more");
  BOOST_TEST(p.shown() == "210 元");
  p.on("less");
  p.on("less");
  BOOST_TEST(p.said() == "一百九十元");
  for (int i = 0; i < 40; ++i) p.on("more");
  BOOST_TEST(p.shown() == "500 元");
  BOOST_TEST(p.block().error.shown == "500 元，不能再多了");
  for (int i = 0; i < 60; ++i) p.on("less");
  BOOST_TEST(p.shown() == "10 元");
  BOOST_TEST(p.block().error.shown == "10 元，不能再少了");
  // What no button offers is nothing.
  p.press_blindly("amount:amount:set:99999900");
  p.press_blindly("amount:other-field:more");
  p.press_blindly("amount:amount:key:7");
  BOOST_TEST(p.shown() == "10 元");
}

BOOST_AUTO_TEST_CASE(the_meter_narrows_the_limits) {
  ToppingUp p;
  p.to_amount(1);
  BOOST_TEST(p.block().limits.shown == "每次 20 元到 150 元");
  BOOST_TEST(p.block().presets.size() == 2);
  BOOST_TEST(p.block().beside.size() == 2);  // nobody knows how long it lasts
  p.on("set:5000");
  p.press_blindly("amount:amount:set:20000");
  BOOST_TEST(p.shown() == "50 元");
}

BOOST_AUTO_TEST_CASE(written_key_by_key) {
  ToppingUp p;
  p.to_amount();
  p.on("other");
  BOOST_TEST(p.shown().empty());
  BOOST_TEST(p.block().presets.empty());
  BOOST_TEST(p.block().keys.size() == 12);
  BOOST_TEST(!p.offers("amount:amount:key:point"));  // whole yuan
  BOOST_TEST(!p.offers("amount:amount:key:erase"));
  p.press("next");
  BOOST_TEST(p.block().error.shown == "还没有填钱数");
  p.write("3");
  BOOST_TEST(p.block().error.shown.empty());  // it may still become more
  BOOST_TEST(p.said() == "三元");
  p.press("next");
  BOOST_TEST(p.block().error.shown == "太少了，最少 10 元");
  p.write("5");
  BOOST_TEST(p.shown() == "35 元");
  BOOST_TEST(p.speaks());
  p.write("00");
  BOOST_TEST(p.block().error.shown == "太多了，最多 500 元");
  p.write("<<");
  BOOST_TEST(p.block().error.shown.empty());
  p.press("next");
  BOOST_TEST(p.id() == "top-up/review");
  BOOST_TEST(p.plain().find("35.00 元") != std::string::npos);
  // Back again it is still written, and the ready ones are one press away.
  p.press("edit:amount");
  BOOST_TEST(p.shown() == "35 元");
  p.on("other");
  BOOST_TEST(p.shown() == "35 元");
  BOOST_TEST(p.block().presets.size() == 4);
}

BOOST_AUTO_TEST_CASE(a_broken_correction_does_not_get_away) {
  ToppingUp p;
  p.to_amount();
  p.press("next");
  p.press("edit:amount");
  p.on("other");
  p.write("1");
  p.press("back");
  BOOST_TEST(p.id() == "top-up/amount");
  BOOST_TEST(p.block().error.shown == "太少了，最少 10 元");
  // Away from the keys what was chosen before stands there, and a correction that was not wanted changes nothing.
  p.on("other");
  BOOST_TEST(p.shown() == "100 元");
  p.press("back");
  BOOST_TEST(p.id() == "top-up/review");
  BOOST_TEST(p.plain().find("100.00 元") != std::string::npos);
}

BOOST_AUTO_TEST_CASE(another_meter_asks_again_when_it_takes_less) {
  ToppingUp p;
  p.to_amount();
  p.on("set:30000");
  p.press("next");
  p.press("edit:choose");
  p.press("row:1");
  BOOST_TEST(p.id() == "top-up/amount");
  BOOST_TEST(p.shown() == "150 元");
  p.press("next");
  BOOST_TEST(p.id() == "top-up/review");
  p.press("edit:choose");
  p.press("row:0");
  BOOST_TEST(p.id() == "top-up/review");  // that one takes it as well
}

BOOST_AUTO_TEST_CASE(undone_press_by_press) {
  ToppingUp p;
  p.press("tool:elder");
  p.press("all");
  p.to_amount();
  p.on("set:20000");
  p.on("more");
  p.on("other");
  p.write("7");
  p.press("undo");
  BOOST_TEST(p.shown().empty());
  p.press("undo");
  BOOST_TEST(p.shown() == "210 元");
  p.press("undo");
  BOOST_TEST(p.shown() == "200 元");
  p.press("undo");
  BOOST_TEST(p.shown() == "100 元");
}

BOOST_AUTO_TEST_CASE(by_the_keypad_every_press_is_heard) {
  ToppingUp p;
  p.to_amount();
  // To the second ready amount and take it: the whole amount is said, on the key that was pressed.
  for (int i = 0; i < 30 && p.state.focus != "amount:amount:set:20000"; ++i) p.key(devices::Key::Down);
  BOOST_REQUIRE(p.state.focus == "amount:amount:set:20000");
  p.key(devices::Key::Select);
  BOOST_TEST(p.said() == "二百元");
  BOOST_TEST(p.speaks());
  BOOST_TEST(p.state.focus == "amount:amount:set:20000");
  for (const auto& stop : ui::focus_stops(p.page())) BOOST_TEST(!stop.text.spoken.empty(), stop.id);
  p.on("other");
  for (const auto& stop : ui::focus_stops(p.page())) BOOST_TEST((!stop.text.spoken.empty() && !stop.id.empty()));
}

BOOST_AUTO_TEST_CASE(it_is_paid_without_a_bill_and_the_balance_is_told) {
  ToppingUp p;
  p.to_amount();
  p.on("set:20000");
  p.press("next");
  p.press("next");
  BOOST_TEST(p.body() == R"(payment.topup {"resident":{"id_number":")" + made_up_id(1) +
                             R"(","name":"马试一"},"meter":"DB-1","amount":"200.00"})");
  p.answer(R"({"order":"P1","amount":"200.00","code":"https://pay.invalid/s/P1","state":"waiting"})");
  BOOST_TEST(p.id() == "top-up/pay");
  p.answer_fails(base::FailureCode::NetworkDown);  // late: nothing was asked
  for (int i = 0; i < 5 && p.ticket() == 0; ++i) p.wait(1);
  p.answer(
      R"({"order":"P1","amount":"200.00","state":"paid","paid_at":"2026-11-20T02:01:00Z","receipt":"R-7","balance":"223.40"})");
  BOOST_TEST(p.id() == "top-up/slip");
  p.paper(devices::PrintFinished{p.job()}, "slip");
  BOOST_TEST(p.id() == "top-up/done");
  BOOST_TEST(p.plain().find("223.40 元") != std::string::npos);
}

BOOST_AUTO_TEST_CASE(a_rehearsal_counts_with_what_was_chosen) {
  ToppingUp p;
  p.press("rehearse");
  p.press("rehearse:top-up");
  p.press("rehearse:card");
  p.press("row:0");
  p.on("set:30000");
  p.press("next");
  p.press("next");
  p.press("next");  // what paying would be
  p.press("next");  // and the slip
  BOOST_TEST(p.id() == "top-up/done");
  BOOST_TEST(p.plain().find("300.00 元") != std::string::npos);
  BOOST_TEST(p.plain().find("323.40 元") != std::string::npos);
  BOOST_TEST(p.effects<Ask>().empty());
}

BOOST_AUTO_TEST_CASE(a_parked_visit_comes_back_to_what_was_written) {
  ToppingUp p;
  p.to_amount();
  p.on("set:20000");
  p.on("other");
  p.write("7");
  const ServiceSpec& service = *p.state.content->service("top-up");
  const auto text = must(write_visit(*p.state.session, service));
  const auto visit = must(read_visit(text.reveal()));
  auto again = same_visit(visit, service);
  BOOST_REQUIRE(again.has_value());
  State there = p.state;
  there.session = std::move(*again);
  BOOST_TEST(ui::to_plain_text(build_page(there)) == p.plain());
  // Another version of the service begins anew with the amount that was chosen, if it can still be taken.
  ServiceSpec next = service;
  next.version = 2;
  BOOST_TEST(fitting_answers(visit, next).text("amount") == "200.00");
  for (StepSpec& step : next.steps)
    if (auto* amount = std::get_if<AmountStep>(&step.action)) amount->most = 15000;
  BOOST_TEST(fitting_answers(visit, next).text("amount").empty());
}

BOOST_AUTO_TEST_CASE(what_is_written_is_money_or_nothing) {
  BOOST_TEST(fen_from_written("35").value() == 3500);
  BOOST_TEST(fen_from_written("35.").value() == 3500);
  BOOST_TEST(fen_from_written("35.5").value() == 3550);
  BOOST_TEST(fen_from_written("0.05").value() == 5);
  BOOST_TEST(fen_from_written("999999.99").value() == 99'999'999);
  for (const char* no : {"", ".", ".5", "1234567", "1.234", "1.2.3", "-1", "1e3", "１", " 1", "1,0"})
    BOOST_TEST(!fen_from_written(no), no);
  AmountStep fine;
  fine.unit = 1;
  BOOST_TEST(after_key(fine, "3", "point") == "3.");
  BOOST_TEST(after_key(fine, "3.", "point") == "3.");
  BOOST_TEST(after_key(fine, "3.55", "1") == "3.55");
  BOOST_TEST(after_key(fine, "0", "5") == "5");
  BOOST_TEST(after_key(fine, "123456", "7") == "123456");
  BOOST_TEST(after_key(fine, "", "erase").empty());
}

BOOST_AUTO_TEST_CASE(back_from_another_account_keeps_what_stands_on_the_page) {
  ToppingUp p;
  p.to_amount();
  p.on("set:20000");
  p.press("next");
  BOOST_TEST(p.id() == "top-up/review");
  p.press("edit:choose");
  p.press("row:1");  // takes 150.50 at most
  BOOST_TEST(p.id() == "top-up/amount");
  const std::string shown = p.shown();
  BOOST_TEST(shown.find("200") == std::string::npos);
  p.press("back");
  BOOST_TEST(p.id() == "top-up/review");
  BOOST_TEST(fits_still(std::get<AmountStep>(p.state.content->service("top-up")->step("amount")->action),
                        p.state.session->values));
  BOOST_TEST(p.plain().find("200") == std::string::npos, p.plain());
}

BOOST_AUTO_TEST_CASE(a_visit_with_a_written_amount_replays) {
  const auto the_content = content();
  base::Instant now{std::chrono::sys_days{std::chrono::year{2026} / 11 / 20} + std::chrono::hours(2)};
  State state = initial_state(rules());
  EventLogWriter writer;
  std::string log = encode_header({kEventLogFormat, "0.1.0", 1, "LC07", "zh-CN"}) + "\n";
  const auto send = [&](const Event& event) {
    now += base::Milliseconds(400);
    const Effects effects = advance(state, event, now);
    log += writer.line(event, effects, now, build_page(state).id) + "\n";
  };
  const auto press = [&](const std::string& id) {
    BOOST_REQUIRE_MESSAGE(ui::can_choose(build_page(state), id), id << " on " << build_page(state).id);
    send(ui::ActionPressed{id});
  };
  send(Started{});
  send(ContentChanged{the_content});
  send(LinkChanged{true});
  press("service:top-up");
  send(devices::CardEvent(devices::CardRead{person(1)}));
  send(Answered{state.session->ticket, json(kMeters)});
  press("row:1");
  press("amount:amount:other");
  for (const char* key : {"key:1", "key:4", "key:0"}) press(std::string("amount:amount:") + key);
  press("next");
  BOOST_TEST(build_page(state).id == "top-up/review");
  BOOST_TEST(log.find("马试一") == std::string::npos);
  BOOST_TEST(log.find("370002") == std::string::npos);
  const auto again = replay(log, rules(), [&](int) { return the_content; });
  BOOST_REQUIRE_MESSAGE(again.has_value(), (again ? "" : again.error().detail));
  BOOST_TEST(again->mismatches == 0u, again->report(10));
}

BOOST_AUTO_TEST_SUITE_END()

namespace {

const std::string& sample() {
  static const std::string text = must(base::read_file(kSource / "kiosk/services/top-up.json", 1U << 20));
  return text;
}

std::string refusal(std::string_view from, std::string_view to) {
  std::string text = sample();
  const auto at = text.find(from);
  BOOST_REQUIRE_MESSAGE(at != std::string::npos, "the sample has no " << from);
  text.replace(at, from.size(), to);
  const auto service = load_service(text, "top-up.json", kLanguages);
  return service ? "(accepted)" : service.error().detail;
}

void expect(std::string_view from, std::string_view to, std::string_view what) {
  const std::string said = refusal(from, to);
  BOOST_TEST(said.find(what) != std::string::npos, said);
}

}  // namespace

BOOST_AUTO_TEST_SUITE(amount_service_tests)

BOOST_AUTO_TEST_CASE(what_is_no_amount_is_refused) {
  BOOST_TEST(refusal(R"("version": 1)", R"("version": 2)") == "(accepted)");
  expect(R"(      "least": "10.00")", R"(      "least": 10)", "/least");
  expect(R"(      "least": "10.00")", R"(      "least": "10")", "two decimals");
  expect(R"(      "least": "10.00")", R"(      "least": "10.50")", "no multiple of \"unit\"");
  expect(R"(      "least": "10.00")", R"(      "least": "60.00")", "less than \"least\"");
  expect(R"(      "most": "1000.00")", R"(      "most": "250.00")", "more than \"most\"");
  expect(R"(      "most": "1000.00")", R"(      "most": "9999999.00")", "999999.00");
  expect(R"("step": "10.00")", R"("step": "0.00")", "/step");
  expect(R"("unit": "1.00")", R"("unit": "0.00")", "/unit");
  expect(R"("unit": "1.00")", R"("unit": "3.00")", "no multiple");
  expect(R"("start": "100.00")", R"("start": "5.00")", "/start");
  expect(R"(["50.00", "100.00", "200.00", "300.00"])", R"(["50.00"])", "at least two");
  expect(R"(["50.00", "100.00", "200.00", "300.00"])", R"(["50.00", "50.00"])", "more than the one before");
  expect(R"("limits": "meter")", R"("limits": "nowhere")", "\"nowhere\"");
  expect(R"("step": "10.00")", R"("step": "10.00", "tip": 1)", "tip");
  expect(R"("bills": "meter", "amount": "amount")", R"("bills": "meter", "amount": "sum")", "\"sum\"");
  expect(R"("bills": "meter", "amount": "amount")", R"("bills": "meters", "amount": "amount")", "one account");
}

BOOST_AUTO_TEST_SUITE_END()
