#include <boost/test/unit_test.hpp>

#include <atomic>
#include <set>
#include <thread>

#include <boost/json.hpp>

#include "base/file.hpp"
#include "platform/records/slot_plan.hpp"
#include "tests/platform/in_process.hpp"
#include "tests/platform/platform_process.hpp"

namespace {

using namespace bianmin;
using namespace bianmin::tests;
namespace json = boost::json;

// Friday noon in China; Monday 23 November is the next working day.
constexpr char kFriday[] = "2026-11-20T04:00:00Z";

std::string wish(std::string_view slot, std::string_view day = "2026-11-23", std::string_view resident = {}) {
  json::object body{
      {"input", json::object{{"matter", "property"}, {"day", day}, {"slot", slot}, {"phone", "000-0000-0000"}}}};
  if (!resident.empty()) body["resident"] = json::object{{"id_number", resident}};
  return json::serialize(body);
}

std::size_t rows_of(const json::value& answer) { return answer.as_object().at("rows").as_array().size(); }

platform::Response ask(InProcess& platform, std::string_view operation, std::string_view body,
                       std::string_view key = {}) {
  return platform.call("POST", "/v1/operations/" + std::string(operation), body, key);
}

json::value free_slots(InProcess& platform, std::string_view day = "2026-11-23") {
  return json_of(ask(platform, "record.slots", R"({"input":{"matter":"property","day":")" + std::string(day) + "\"}}"));
}

BOOST_AUTO_TEST_SUITE(slot_tests)

BOOST_AUTO_TEST_CASE(the_next_working_days_are_offered) {
  InProcess platform(kFriday);
  const auto days = json_of(ask(platform, "record.slot-days", R"({"input":{"matter":"property"}})"));
  BOOST_TEST(rows_of(days) == 5U);
  BOOST_TEST(text_at(days, "/rows/0/day") == "2026-11-23");
  BOOST_TEST(text_at(days, "/rows/0/free") == "22");
  BOOST_TEST(text_at(days, "/rows/4/day") == "2026-11-27");
  BOOST_TEST(text_at(days, "/fields/title/zh-CN") == "房产登记");
  // Before National Day the next days are those after it, and the worked Saturday.
  platform.set_now("2026-09-29T17:00:00Z");
  const auto holiday = json_of(ask(platform, "record.slot-days", R"({"input":{"matter":"property"}})"));
  BOOST_TEST(text_at(holiday, "/rows/0/day") == "2026-10-08");
}

BOOST_AUTO_TEST_CASE(a_place_is_kept_and_counted) {
  InProcess platform(kFriday);
  const auto kept = ask(platform, "reserve.slot", wish("0930"), complaint_uuid(1));
  BOOST_TEST(kept.status == 201);
  const auto booking = json_of(kept);
  BOOST_TEST(text_at(booking, "/number") == "1123-001");
  BOOST_TEST(text_at(booking, "/day") == "2026-11-23");
  BOOST_TEST(text_at(booking, "/from") == "09:30");
  BOOST_TEST(text_at(booking, "/to") == "10:00");
  BOOST_TEST(text_at(booking, "/place/en") == "County service hall, second floor");
  BOOST_TEST(text_at(free_slots(platform), "/rows/1/free") == "1");
  const auto again = ask(platform, "reserve.slot", wish("0930"), complaint_uuid(1));
  BOOST_TEST(again.status == 200);
  BOOST_TEST(again.body == kept.body);
  BOOST_TEST(ask(platform, "reserve.slot", wish("1000"), complaint_uuid(1)).status == 409);
  BOOST_TEST(ask(platform, "reserve.slot", wish("0930"), complaint_uuid(2)).status == 201);
  const auto full = ask(platform, "reserve.slot", wish("0930"), complaint_uuid(3));
  BOOST_TEST(full.status == 422);
  BOOST_TEST(text_at(json_of(full), "/code") == "CASE-05");
  BOOST_TEST(text_at(json_of(full), "/detail").find("09:30") != std::string::npos);
  const auto left = free_slots(platform);
  BOOST_TEST(rows_of(left) == 10U);
  BOOST_TEST(text_at(left, "/rows/1/slot") == "1000");
  // Whoever was refused may take another time with the same key: nothing was kept by it.
  BOOST_TEST(ask(platform, "reserve.slot", wish("1000"), complaint_uuid(3)).status == 201);
}

BOOST_AUTO_TEST_CASE(a_full_day_is_not_offered) {
  InProcess platform(kFriday);
  int key = 0;
  const auto offered = free_slots(platform);
  for (const json::value& row : offered.at("rows").as_array())
    for (int i = 0; i < row.at("free").as_int64(); ++i)
      BOOST_TEST(
          ask(platform, "reserve.slot", wish(std::string_view(row.at("slot").as_string())), complaint_uuid(++key))
              .status == 201);
  BOOST_TEST(key == 22);
  BOOST_TEST(rows_of(free_slots(platform)) == 0U);
  const auto days = json_of(ask(platform, "record.slot-days", R"({"input":{"matter":"property"}})"));
  BOOST_TEST(rows_of(days) == 4U);
  BOOST_TEST(text_at(days, "/rows/0/day") == "2026-11-24");
}

BOOST_AUTO_TEST_CASE(the_same_resident_keeps_one_place_a_time) {
  InProcess platform(kFriday);
  const auto first = ask(platform, "reserve.slot", wish("0900", "2026-11-23", kWangXiulan), complaint_uuid(1));
  const auto second = ask(platform, "reserve.slot", wish("0900", "2026-11-23", kWangXiulan), complaint_uuid(2));
  BOOST_TEST(first.status == 201);
  BOOST_TEST(second.status == 200);
  BOOST_TEST(first.body == second.body);
  BOOST_TEST(text_at(free_slots(platform), "/rows/0/free") == "1");
  // Somebody of whom the platform knows nothing may come too. A made-up number that belongs to nobody.
  BOOST_TEST(
      ask(platform, "reserve.slot", wish("0900", "2026-11-23", "371524198803070010"), complaint_uuid(3)).status == 201);
  std::string bytes;
  for (const char* name : {"platform.db", "platform.db-wal"})
    if (const auto file = base::read_file(platform.data() / name); file) bytes += *file;
  BOOST_TEST(bytes.find("property") != std::string::npos);
  for (const char* word : {kWangXiulan, "371524198803070010", "000-0000-0000"})
    BOOST_TEST(bytes.find(word) == std::string::npos, word);
}

struct Bookings : InProcess {
  Bookings() : InProcess(kFriday) {}
  std::string request(json::object input, std::string_view resident = kWangXiulan) {
    return json::serialize(
        json::object{{"resident", json::object{{"id_number", resident}}}, {"input", std::move(input)}});
  }
  std::string booked(std::string_view slot, std::string_view resident = kWangXiulan) {
    const auto kept = ask(*this, "reserve.slot", wish(slot, "2026-11-23", resident), complaint_uuid(++keys));
    BOOST_TEST(kept.status == 201, kept.body);
    return text_at(json_of(kept), "/number");
  }
  json::value own(std::string_view resident = kWangXiulan) {
    return json_of(ask(*this, "record.bookings", request({}, resident)));
  }
  platform::Response cancel(std::string_view number, int key, std::string_view resident = kWangXiulan) {
    return ask(*this, "reserve.cancel", request({{"number", number}}, resident), complaint_uuid(key));
  }
  platform::Response move(std::string_view number, std::string_view day, std::string_view slot, int key) {
    return ask(*this, "reserve.move", request({{"number", number}, {"day", day}, {"slot", slot}}), complaint_uuid(key));
  }
  std::string free_at(std::string_view slot, std::string_view day = "2026-11-23") {
    const auto slots = free_slots(*this, day);
    for (const auto& row : slots.at("rows").as_array())
      if (text_at(row, "/slot") == slot) return text_at(row, "/free");
    return "0";
  }
  int keys = 100;
};

BOOST_FIXTURE_TEST_CASE(a_booking_can_be_given_up_and_its_place_is_free, Bookings) {
  const std::string number = booked("0930");
  BOOST_TEST(text_at(own(), "/rows/0/number") == number);
  BOOST_TEST(text_at(own(), "/rows/0/may_change") == "yes");
  BOOST_TEST(text_at(own(), "/rows/0/title/zh-CN") == "房产登记");
  BOOST_TEST(rows_of(own(kGongYan)) == 0U);
  BOOST_TEST(free_at("0930") == "1");
  BOOST_TEST(cancel(number, 1, kGongYan).status == 404);  // somebody else's
  const auto given_up = cancel(number, 2);
  BOOST_TEST(given_up.status == 200);
  BOOST_TEST(text_at(json_of(given_up), "/state") == "cancelled");
  BOOST_TEST(free_at("0930") == "2");
  BOOST_TEST(rows_of(own()) == 0U);
  BOOST_TEST(json_of(administer("GET", "/admin/slots?day=2026-11-23")).at("bookings").as_array().empty());
  // Asked again, by the same key and by another: it is given up once.
  BOOST_TEST(cancel(number, 2).body == given_up.body);
  BOOST_TEST(cancel(number, 3).status == 200);
  BOOST_TEST(free_at("0930") == "2");
  BOOST_TEST(cancel("1123-999", 2).status == 409);
  BOOST_TEST(cancel("1123-999", 4).status == 404);
  // The number is not given to anybody else, and the resident may book the same time again.
  BOOST_TEST(booked("0930") == "1123-002");
}

BOOST_FIXTURE_TEST_CASE(a_booking_moves_when_there_is_room, Bookings) {
  const std::string number = booked("0930");
  booked("1000", kGongYan);
  booked("1000", kZhaoXiaoyu);
  BOOST_TEST(text_at(json_of(move(number, "2026-11-23", "1000", 1)), "/code") == "CASE-05");
  BOOST_TEST(text_at(own(), "/rows/0/number") == number);  // nothing is lost by a move that fails
  BOOST_TEST(move(number, "2026-12-31", "1000", 2).status == 422);
  BOOST_TEST(move(number, "2026-11-24", "0815", 3).status == 422);
  const auto moved = move(number, "2026-11-24", "1430", 4);
  BOOST_TEST(moved.status == 200);
  BOOST_TEST(text_at(json_of(moved), "/number") == "1124-001");
  BOOST_TEST(text_at(json_of(moved), "/from") == "14:30");
  BOOST_TEST(move(number, "2026-11-24", "1430", 4).body == moved.body);
  BOOST_TEST(move(number, "2026-11-25", "1430", 5).status == 404);  // the old one is over
  BOOST_TEST(free_at("0930") == "2");
  BOOST_TEST(free_at("1430", "2026-11-24") == "1");
  BOOST_TEST(rows_of(own()) == 1U);
  const auto noted = core().readers.read<std::string>([](platform::Database& database) -> base::Result<std::string> {
    platform::Statement query = database.prepare("SELECT subject || ' ' || who FROM audit WHERE action='slot-move'");
    return query.step() ? query.text_at(0) : std::string();
  });
  BOOST_TEST(noted.value() == "2026-11-23 1123-001 to 2026-11-24 1124-001 LC07");
}

BOOST_FIXTURE_TEST_CASE(an_hour_before_it_is_too_late, Bookings) {
  const std::string number = booked("0930");
  set_now("2026-11-23T00:30:00Z");  // 08:30 in China
  BOOST_TEST(text_at(own(), "/rows/0/may_change") == "yes");
  set_now("2026-11-23T00:30:01Z");
  BOOST_TEST(text_at(own(), "/rows/0/may_change") == "no");
  for (const auto& late : {cancel(number, 1), move(number, "2026-11-24", "1430", 2)}) {
    BOOST_TEST(late.status == 403);
    BOOST_TEST(text_at(json_of(late), "/code") == "CASE-04");
    BOOST_TEST(text_at(json_of(late), "/reason") == "booking-too-late");
  }
  BOOST_TEST(text_at(own(), "/rows/0/number") == number);
  for (const char* body :
       {R"({"input":{"number":"1123-001"}})", R"({"resident":{"code":"nobody-knows-this"},"input":{"number":"1"}})"})
    BOOST_TEST(ask(*this, "reserve.cancel", body, complaint_uuid(3)).status == 422, body);
  BOOST_TEST(ask(*this, "reserve.cancel", request({{"number", number}})).status == 422);  // without a key
}

BOOST_AUTO_TEST_CASE(what_can_not_be_booked_is_refused_with_its_place) {
  InProcess platform(kFriday);
  const std::pair<std::string, const char*> wrong[] = {
      {R"({"input":{"matter":"no-such","day":"2026-11-23","slot":"0900"}})", "/input/matter"},
      {R"({"input":{"matter":"property","day":"2026-11-20","slot":"0900"}})", "/input/day"},
      {R"({"input":{"matter":"property","day":"2026-11-21","slot":"0900"}})", "/input/day"},
      {R"({"input":{"matter":"property","day":"2026-12-20","slot":"0900"}})", "/input/day"},
      {R"({"input":{"matter":"property","day":"2026-02-30","slot":"0900"}})", "/input/day"},
      {R"({"input":{"matter":"property","day":"2026-11-23","slot":"0905"}})", "/input/slot"},
      {R"({"input":{"matter":"property","day":"2026-11-23","slot":7}})", "/input/slot"},
      {R"({"input":{"matter":"property","day":"2026-11-23","slot":"0900","phone":"call me"}})", "/input/phone"},
      {R"({"input":{"matter":"property","day":"2026-11-23","slot":"0900","x":1}})", "/input"},
      {R"({"resident":{"id_number":"1"},"input":{"matter":"property","day":"2026-11-23","slot":"0900"}})",
       "/resident/id_number"},
      {R"({})", "/input"},
  };
  for (const auto& [body, place] : wrong) {
    const auto answer = ask(platform, "reserve.slot", body, complaint_uuid(1));
    BOOST_TEST(answer.status == 422, body);
    BOOST_TEST(text_at(json_of(answer), "/code") == "SYS-06");
    BOOST_TEST(text_at(json_of(answer), "/detail").find(place) != std::string::npos, answer.body);
  }
  BOOST_TEST(ask(platform, "reserve.slot", wish("0900")).status == 422);  // without a key
  BOOST_TEST(ask(platform, "record.slots", R"({"input":{"matter":"property"}})").status == 422);
  BOOST_TEST(ask(platform, "record.slot-days", R"({"input":{"matter":7}})").status == 422);
  BOOST_TEST(ask(platform, "record.slot-days", std::string(20000, ' ') + "{}").status == 422);
}

BOOST_AUTO_TEST_CASE(plans_from_outside) {
  const auto detail = [](std::string_view text) {
    const auto plan = platform::SlotPlan::parse(base::parse_json(text).value(), "slots");
    return plan ? std::string("accepted") : plan.error().detail;
  };
  const auto with = [&](std::string_view hours,
                        std::string_view matter = R"({"title":{"zh-CN":"甲","en":"A"},"capacity":1})",
                        std::string_view days = "5") {
    return detail(R"({"days":)" + std::string(days) + R"(,"place":{"zh-CN":"厅","en":"Hall"},"hours":)" +
                  std::string(hours) + R"(,"matters":{"a":)" + std::string(matter) + "}}");
  };
  const char* hours = R"([{"slot":"0900","from":"09:00","to":"09:30"}])";
  BOOST_TEST(with(hours) == "accepted");
  BOOST_TEST(with("[]").find("/hours") != std::string::npos);
  BOOST_TEST(with(R"([{"slot":"a","from":"09:30","to":"09:00"}])").find("/hours/0") != std::string::npos);
  BOOST_TEST(with(R"([{"slot":"a","from":"24:00","to":"25:00"}])").find("/from") != std::string::npos);
  BOOST_TEST(with(R"([{"slot":"a","from":"9:00","to":"10:00"}])").find("/from") != std::string::npos);
  BOOST_TEST(
      with(R"([{"slot":"a","from":"09:00","to":"10:00"},{"slot":"a","from":"10:00","to":"11:00"}])").find("twice") !=
      std::string::npos);
  BOOST_TEST(with(hours, R"({"title":{"zh-CN":"甲","en":"A"},"capacity":0})").find("/capacity") != std::string::npos);
  BOOST_TEST(with(hours, R"({"capacity":1})").find("/title") != std::string::npos);
  BOOST_TEST(with(hours, R"({"title":{"zh-CN":"甲","en":"A"},"capacity":1})", "0").find("/days") != std::string::npos);
}

// Sixty-four terminals' requests at once, over TLS, for the two places of one time.
BOOST_AUTO_TEST_CASE(sixty_four_at_once_never_take_more_than_there_is) {
  PlatformProcess process;
  auto client = process.client();
  const auto days = client.call("POST", "/v1/operations/record.slot-days", R"({"input":{"matter":"property"}})").json();
  const std::string day = text_at(days, "/rows/0/day");
  std::atomic<int> kept{0}, refused{0}, other{0};
  std::vector<std::string> numbers(64);
  std::vector<std::thread> threads;
  for (int i = 0; i < 64; ++i)
    threads.emplace_back([&, i] {
      auto own = process.client();
      const auto answer = own.call("POST", "/v1/operations/reserve.slot", wish("1400", day),
                                   {"Idempotency-Key: " + complaint_uuid(100 + i)});
      kept += answer.status == 201;
      refused += answer.status == 422 && answer.code() == "CASE-05";
      other += answer.status != 201 && answer.status != 422;
      if (answer.status == 201) numbers[static_cast<std::size_t>(i)] = text_at(answer.json(), "/number");
    });
  for (auto& thread : threads) thread.join();
  BOOST_TEST(kept == 2);
  BOOST_TEST(refused == 62);
  BOOST_TEST(other == 0);
  std::set<std::string> different(numbers.begin(), numbers.end());
  BOOST_TEST(different.size() == 3U);  // two numbers and the empty text of the others
  const auto left =
      client.call("POST", "/v1/operations/record.slots", R"({"input":{"matter":"property","day":")" + day + "\"}}")
          .json();
  BOOST_TEST(rows_of(left) == 10U);

  // Killed and started again, the places are still taken.
  process.kill_hard();
  process.start();
  auto after = process.client();
  BOOST_TEST(
      after.call("POST", "/v1/operations/reserve.slot", wish("1400", day), {"Idempotency-Key: " + complaint_uuid(1)})
          .status == 422);
  const auto listed = process.command({"slot", "list", "--day", day});
  BOOST_TEST(listed.status == 0, listed.output);
  for (const std::string& number : different)
    BOOST_TEST(listed.output.find(number) != std::string::npos, listed.output);
}

BOOST_AUTO_TEST_SUITE_END()

}  // namespace
