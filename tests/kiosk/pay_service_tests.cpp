// Which service documents with money in them are refused; and that a visit with a payment replays from its log.
#include <boost/test/unit_test.hpp>

#include "base/file.hpp"
#include "kiosk/flow/log/event_log.hpp"
#include "kiosk/flow/log/replay.hpp"
#include "tests/kiosk/flow_player.hpp"

using namespace bianmin;
using namespace bianmin::kiosk;
using namespace bianmin::kiosk::testing;

namespace {

const std::string& sample() {
  static const std::string text = must(base::read_file(kSource / "kiosk/services/utilities.json", 1U << 20));
  return text;
}

std::string refusal(std::string_view from, std::string_view to) {
  std::string text = sample();
  const auto at = text.find(from);
  BOOST_REQUIRE_MESSAGE(at != std::string::npos, "the sample has no " << from);
  text.replace(at, from.size(), to);
  const auto service = load_service(text, "utilities.json", kLanguages);
  return service ? "(accepted)" : service.error().detail;
}

bool names(const std::string& detail, std::string_view what) { return detail.find(what) != std::string::npos; }

}  // namespace

BOOST_AUTO_TEST_SUITE(pay_service_tests)

BOOST_AUTO_TEST_CASE(the_sample_is_whole) { BOOST_TEST(refusal("\"order\": 32", "\"order\": 33") == "(accepted)"); }

BOOST_AUTO_TEST_CASE(refused) {
  BOOST_TEST(names(refusal(R"("needs": ["platform"])", R"("needs": [])"), "\"platform\""));
  BOOST_TEST(names(refusal(R"("bills": "chosen")", R"("bills": "elsewhere")"), "\"elsewhere\""));
  BOOST_TEST(names(refusal(R"("bills": "chosen")", R"("bills": "holder")"), "\"holder\""));
  BOOST_TEST(
      names(refusal(R"("rows": "record", "into": "chosen")", R"("rows": "nowhere", "into": "chosen")"), "\"nowhere\""));
  BOOST_TEST(
      names(refusal(R"("rows": "record", "into": "chosen")", R"("rows": "record", "into": "record")"), "\"record\""));
  BOOST_TEST(names(refusal(R"("into": "payment")", R"("into": "payment", "tip": 1)"), "tip"));
  BOOST_TEST(names(refusal(R"({payment.amount|money})", R"({payment.code})"), "\"payment.code\""));
  // Nobody pays what they have not seen.
  BOOST_TEST(
      names(refusal(R"("id": "review", "kind": "review",)",
                    R"("id": "review", "kind": "review", "when": {"field": "record.total", "not_empty": true},)"),
            "review"));
}

BOOST_AUTO_TEST_CASE(a_visit_with_a_payment_replays) {
  const auto the_content = content();
  const base::Instant start{std::chrono::sys_days{std::chrono::year{2026} / 11 / 20} + std::chrono::hours(2)};
  State state = initial_state(rules());
  EventLogWriter writer;
  std::string log = encode_header({kEventLogFormat, "0.1.0", 1, "LC07", "zh-CN"}) + "\n";
  base::Instant now = start;
  std::vector<std::string> pages;
  const auto send = [&](const Event& event) {
    now += base::Milliseconds(1000);
    const Effects effects = advance(state, event, now);
    const std::string page = build_page(state).id;
    pages.push_back(page);
    log += writer.line(event, effects, now, page) + "\n";
  };
  const auto answer = [&](const char* text) { send(Answered{state.session ? state.session->ticket : 0, json(text)}); };
  send(Started{});
  send(ContentChanged{the_content});
  send(LinkChanged{true});
  send(devices::ScanEvent(devices::ScannerReady{}));
  send(ui::ActionPressed{"service:utilities"});
  send(devices::CardEvent(devices::CardRead{person(1)}));
  answer(R"({"fields":{"name":"马试一"},"rows":[{"id":"W-13911112222","title":"水费","amount":"46.20","state":"unpaid"},
            {"id":"E-13911112222","title":"电费","amount":"87.35","state":"unpaid"}]})");
  send(ui::ActionPressed{"bill:1"});
  send(ui::ActionPressed{"next"});
  send(ui::ActionPressed{"next"});
  answer(R"({"order":"261120-AB12","amount":"46.20","code":"https://pay.invalid/s/261120-AB12","state":"waiting"})");
  send(devices::ScanEvent(devices::CodeScanned{base::Secret("134509876543210001")}));
  answer(R"({"order":"261120-AB12","amount":"46.20","state":"uncertain"})");
  for (int i = 0; i < 3; ++i) send(Ticked{});
  answer(
      R"({"order":"261120-AB12","amount":"46.20","state":"paid","receipt":"R-2611-000007","paid_at":"2026-11-20T02:01:00Z"})");
  BOOST_TEST(pages[pages.size() - 6] == "utilities/pay/paying");
  BOOST_TEST(pages[pages.size() - 2] == "utilities/pay/uncertain");
  for (const char* private_word : {"马试一", "13911112222", "134509876543210001", "AB12", "46.20", "R-2611"})
    BOOST_TEST(log.find(private_word) == std::string::npos, private_word);
  const auto again = replay(log, rules(), [&](int) { return the_content; });
  BOOST_REQUIRE_MESSAGE(again.has_value(), (again ? "" : again.error().detail));
  BOOST_TEST(again->mismatches == 0u, again->report(10));
}

BOOST_AUTO_TEST_SUITE_END()
