#include <boost/test/unit_test.hpp>

#include <fstream>

#include "base/file.hpp"
#include "offline/parked_keeper.hpp"
#include "tests/support/temporary_directory.hpp"

using namespace bianmin;
using namespace bianmin::offline;

namespace {

constexpr base::Instant kMorning{std::chrono::sys_days{std::chrono::year{2026} / 11 / 20} +
                                 std::chrono::hours(2)};  // 10:00 in China
constexpr base::Milliseconds kHour{3'600'000};
// Made up; region 379900 does not exist.
const std::string kNumber = "37990019500101100X", kOther = "379900195001011018";
const std::string kVisit = R"({"service":"complaint","answers":{"text":"PARKED-MARKER-TEXT"}})";

struct Shelf {
  tests::TemporaryDirectory files;
  base::SystemRandom random;
  ParkedConfig config{.directory = files / "parked"};
  ParkedVisits visits{config, random};
  Shelf() { BOOST_REQUIRE(visits.open(kMorning)); }
  std::vector<std::filesystem::path> lying() const {
    std::vector<std::filesystem::path> out;
    for (const auto& entry : std::filesystem::directory_iterator(files / "parked"))
      if (entry.path().extension() == ".visit") out.push_back(entry.path());
    return out;
  }
};

}  // namespace

BOOST_AUTO_TEST_SUITE(parked_visits_tests)

BOOST_AUTO_TEST_CASE(slip_or_card_bring_it_back) {
  Shelf s;
  const auto parked = s.visits.park(kVisit, kNumber, kMorning);
  BOOST_REQUIRE(parked);
  const auto by_slip = s.visits.find_by_code(parked->code.reveal(), kMorning);
  BOOST_REQUIRE(by_slip);
  BOOST_TEST(by_slip->visit.reveal() == kVisit);
  const auto by_card = s.visits.find_by_number(kNumber, kMorning);
  BOOST_REQUIRE(by_card);
  BOOST_TEST(by_card->id == parked->id);
  BOOST_TEST(by_card->visit.reveal() == kVisit);
  BOOST_REQUIRE(s.visits.drop(parked->id));
  BOOST_REQUIRE(s.visits.drop(parked->id));
  BOOST_TEST(int(s.visits.find_by_code(parked->code.reveal(), kMorning).error().code) ==
             int(base::FailureCode::CaseNotFound));
}

BOOST_AUTO_TEST_CASE(what_goes_on_finds_room_again_when_all_places_are_taken) {
  Shelf s;
  s.config.max_visits = 2;
  ParkedVisits visits(s.config, s.random);
  BOOST_REQUIRE(visits.open(kMorning));
  const auto first = visits.park(kVisit, kNumber, kMorning);
  BOOST_REQUIRE(first && visits.park(kVisit, kOther, kMorning));
  BOOST_TEST(int(visits.park(kVisit, "", kMorning).error().code) == int(base::FailureCode::StoreFull));
  const auto again = visits.park(kVisit, kNumber, kMorning, first->id);
  BOOST_REQUIRE(again);
  BOOST_TEST(s.lying().size() == 3U);  // both are there until the caller drops the old one
  BOOST_REQUIRE(visits.drop(first->id));
  BOOST_TEST(visits.find_by_code(again->code.reveal(), kMorning).has_value());
  // A copy that is not there any more makes no room.
  BOOST_TEST(int(visits.park(kVisit, "", kMorning, first->id).error().code) == int(base::FailureCode::StoreFull));
  BOOST_TEST(int(visits.park(kVisit, "", kMorning, "../../secret").error().code) == int(base::FailureCode::StoreFull));
}

BOOST_AUTO_TEST_CASE(nobody_else_opens_it) {
  Shelf s;
  const auto mine = s.visits.park(kVisit, kNumber, kMorning);
  const auto theirs = s.visits.park("{\"other\":1}", "", kMorning);
  BOOST_REQUIRE(mine && theirs);
  BOOST_TEST(!s.visits.find_by_number(kOther, kMorning));
  BOOST_TEST(!s.visits.find_by_number("", kMorning));
  // The other slip's secret on this visit's id.
  const std::string mixed = "BMP1:" + mine->id + std::string(theirs->code.reveal()).substr(5 + 24);
  BOOST_TEST(int(s.visits.find_by_code(mixed, kMorning).error().code) == int(base::FailureCode::CaseNotFound));
  // What lies on the disk says nothing: neither what was written nor who it was.
  for (const auto& entry : std::filesystem::directory_iterator(s.files / "parked")) {
    const auto bytes = base::read_file(entry.path());
    BOOST_REQUIRE(bytes);
    BOOST_TEST(bytes->find("PARKED-MARKER") == std::string::npos);
    BOOST_TEST(bytes->find(kNumber) == std::string::npos);
    const auto mode = std::filesystem::status(entry.path()).permissions();
    BOOST_TEST(int(mode & (std::filesystem::perms::group_all | std::filesystem::perms::others_all)) == 0);
  }
}

BOOST_AUTO_TEST_CASE(another_terminals_secret_opens_nothing) {
  Shelf s;
  BOOST_REQUIRE(s.visits.park(kVisit, kNumber, kMorning));
  BOOST_REQUIRE(base::write_file_durably(s.files / "parked/secret", std::string(32, 'x')));
  BOOST_TEST(!s.visits.find_by_number(kNumber, kMorning));
}

BOOST_AUTO_TEST_CASE(every_byte_is_looked_at) {
  Shelf s;
  const auto parked = s.visits.park(kVisit, kNumber, kMorning);
  BOOST_REQUIRE(parked);
  const auto path = s.lying().front();
  const std::string good = *base::read_file(path);
  for (std::size_t at = 0; at < good.size(); at += 3) {
    // The wrap by card is not looked at when the slip opens it, but it is authenticated with the visit.
    std::string bad = good;
    bad[at] = char(bad[at] ^ 1);
    std::ofstream(path, std::ios::binary) << bad;
    BOOST_TEST(!s.visits.find_by_code(parked->code.reveal(), kMorning), "byte " << at);
    std::ofstream(path, std::ios::binary) << good;  // a sweep may have thrown it away
  }
  BOOST_TEST(s.visits.find_by_code(parked->code.reveal(), kMorning).has_value());
  for (const std::size_t size : {std::size_t{0}, std::size_t{4}, std::size_t{200}, good.size() - 1}) {
    std::ofstream(path, std::ios::binary) << good.substr(0, size);
    BOOST_TEST(!s.visits.find_by_code(parked->code.reveal(), kMorning));
  }
}

BOOST_AUTO_TEST_CASE(it_outlives_a_power_cut) {
  Shelf s;
  const auto parked = s.visits.park(kVisit, kNumber, kMorning);
  BOOST_REQUIRE(parked);
  std::ofstream(s.files / "parked/half-written.tmp") << "x";  // what a cut leaves
  ParkedVisits again(s.config, s.random);
  BOOST_REQUIRE(again.open(kMorning + kHour));
  BOOST_TEST(again.find_by_number(kNumber, kMorning + kHour).has_value());
  BOOST_TEST(again.find_by_code(parked->code.reveal(), kMorning + kHour).has_value());
  BOOST_TEST(!std::filesystem::exists(s.files / "parked/half-written.tmp"));
}

BOOST_AUTO_TEST_CASE(it_goes_after_its_hours_and_with_the_day) {
  Shelf s;
  const auto early = s.visits.park(kVisit, kNumber, kMorning);
  BOOST_REQUIRE(early);
  BOOST_TEST(s.visits.find_by_code(early->code.reveal(), kMorning + 8 * kHour - base::Milliseconds(1)).has_value());
  BOOST_TEST(!s.visits.find_by_code(early->code.reveal(), kMorning + 8 * kHour));
  BOOST_TEST(s.lying().empty());
  BOOST_TEST(!std::filesystem::exists(s.files / "parked/secret"));     // and what a number could be tried against
  const auto late = s.visits.park(kVisit, "", kMorning + 11 * kHour);  // 21:00: the day ends before the hours do
  BOOST_REQUIRE(late);
  BOOST_TEST(s.visits.find_by_code(late->code.reveal(), kMorning + 14 * kHour - base::Milliseconds(1)).has_value());
  BOOST_TEST(!s.visits.find_by_code(late->code.reveal(), kMorning + 14 * kHour));
}

BOOST_AUTO_TEST_CASE(a_clock_set_back_makes_nothing_live_longer) {
  Shelf s;
  BOOST_REQUIRE(s.visits.park(kVisit, "", kMorning));
  BOOST_TEST(s.visits.sweep(kMorning - 48 * kHour) == 0U);
}

BOOST_AUTO_TEST_CASE(there_is_an_end_to_the_room) {
  tests::TemporaryDirectory files;
  base::SystemRandom random;
  ParkedVisits visits({.directory = files / "parked", .max_visits = 2, .max_visit_bytes = 1000, .max_bytes = 1200},
                      random);
  BOOST_REQUIRE(visits.open(kMorning));
  BOOST_TEST(int(visits.park(std::string(1001, 'x'), "", kMorning).error().code) == int(base::FailureCode::StoreFull));
  BOOST_REQUIRE(visits.park(std::string(100, 'x'), "", kMorning));
  BOOST_TEST(int(visits.park(std::string(900, 'x'), "", kMorning).error().code) == int(base::FailureCode::StoreFull));
  BOOST_REQUIRE(visits.park(std::string(100, 'x'), "", kMorning));
  BOOST_TEST(int(visits.park("x", "", kMorning).error().code) == int(base::FailureCode::StoreFull));
  BOOST_TEST(visits.sweep(kMorning) == 2U);  // nobody was pushed out
}

BOOST_AUTO_TEST_CASE(codes_are_read_strictly) {
  const std::string id(24, 'a'), secret(43, 'A');
  BOOST_TEST(parse_parked_code("BMP1:" + id + ":" + secret).has_value());
  BOOST_TEST(int(parse_parked_code("BM1:" + id).error().code) == int(base::FailureCode::CodeUnknown));
  for (const std::string& bad :
       std::vector<std::string>{"BMP1:", "BMP1:" + id, "BMP1:" + id + ":", "BMP1:../../etc/passwd:" + secret,
                                "BMP1:" + std::string(24, 'A') + ":" + secret, "BMP1:" + id + ":" + secret + "A",
                                "BMP1:" + id + ":" + secret + "\n"})
    BOOST_TEST(int(parse_parked_code(bad).error().code) == int(base::FailureCode::InputInvalid), bad);
}

BOOST_AUTO_TEST_CASE(the_keeper_answers_in_order_and_counts) {
  tests::TemporaryDirectory files;
  base::SystemRandom random;
  base::ManualClock clock(kMorning);
  std::mutex mutex;
  std::condition_variable changed;
  std::vector<ParkedEvent> heard;
  const auto wait_for = [&](std::size_t count) {
    std::unique_lock lock(mutex);
    return changed.wait_for(lock, std::chrono::seconds(20), [&] { return heard.size() >= count; });
  };
  ParkedKeeper keeper({.directory = files / "parked"}, clock, random, [&](ParkedEvent event) {
    const std::lock_guard lock(mutex);
    heard.push_back(std::move(event));
    changed.notify_all();
  });
  keeper.park(7, base::Secret(kVisit), base::Secret(kNumber));
  BOOST_REQUIRE(wait_for(2));
  std::string id, code;
  {
    const std::lock_guard lock(mutex);
    const auto& parked = std::get<VisitParked>(heard[0]);
    BOOST_TEST(parked.ticket == 7U);
    BOOST_REQUIRE(parked.parked);
    id = parked.parked->id;
    BOOST_TEST(std::get<VisitsParked>(heard[1]).waiting == 1U);
  }
  keeper.find(8, {}, base::Secret(kNumber));
  keeper.drop(id);
  keeper.find(9, {}, base::Secret(kNumber));
  BOOST_REQUIRE(wait_for(5));
  const std::lock_guard lock(mutex);
  BOOST_TEST(std::get<VisitFound>(heard[2]).found.has_value());
  BOOST_TEST(std::get<VisitsParked>(heard[3]).waiting == 0U);
  BOOST_TEST(!std::get<VisitFound>(heard[4]).found.has_value());
}

BOOST_AUTO_TEST_SUITE_END()
