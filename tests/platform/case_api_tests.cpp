#include <boost/test/unit_test.hpp>

#include <thread>

#include <boost/json.hpp>

#include "base/base64.hpp"
#include "base/file.hpp"
#include "platform/crypto/sodium.hpp"
#include "tests/platform/in_process.hpp"

namespace {

using namespace bianmin;
using namespace bianmin::tests;

std::string sealed_for(InProcess& platform, std::string_view plain) {
  const std::string box = platform::seal(platform.core().keys.seal.public_half, plain);
  return boost::json::serialize(boost::json::object{{"sealed", base::encode_base64(box)}});
}

platform::Response file(InProcess& platform, int sequence, std::string_view overrides = "{}") {
  return platform.call("POST", "/v1/cases", complaint(sequence, overrides), complaint_uuid(sequence));
}

BOOST_AUTO_TEST_SUITE(case_api_tests)

BOOST_AUTO_TEST_CASE(a_complaint_is_dispatched_and_gets_its_deadline) {
  InProcess platform("2026-11-20T02:00:00Z");
  const auto answer = file(platform, 981);
  BOOST_TEST(answer.status == 201);
  const auto view = json_of(answer);
  BOOST_TEST(text_at(view, "/number") == complaint_number(981));
  BOOST_TEST(text_at(view, "/case") == complaint_uuid(981));
  BOOST_TEST(text_at(view, "/status") == "dispatched");
  BOOST_TEST(text_at(view, "/unit/zh-CN") == "铜城街道城管中队");
  BOOST_TEST(text_at(view, "/deadline") == "2026-11-27");
  BOOST_TEST(text_at(view, "/light") == "none");
  BOOST_TEST(text_at(view, "/history/0/status") == "accepted");
  BOOST_TEST(text_at(view, "/history/1/unit/en") == "Tongcheng Urban Management Squad");
  BOOST_TEST(answer.body.find("王秀兰") == std::string::npos);
  BOOST_TEST(answer.body.find("路灯") == std::string::npos);
}

BOOST_AUTO_TEST_CASE(a_case_says_by_which_service_it_came) {
  InProcess platform;
  const auto filed = [&](int sequence, std::string_view changes) {
    return json_of(platform.call("POST", "/v1/cases", complaint(sequence, changes), complaint_uuid(sequence)));
  };
  const auto plain = filed(1, "{}");
  BOOST_TEST(text_at(plain, "/service") == "complaint");
  BOOST_TEST(text_at(plain, "/kind") == "case");
  BOOST_TEST(text_at(plain, "/service_title/en") == "Complaints and ideas");
  const auto photo = filed(2, R"({"service":"snap"})");
  BOOST_TEST(text_at(photo, "/kind") == "photo-report");
  BOOST_TEST(text_at(photo, "/service_title/zh-CN") == "随手拍");
  BOOST_TEST(text_at(photo, "/service_title/ko") == "사진 신고");
  const auto bundle = filed(3, R"({"service":"birth","category":"birth","items":["birth-certificate","hukou"]})");
  BOOST_TEST(text_at(bundle, "/kind") == "bundle");
  const auto unnamed = filed(4, R"({"service":"new-one"})");
  BOOST_TEST(text_at(unnamed, "/service") == "new-one");
  BOOST_TEST(text_at(unnamed, "/service_title") == "(absent)");
  const auto found = json_of(
      platform.call("POST", "/v1/cases/search", R"({"resident":{"id_number":")" + std::string(kWangXiulan) + R"("}})"));
  BOOST_TEST(text_at(found, "/cases/0/service") != "(absent)");
}

BOOST_AUTO_TEST_CASE(sending_twice_makes_one_case_and_the_same_answer) {
  InProcess platform;
  const auto first = file(platform, 1);
  const auto again = file(platform, 1);
  BOOST_TEST(first.status == 201);
  BOOST_TEST(again.status == 200);
  BOOST_TEST(first.body == again.body);
  const auto sealed = platform.call("POST", "/v1/cases", sealed_for(platform, complaint(1)), complaint_uuid(1));
  BOOST_TEST(sealed.status == 200);
  BOOST_TEST(sealed.body == first.body);
  BOOST_TEST(json_of(platform.administer("GET", "/admin/cases")).as_object().at("cases").as_array().size() == 1U);
}

BOOST_AUTO_TEST_CASE(the_same_key_with_another_content_is_a_conflict) {
  InProcess platform;
  BOOST_TEST(file(platform, 1).status == 201);
  BOOST_TEST(file(platform, 1, R"({"text":"别的事"})").status == 409);
  BOOST_TEST(file(platform, 1, R"({"category":"noise"})").status == 409);
  // Another case that took the same number.
  const auto taken = platform.call("POST", "/v1/cases", complaint(2, R"({"number":")" + complaint_number(1) + "\"}"),
                                   complaint_uuid(2));
  BOOST_TEST(taken.status == 409);
  BOOST_TEST(text_at(json_of(taken), "/code") == "CASE-01");
  BOOST_TEST(file(platform, 1).status == 200);
}

BOOST_AUTO_TEST_CASE(sealed_complaints_are_opened_and_others_refused) {
  InProcess platform;
  const auto filed = platform.call("POST", "/v1/cases", sealed_for(platform, complaint(3)), complaint_uuid(3));
  BOOST_TEST(filed.status == 201);
  const auto refused = [&](std::string_view body) {
    const auto answer = platform.call("POST", "/v1/cases", body, complaint_uuid(4));
    BOOST_TEST(answer.content_type == "application/problem+json");
    return answer.status;
  };
  const std::string other = platform::seal(platform::SealKey::generate().public_half, complaint(4));
  BOOST_TEST(refused(R"({"sealed":")" + base::encode_base64(other) + "\"}") == 422);
  BOOST_TEST(refused(R"({"sealed":"%%%"})") == 422);
  BOOST_TEST(refused(R"({"sealed":""})") == 422);
  BOOST_TEST(refused(R"({"sealed":7})") == 422);
  BOOST_TEST(refused(R"({"sealed":"","x":1})") == 422);
  BOOST_TEST(refused(sealed_for(platform, "not json")) == 422);
  BOOST_TEST(refused(sealed_for(platform, "[]")) == 422);
  BOOST_TEST(refused("[]") == 422);
  BOOST_TEST(refused("") == 422);
  BOOST_TEST(refused(sealed_for(platform, complaint(5))) == 422);  // another case's key
}

BOOST_AUTO_TEST_CASE(a_service_of_one_kind_needs_no_category_place_or_text) {
  InProcess platform("2026-11-20T02:00:00Z");
  const auto file_short = [&](int sequence, std::string_view service) {
    auto body = base::parse_json(complaint(sequence)).value().as_object();
    for (const char* member : {"category", "area", "text"}) body.erase(member);
    body["service"] = service;
    return platform.call("POST", "/v1/cases", boost::json::serialize(body), complaint_uuid(sequence));
  };
  const auto answer = file_short(31, "pension-check");
  BOOST_TEST(answer.status == 201);
  const auto view = json_of(answer);
  BOOST_TEST(text_at(view, "/category") == "pension-check");
  BOOST_TEST(text_at(view, "/area") == "");
  BOOST_TEST(text_at(view, "/unit/en") == "Dong'e County Social Insurance Centre");
  BOOST_TEST(text_at(view, "/history/0/text/zh-CN").find("认证") != std::string::npos);
  // A visit is settled by being booked: nobody owes an answer, so no card is shown on its day.
  const auto visit = json_of(file_short(33, "appointment"));
  BOOST_TEST(text_at(visit, "/status") == "answered");
  BOOST_TEST(text_at(visit, "/deadline") == "2026-11-23");
  BOOST_TEST(text_at(visit, "/light") == "none");
  BOOST_TEST(text_at(visit, "/history/2/text/zh-CN").find("2026年11月23日") != std::string::npos);
  const auto refused = file_short(32, "no-such-service");
  BOOST_TEST(refused.status == 422);
  BOOST_TEST(text_at(json_of(refused), "/detail").find("/service") != std::string::npos);
}

BOOST_AUTO_TEST_CASE(malformed_complaints_name_the_place_and_no_value) {
  InProcess platform;
  const std::pair<const char*, const char*> cases[] = {
      {R"({"number":"LC07-2611-00007-0"})", "/number"},
      {R"({"terminal":"LC08"})", "/number"},
      {R"({"category":"rodas"})", "/category"},
      {R"({"area":"mars"})", "/area"},
      {R"({"filed_at":"yesterday"})", "/filed_at"},
      {R"({"text":7})", "/text"},
      {R"({"anonymous":"no"})", "/anonymous"},
      {R"({"contact":{"phone":"call me 王秀兰"}})", "/contact/phone"},
      {R"({"resident":{"id_number":"371524194803129028","name":"王秀兰"}})", "/resident/id_number"},
      {R"({"extra":[1]})", "/extra"},
      {R"({"surprise":1})", "surprise"},
      {R"({"case":"x"})", "/case"},
  };
  for (const auto& [overrides, place] : cases) {
    const auto answer = file(platform, 7, overrides);
    BOOST_TEST(answer.status == 422, overrides);
    const std::string detail = text_at(json_of(answer), "/detail");
    BOOST_TEST(detail.find(place) != std::string::npos, overrides << ": " << detail);
    BOOST_TEST(detail.find("王秀兰") == std::string::npos);
    BOOST_TEST(detail.find("3715241948") == std::string::npos);
  }
  BOOST_TEST(platform.call("POST", "/v1/cases", complaint(7)).status == 422);
  BOOST_TEST(platform.call("POST", "/v1/cases", complaint(7), "not-a-uuid").status == 422);
}

BOOST_AUTO_TEST_CASE(a_terminal_files_for_itself_only) {
  InProcess platform;
  platform.core().fleet.set("LC08", "01");
  BOOST_TEST(platform.call("POST", "/v1/cases", complaint(1), complaint_uuid(1), "LC08").status == 403);
  BOOST_TEST(platform.call("POST", "/v1/cases", complaint(1), complaint_uuid(1), "").status == 403);
  BOOST_TEST(platform.call("POST", "/v1/cases", complaint(1), complaint_uuid(1), "LC99").status == 403);
}

BOOST_AUTO_TEST_CASE(deadlines_skip_national_day) {
  InProcess platform("2026-09-30T02:00:00Z");
  const auto view = json_of(file(platform, 1, R"({"filed_at":"2026-09-30T01:00:00Z"})"));
  BOOST_TEST(text_at(view, "/deadline") == "2026-10-13");
  // 00:30 on 1 October in China is still 30 September in UTC: the day of filing is a holiday.
  const auto late = json_of(file(platform, 2, R"({"filed_at":"2026-09-30T16:30:00Z"})"));
  BOOST_TEST(text_at(late, "/deadline") == "2026-10-13");
}

BOOST_AUTO_TEST_CASE(a_wrong_clock_does_not_make_a_wrong_deadline) {
  InProcess platform("2026-11-20T02:00:00Z");
  for (const auto& [sequence, filed] : {std::pair(1, "2000-01-01T00:00:00Z"), std::pair(2, "2031-01-01T00:00:00Z")}) {
    const auto view = json_of(file(platform, sequence, R"({"filed_at":")" + std::string(filed) + "\"}"));
    BOOST_TEST(text_at(view, "/deadline") == "2026-11-27");
  }
  // Filed offline three days ago: counted from then.
  const auto offline = json_of(file(platform, 3, R"({"filed_at":"2026-11-17T02:00:00Z"})"));
  BOOST_TEST(text_at(offline, "/deadline") == "2026-11-24");
}

BOOST_AUTO_TEST_CASE(lights_come_on_with_time_and_go_out_with_the_answer) {
  InProcess platform("2026-11-20T02:00:00Z");
  file(platform, 1);
  const auto light = [&] { return text_at(json_of(platform.call("POST", state_path(1), state_body(1))), "/light"); };
  platform.set_now("2026-11-25T15:59:00Z");
  BOOST_TEST(light() == "none");
  platform.set_now("2026-11-25T16:00:00Z");  // 26 November in China, one working day before the deadline
  BOOST_TEST(light() == "yellow");
  platform.set_now("2026-11-28T02:00:00Z");
  BOOST_TEST(light() == "red");
  const std::string steps = "/admin/cases/" + complaint_number(1) + "/steps";
  BOOST_TEST(platform.administer("POST", steps, R"({"to":"closed"})").status == 422);
  BOOST_TEST(platform.administer("POST", steps, R"({"to":"in_progress"})").status == 200);
  BOOST_TEST(light() == "red");
  const auto answered =
      platform.administer("POST", steps, R"({"to":"answered","zh-CN":"路灯换好了。","en":"Mended."})");
  BOOST_TEST(text_at(json_of(answered), "/history/3/text/zh-CN") == "路灯换好了。");
  BOOST_TEST(light() == "none");
  platform.administer("POST", steps, R"({"to":"revisit"})");
  const auto reopened = json_of(platform.administer("POST", steps, R"({"to":"reopened"})"));
  BOOST_TEST(text_at(reopened, "/deadline") == "2026-12-04");
  BOOST_TEST(text_at(reopened, "/light") == "none");
  BOOST_TEST(text_at(reopened, "/history/5/text/zh-CN").find("铜城街道城管中队") != std::string::npos);
}

BOOST_AUTO_TEST_CASE(a_wrong_unit_passes_the_case_on) {
  InProcess platform;
  file(platform, 1);
  const std::string steps = "/admin/cases/" + complaint_number(1) + "/steps";
  const auto moved = json_of(platform.administer("POST", steps, R"({"to":"dispatched","unit":"utilities"})"));
  BOOST_TEST(text_at(moved, "/unit/zh-CN") == "铜城街道市政服务队");
  BOOST_TEST(text_at(moved, "/history/1/unit/zh-CN") == "铜城街道城管中队");
  BOOST_TEST(text_at(moved, "/history/2/unit/zh-CN") == "铜城街道市政服务队");
  BOOST_TEST(platform.administer("POST", steps, R"({"to":"dispatched","unit":"nobody"})").status == 422);
  BOOST_TEST(platform.administer("POST", "/admin/cases/LC07-1/steps", R"({"to":"dispatched"})").status == 404);
}

BOOST_AUTO_TEST_CASE(a_case_is_shown_to_who_has_its_token) {
  InProcess platform;
  file(platform, 1);
  BOOST_TEST(platform.call("POST", state_path(1), state_body(1)).status == 200);
  for (const std::string& body : {std::string(R"({"token":""})"), std::string(R"({"token":"x"})"), state_body(2)}) {
    const auto answer = platform.call("POST", state_path(1), body);
    BOOST_TEST(answer.status == 404, body);
    BOOST_TEST(text_at(json_of(answer), "/code") == "CASE-03");
  }
  for (const char* body : {"", "{}", R"({"token":7})", R"({"token":"x","y":1})"})
    BOOST_TEST(platform.call("POST", state_path(1), body).status == 422, body);
  BOOST_TEST(platform.call("POST", "/v1/cases/LC07-2611-99999-0/state", state_body(1)).status == 404);
  // No token in a target, where proxies log it; and no case without one.
  const auto target = platform.call("GET", "/v1/cases/" + complaint_number(1) + "?token=" + complaint_uuid(1));
  BOOST_TEST(target.status == 404);
  BOOST_TEST(target.body.find("dispatched") == std::string::npos);
  BOOST_TEST(platform.call("GET", "/admin/cases/" + complaint_number(1)).status == 404);
}

BOOST_AUTO_TEST_CASE(residents_find_their_cases_newest_first) {
  InProcess platform;
  file(platform, 1, R"({"filed_at":"2026-11-18T01:00:00Z"})");
  file(platform, 2, R"({"filed_at":"2026-11-19T01:00:00Z"})");
  file(platform, 3, R"({"anonymous":true})");
  file(platform, 4, R"({"resident":{"id_number":"371524197509309559","name":"龚䶮"}})");
  const auto found =
      json_of(platform.call("POST", "/v1/cases/search", R"({"resident":{"id_number":"371524194803120067"}})"));
  BOOST_TEST(found.as_object().at("cases").as_array().size() == 2U);
  BOOST_TEST(text_at(found, "/cases/0/number") == complaint_number(2));
  BOOST_TEST(text_at(found, "/cases/1/number") == complaint_number(1));
  BOOST_TEST(platform.call("POST", "/v1/cases/search", R"({"resident":{"id_number":"1"}})").status == 422);
  BOOST_TEST(platform.call("POST", "/v1/cases/search", R"({})").status == 422);
}

BOOST_AUTO_TEST_CASE(nothing_personal_is_readable_in_the_store) {
  InProcess platform;
  file(platform, 1);
  platform.call("POST", "/v1/certificates",
                R"({"kind":"social-insurance-proof","resident":{"id_number":"371524194803120067"},"input":{}})",
                complaint_uuid(50));
  std::string bytes;
  for (const char* name : {"platform.db", "platform.db-wal"})
    if (const auto file = base::read_file(platform.data() / name); file) bytes += *file;
  BOOST_TEST(bytes.find(complaint_number(1)) != std::string::npos);
  for (const char* word : {"371524194803120067", "王秀兰", "路灯", "000-0000-0000"})
    BOOST_TEST(bytes.find(word) == std::string::npos, word);
}

BOOST_AUTO_TEST_CASE(ratings_count_once) {
  InProcess platform;
  const char* body = R"({"service":"social-proof","case":null,"stars":2,"reasons":["slow","unclear"]})";
  BOOST_TEST(platform.call("POST", "/v1/ratings", body, complaint_uuid(9)).status == 201);
  BOOST_TEST(platform.call("POST", "/v1/ratings", body, complaint_uuid(9)).status == 200);
  BOOST_TEST(platform.call("POST", "/v1/ratings", R"({"service":"x","stars":5})", complaint_uuid(9)).status == 409);
  BOOST_TEST(platform.call("POST", "/v1/ratings", R"({"service":"x","stars":6})", complaint_uuid(8)).status == 422);
  BOOST_TEST(platform.call("POST", "/v1/ratings", R"({"service":"x","stars":5})").status == 422);
  const auto count = platform.core().readers.read<std::int64_t>([](platform::Database& database) {
    platform::Statement query = database.prepare("SELECT COUNT(*) FROM rating");
    query.step();
    return base::Result<std::int64_t>(query.number_at(0));
  });
  BOOST_TEST(count.value() == 1);
}

BOOST_AUTO_TEST_CASE(many_at_once_from_many_threads) {
  InProcess platform;
  std::atomic<int> created{0}, repeated{0};
  std::vector<std::thread> threads;
  for (int t = 0; t < 4; ++t)
    threads.emplace_back([&] {
      for (int i = 0; i < 100; ++i) {
        const int status = file(platform, i).status;
        created += status == 201;
        repeated += status == 200;
      }
    });
  for (auto& thread : threads) thread.join();
  BOOST_TEST(created == 100);
  BOOST_TEST(repeated == 300);
}

BOOST_AUTO_TEST_SUITE_END()

}  // namespace
