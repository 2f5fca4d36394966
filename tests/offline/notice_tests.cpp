#include <fstream>

#include <boost/json.hpp>
#include <boost/test/unit_test.hpp>

#include "base/file.hpp"
#include "offline/notice_board.hpp"
#include "offline/poll_reply.hpp"
#include "offline/poll_schedule.hpp"
#include "tests/offline/test_enrolment.hpp"

using namespace bianmin;
using namespace bianmin::offline;
using base::FailureCode;
using base::Milliseconds;

BOOST_AUTO_TEST_SUITE(notice_tests)

namespace {

const auto kNow = *base::parse_utc("2026-11-21T02:00:00Z");

std::string body(const std::string& level = "info", const std::string& terminals = "\"*\"",
                 const std::string& from = "2026-11-21T00:00:00Z", const std::string& until = "2026-11-22T00:00:00Z") {
  return "\"level\":\"" + level +
         "\",\"title\":{\"zh-CN\":\"停水通知\",\"en\":\"Water off\"},\"text\":{\"zh-CN\":\"今晚停水。\",\"en\":\"No "
         "water tonight.\"},\"from\":\"" +
         from + "\",\"until\":\"" + until + "\",\"terminals\":[" + terminals + "]";
}
const std::string kWithdrawn = "\"terminals\":[\"*\"],\"withdrawn\":true";

struct Fixture {
  offline::tests::TestEnrolment enrolment;
  TerminalIdentity identity = enrolment.identity();
  bianmin::tests::TemporaryDirectory directory;
  NoticeBoard board = fresh();

  NoticeBoard fresh() {
    NoticeBoard made(directory / "notices.json", identity.content_key, "LC07");
    BOOST_REQUIRE(made.load(kNow).has_value());
    return made;
  }
  std::vector<std::string> ids(base::Instant at = kNow) {
    std::vector<std::string> list;
    for (const auto& notice : board.active(at)) list.push_back(notice.id);
    return list;
  }
};

using Ids = std::vector<std::string>;

}  // namespace

BOOST_FIXTURE_TEST_CASE(shown_sorted_and_kept, Fixture) {
  const auto applied = board.apply({enrolment.notice(1, "a", body()), enrolment.notice(2, "b", body("emergency")),
                                    enrolment.notice(3, "c", body("warning"))},
                                   kNow);
  BOOST_TEST(applied.changed);
  BOOST_TEST(applied.refused.empty());
  BOOST_TEST(ids() == (Ids{"b", "c", "a"}));
  BOOST_TEST(board.active(kNow).front().title.at("zh-CN") == "停水通知");
  board = fresh();
  BOOST_TEST(ids() == (Ids{"b", "c", "a"}));
}

BOOST_FIXTURE_TEST_CASE(withdrawn_and_not_brought_back, Fixture) {
  const auto first = enrolment.notice(1, "a", body());
  board.apply({first}, kNow);
  board.apply({enrolment.notice(2, "a", kWithdrawn)}, kNow);
  BOOST_TEST(ids().empty());
  for (int restart = 0; restart < 2; ++restart) {
    const auto replayed = board.apply({first}, kNow);
    BOOST_REQUIRE(replayed.refused.size() == 1U);
    BOOST_TEST((replayed.refused.front().code == FailureCode::VersionTooOld));
    BOOST_TEST(ids().empty());
    board = fresh();
  }
}

BOOST_FIXTURE_TEST_CASE(a_planned_notice_with_an_older_sequence_still_comes, Fixture) {
  board.apply({enrolment.notice(7, "now", body())}, kNow);
  board.apply({enrolment.notice(6, "planned", body())}, kNow);
  BOOST_TEST(ids() == (Ids{"now", "planned"}));
}

BOOST_FIXTURE_TEST_CASE(signature_scope_and_times, Fixture) {
  offline::tests::TestEnrolment stranger;
  const auto applied =
      board.apply({stranger.notice(1, "forged", body()), enrolment.notice(2, "elsewhere", body("info", "\"LC08\"")),
                   enrolment.notice(3, "here", body("info", "\"LC08\",\"LC07\"")),
                   enrolment.notice(4, "later", body("info", "\"*\"", "2026-11-21T03:00:00Z")),
                   enrolment.notice(5, "over", body("info", "\"*\"", "2026-11-20T00:00:00Z", "2026-11-21T02:00:00Z"))},
                  kNow);
  BOOST_REQUIRE(applied.refused.size() == 1U);
  BOOST_TEST((applied.refused.front().code == FailureCode::SignatureInvalid));
  BOOST_TEST(ids() == Ids{"here"});
  BOOST_TEST((board.next_change(kNow) == *base::parse_utc("2026-11-21T03:00:00Z")));
  BOOST_TEST(ids(*base::parse_utc("2026-11-21T03:00:00Z")) == (Ids{"here", "later"}));
  BOOST_TEST(ids(*base::parse_utc("2026-11-22T00:00:00Z")).empty());
}

BOOST_FIXTURE_TEST_CASE(narrowed_scope_takes_it_away, Fixture) {
  board.apply({enrolment.notice(1, "a", body())}, kNow);
  board.apply({enrolment.notice(2, "a", body("info", "\"LC08\""))}, kNow);
  BOOST_TEST(ids().empty());
}

BOOST_FIXTURE_TEST_CASE(tampered_file_shows_nothing_forged, Fixture) {
  board.apply({enrolment.notice(1, "a", body()), enrolment.notice(2, "b", body())}, kNow);
  auto text = *base::read_file(directory / "notices.json");
  const auto at = text.find("\"envelope\":\"") + 40;
  text[at] = text[at] == 'A' ? 'B' : 'A';
  std::ofstream(directory / "notices.json", std::ios::trunc) << text;
  board = fresh();
  BOOST_TEST(ids().size() == 1U);
}

BOOST_FIXTURE_TEST_CASE(an_emergency_finds_room, Fixture) {
  std::vector<SignedNotice> many;
  for (std::uint64_t i = 1; i <= NoticeBoard::kMaxNotices + 20; ++i)
    many.push_back(enrolment.notice(i, "n" + std::to_string(i), body()));
  many.push_back(enrolment.notice(1000, "fire", body("emergency")));
  board.apply(many, kNow);
  BOOST_TEST(ids().size() == NoticeBoard::kMaxNotices);
  BOOST_TEST(ids().front() == "fire");
}

BOOST_AUTO_TEST_CASE(envelopes_that_are_wrong) {
  for (const std::string& text : std::vector<std::string>{
           "{}", "[]", std::string("{\"sequence\":0,\"id\":\"a\"," + body() + "}"),
           "{\"sequence\":1,\"id\":\"\"," + body() + "}", "{\"sequence\":1,\"id\":\"a\"," + body("panic") + "}",
           "{\"sequence\":1,\"id\":\"a\"," + body("info", "\"x\"") + "}",
           "{\"sequence\":1,\"id\":\"a\",\"colour\":1," + body() + "}",
           "{\"sequence\":1,\"id\":\"a\"," + body("info", "\"*\"", "2026-11-22T00:00:00Z") + "}",
           "{\"sequence\":1,\"id\":\"a\",\"level\":\"info\",\"terminals\":[\"*\"]}"})
    BOOST_TEST_CONTEXT(text) BOOST_TEST(!parse_notice(text).has_value());
  BOOST_TEST(parse_notice("{\"sequence\":1,\"id\":\"a\"," + body() + "}").has_value());
  BOOST_TEST(parse_notice("{\"sequence\":1,\"id\":\"a\"," + kWithdrawn + "}").has_value());
}

BOOST_AUTO_TEST_CASE(poll_replies) {
  const auto parse = [](const std::string& text) { return parse_poll_reply(boost::json::parse(text)); };
  const auto good = parse("{\"content\":8,\"notice\":13,\"notices\":[{\"envelope\":\"YQ==\",\"signature\":\"Yg==\"}]}");
  BOOST_REQUIRE(good.has_value());
  BOOST_TEST(good->content == 8U);
  BOOST_TEST(good->notice == 13U);
  BOOST_TEST(good->notices.front().envelope == "a");
  for (const std::string text : {"{}", "[]", "{\"content\":-1,\"notice\":1,\"notices\":[]}",
                                 "{\"content\":1,\"notice\":1,\"notices\":[{\"envelope\":\"%\",\"signature\":\"\"}]}",
                                 "{\"content\":1,\"notice\":1,\"notices\":{}}", "{\"content\":1.5,\"notice\":1}"})
    BOOST_TEST_CONTEXT(text) BOOST_TEST(!parse(text).has_value());
}

BOOST_AUTO_TEST_CASE(schedule_of_polls) {
  base::SeededRandom random({3});
  PollSchedule schedule({}, random);
  BOOST_TEST(schedule.wait().count() == 30000);
  BOOST_TEST(schedule.answered(true, Milliseconds{5}).count() == 0);
  BOOST_TEST(schedule.answered(false, Milliseconds{30000}).count() == 0);
  for (unsigned i = 0; i < 30; ++i)
    BOOST_TEST(schedule.failed(FailureCode::NetworkDown, Milliseconds{1}, {}).count() <=
               std::min(2000LL << std::min(i, 20U), 900000LL));
  BOOST_TEST(!schedule.plain());
  BOOST_TEST(schedule.failed(FailureCode::PlatformBusy, Milliseconds{1}, Milliseconds{50000}).count() >= 50000);

  for (int i = 0; i < 3; ++i) schedule.failed(FailureCode::NetworkDown, Milliseconds{12000}, {});
  BOOST_TEST(schedule.plain());
  for (int i = 0; i < 20; ++i) {
    BOOST_TEST(schedule.wait().count() == 0);
    const auto pause = schedule.answered(false, Milliseconds{5}).count();
    BOOST_TEST(pause >= 30000);
    BOOST_TEST(pause <= 60000);
  }
  BOOST_TEST(schedule.wait().count() == 30000);  // now and then it tries a held one
  BOOST_TEST(schedule.answered(false, Milliseconds{30000}).count() == 0);
  BOOST_TEST(!schedule.plain());
  // Something answers held polls at once with nothing: no tight loop.
  BOOST_TEST(schedule.answered(false, Milliseconds{5}).count() >= 30000);
  BOOST_TEST(schedule.plain());
}

BOOST_AUTO_TEST_SUITE_END()
