#include <boost/test/unit_test.hpp>

#include <boost/json.hpp>

#include "base/file.hpp"
#include "base/id_number.hpp"
#include "platform/content/manifest.hpp"
#include "platform/crypto/sodium.hpp"
#include "platform/notices/notice.hpp"
#include "tests/platform/in_process.hpp"

namespace {

using namespace bianmin;
using namespace bianmin::tests;
namespace json = boost::json;

std::string of(std::string_view id_number, std::string_view name = "") {
  json::object resident{{"id_number", id_number}};
  if (!name.empty()) resident["name"] = name;
  return json::serialize(json::object{{"resident", resident}, {"input", json::object{}}});
}

std::string certificate_of(std::string_view kind, std::string_view id_number) {
  return json::serialize(
      json::object{{"kind", kind}, {"resident", json::object{{"id_number", id_number}}}, {"input", json::object{}}});
}

BOOST_AUTO_TEST_SUITE(records_api_tests)

BOOST_AUTO_TEST_CASE(records_are_told_to_terminals) {
  InProcess platform;
  const auto record = platform.call("POST", "/v1/operations/record.social-insurance", of(kWangXiulan, "王秀兰"));
  BOOST_TEST(record.status == 200);
  BOOST_TEST(text_at(json_of(record), "/fields/name") == "王秀兰");
  BOOST_TEST(text_at(json_of(record), "/fields/months_paid") == "186");
  BOOST_TEST(text_at(json_of(record), "/rows/0/months") == "126");
  const auto by_code = platform.call("POST", "/v1/operations/resident.by-code",
                                     R"({"resident":{"code":"DEMO-ESSC:gong-yan:83be5f4410"}})");
  BOOST_TEST(text_at(json_of(by_code), "/fields/name") == "龚䶮");
  BOOST_TEST(text_at(json_of(by_code), "/fields/id_number") == kGongYan);
}

BOOST_AUTO_TEST_CASE(unknown_residents_records_and_operations) {
  InProcess platform;
  const auto code_of = [&](std::string_view operation, const std::string& body) {
    const auto answer = platform.call("POST", "/v1/operations/" + std::string(operation), body);
    return std::to_string(answer.status) + " " + text_at(json_of(answer), "/code");
  };
  BOOST_TEST(code_of("record.social-insurance", of("371524199001011230")) == "404 CASE-02");
  BOOST_TEST(code_of("record.social-insurance", of(kWangXiulan, "王秀")) == "404 CASE-02");
  BOOST_TEST(code_of("record.social-insurance", of(kZhaoXiaoyu)) == "404 CASE-02");
  BOOST_TEST(code_of("record.no-such", of(kWangXiulan)) == "404 CASE-02");
  BOOST_TEST(code_of("resident.by-code", R"({"resident":{"code":"unknown-code"}})") == "404 CASE-02");
  BOOST_TEST(code_of("drop.tables", of(kWangXiulan)) == "404 CASE-01");
  BOOST_TEST(code_of("record.social-insurance", "{}") == "422 SYS-06");
  BOOST_TEST(code_of("record.social-insurance", R"({"resident":{"id_number":7}})") == "422 SYS-06");
  BOOST_TEST(code_of("record.social-insurance", "") == "422 SYS-06");
}

BOOST_AUTO_TEST_CASE(certificates_are_numbered_once_and_verified) {
  InProcess platform("2026-11-20T17:00:00Z");
  const std::string body = certificate_of("social-insurance-proof", kWangXiulan);
  const auto first = platform.call("POST", "/v1/certificates", body, complaint_uuid(1));
  BOOST_TEST(first.status == 201);
  BOOST_TEST(text_at(json_of(first), "/number") == "SB-2026-000001-1");
  const auto again = platform.call("POST", "/v1/certificates", body, complaint_uuid(1));
  BOOST_TEST(again.status == 200);
  BOOST_TEST(again.body == first.body);
  BOOST_TEST(platform.call("POST", "/v1/certificates", certificate_of("pension-proof", kWangXiulan), complaint_uuid(1))
                 .status == 409);
  const auto next = json_of(platform.call("POST", "/v1/certificates", body, complaint_uuid(2)));
  BOOST_TEST(text_at(next, "/number").substr(0, 14) == "SB-2026-000002");
  const auto other = json_of(
      platform.call("POST", "/v1/certificates", certificate_of("pension-proof", kWangXiulan), complaint_uuid(3)));
  BOOST_TEST(text_at(other, "/number").substr(0, 14) == "YL-2026-000001");

  const std::string url = text_at(json_of(first), "/verify_url");
  BOOST_TEST(url.starts_with("https://platform.example/verify/SB-2026-000001-1?c="));
  const auto page = platform.call("GET", url.substr(std::string("https://platform.example").size()), {}, {}, "");
  BOOST_TEST(page.status == 200);
  BOOST_TEST(page.content_type == "text/html; charset=utf-8");
  for (const char* shown : {"这是真的证明", "王**", "社会保险参保证明", "2026年11月21日", "SB-2026-000001-1"})
    BOOST_TEST(page.body.find(shown) != std::string::npos, shown);
  BOOST_TEST(page.body.find("王秀兰") == std::string::npos);
  BOOST_TEST(page.body.find("371524") == std::string::npos);
}

BOOST_AUTO_TEST_CASE(the_number_starts_anew_each_year_in_china) {
  InProcess platform("2026-12-31T15:59:00Z");
  const std::string body = certificate_of("social-insurance-proof", kWangXiulan);
  platform.call("POST", "/v1/certificates", body, complaint_uuid(1));
  platform.set_now("2026-12-31T16:00:00Z");
  const auto next = json_of(platform.call("POST", "/v1/certificates", body, complaint_uuid(2)));
  BOOST_TEST(text_at(next, "/number").substr(0, 14) == "SB-2027-000001");
}

BOOST_AUTO_TEST_CASE(forged_certificates_are_not_found) {
  InProcess platform;
  const auto made = json_of(platform.call("POST", "/v1/certificates",
                                          certificate_of("social-insurance-proof", kWangXiulan), complaint_uuid(1)));
  const std::string code = text_at(made, "/verify_url").substr(text_at(made, "/verify_url").find("c=") + 2);
  const auto status = [&](const std::string& target) { return platform.call("GET", target, {}, {}, "").status; };
  BOOST_TEST(status("/verify/SB-2026-000001-1?c=" + code) == 200);
  BOOST_TEST(status("/verify/SB-2026-000001-1") == 404);
  BOOST_TEST(status("/verify/SB-2026-000001-1?c=00000000") == 404);
  BOOST_TEST(status("/verify/SB-2026-000002-9?c=" + code) == 404);
  BOOST_TEST(status("/verify/%3Cscript%3E?c=" + code) == 404);
  const auto page = platform.call("GET", "/verify/%3Cscript%3Ealert(1)?c=%3Cb%3E", {}, {}, "");
  BOOST_TEST(page.body.find("<script") == std::string::npos);
}

BOOST_AUTO_TEST_CASE(who_is_not_eligible_is_told_why) {
  InProcess platform;
  const auto answer = platform.call("POST", "/v1/certificates", certificate_of("medical-insurance-proof", kParkJihun),
                                    complaint_uuid(1));
  BOOST_TEST(answer.status == 403);
  BOOST_TEST(text_at(json_of(answer), "/code") == "CASE-04");
  BOOST_TEST(text_at(json_of(answer), "/detail") == "certificate: not eligible: insurance-suspended");
  BOOST_TEST(text_at(json_of(answer), "/reason") == "insurance-suspended");
  BOOST_TEST(text_at(json_of(answer), "/texts/zh-CN").find("停缴") != std::string::npos);
  BOOST_TEST(text_at(json_of(answer), "/texts/en").find("suspended") != std::string::npos);
  BOOST_TEST(text_at(json_of(answer), "/texts/ko").find("의료보험") != std::string::npos);
  // The record tells it before anything is asked for.
  const auto record = platform.call("POST", "/v1/operations/record.medical-insurance",
                                    R"({"resident":{"id_number":")" + std::string(kParkJihun) + R"("},"input":{}})");
  BOOST_TEST(text_at(json_of(record), "/fields/not_eligible/zh-CN").find("停缴") != std::string::npos);
  BOOST_TEST(
      platform
          .call("POST", "/v1/certificates", certificate_of("social-insurance-proof", kZhaoXiaoyu), complaint_uuid(2))
          .status == 404);
  BOOST_TEST(
      platform.call("POST", "/v1/certificates", certificate_of("no-such", kWangXiulan), complaint_uuid(3)).status ==
      404);
  BOOST_TEST(platform.call("POST", "/v1/certificates", certificate_of("social-insurance-proof", kWangXiulan)).status ==
             422);
}

BOOST_AUTO_TEST_CASE(holidays_of_a_year) {
  InProcess platform;
  const auto answer = json_of(platform.call("GET", "/v1/holidays?year=2026"));
  BOOST_TEST(text_at(answer, "/holidays/0") == "2026-01-01");
  const auto calendar = base::parse_calendar(answer, "answer");
  BOOST_TEST(calendar.value().working_weekends.size() == 6U);
  BOOST_TEST(platform.call("GET", "/v1/holidays?year=2027").status == 200);
  BOOST_TEST(platform.call("GET", "/v1/holidays?year=2031").status == 404);
  for (const char* query : {"", "?year=", "?year=20x6", "?year=99999", "?year=-026"})
    BOOST_TEST(platform.call("GET", "/v1/holidays" + std::string(query)).status == 422, query);
}

BOOST_AUTO_TEST_CASE(a_resident_added_from_outside_is_known_and_a_bad_file_changes_nothing) {
  InProcess platform;
  const std::string valid = R"({"id_number":"37152419900101123)" +
                            std::string(1, base::id_check_character("37152419900101123")) +
                            R"(","name":"孙志强","codes":["DEMO-ESSC:sun"]})";
  BOOST_TEST(platform.administer("POST", "/admin/residents", valid).status == 201);
  BOOST_TEST(
      platform.call("POST", "/v1/operations/resident.by-code", R"({"resident":{"code":"DEMO-ESSC:sun"}})").status ==
      200);
  BOOST_TEST(platform.administer("POST", "/admin/residents", "{}").status == 422);
  // A file that is already there under a name of its own.
  const auto known = base::read_file(platform.data() / "residents" / "wang-xiulan.json");
  BOOST_TEST(platform.administer("POST", "/admin/residents", known.value()).status == 409);
  BOOST_TEST(base::write_file_durably(platform.data() / "residents" / "broken.json", "{").has_value());
  platform.platform().tick();
  BOOST_TEST(
      platform.call("POST", "/v1/operations/resident.by-code", R"({"resident":{"code":"DEMO-ESSC:sun"}})").status ==
      200);
}

BOOST_AUTO_TEST_CASE(manifests_from_outside) {
  const auto detail = [](std::string_view text) {
    const auto manifest = platform::parse_manifest(text);
    return manifest ? std::string("accepted") : manifest.error().detail;
  };
  const std::string digest(64, 'a');
  const auto with = [&](std::string_view path, std::string_view size = "1") {
    return R"({"version":1,"created":"2026-11-20T02:00:00Z","files":[{"path":")" + std::string(path) + R"(","size":)" +
           std::string(size) + R"(,"sha256":")" + digest + R"("}]})";
  };
  BOOST_TEST(detail(with("services/complaint.json")) == "accepted");
  BOOST_TEST(detail(with("recordings/zh-CN/welcome.opus")) == "accepted");
  for (const char* path : {"../etc/passwd", "services/../x", "/services/x", "services", "services/", "other/x",
                           "services/.hidden", "services//x", "services/a b", "services/a/b/c/d/e/f", ""})
    BOOST_TEST(detail(with(path)) != "accepted", path);
  BOOST_TEST(detail(with("services/x", "16777217")) != "accepted");
  BOOST_TEST(detail(with("services/x", "-1")) != "accepted");
  BOOST_TEST(detail(R"({"version":0,"created":"2026-11-20T02:00:00Z","files":[]})") != "accepted");
  BOOST_TEST(detail("[]") != "accepted");
}

BOOST_AUTO_TEST_CASE(notices_from_outside) {
  const platform::Notice notice{3,
                                "n1",
                                "emergency",
                                {"停水通知", "Water is off"},
                                {"今晚停水。", "No water tonight."},
                                base::parse_utc("2026-11-20T02:00:00Z").value(),
                                base::parse_utc("2026-11-20T04:00:00Z").value(),
                                {"*"},
                                false};
  const std::string text = platform::write_notice(notice);
  const auto read = platform::parse_notice(text);
  BOOST_TEST(read.value().text.zh == "今晚停水。");
  BOOST_TEST(platform::write_notice(*read) == text);
  const auto changed = [&](std::string_view from, std::string_view to) {
    std::string other = text;
    other.replace(other.find(from), from.size(), to);
    return platform::parse_notice(other).has_value();
  };
  BOOST_TEST(!changed("\"emergency\"", "\"panic\""));
  BOOST_TEST(!changed("T04:", "T02:"));
  BOOST_TEST(!changed("2026-11-20T04", "2027-11-20T04"));
  BOOST_TEST(!changed("[\"*\"]", "[]"));
  BOOST_TEST(!changed("[\"*\"]", "[\"lc\"]"));
  BOOST_TEST(!changed("\"sequence\":3", "\"sequence\":0"));
  BOOST_TEST(!changed("{\"sequence\"", "{\"x\":1,\"sequence\""));
}

BOOST_AUTO_TEST_CASE(statuses_are_checked_and_listed) {
  InProcess platform;
  const char* status = R"({"software":"0.1.0","content":7,"refused":{"version":8,"code":"CONT-03","detail":"bad"},
    "devices":[{"part":"printer.a4","state":"low","code":"PRINT-02"}],"outbox":3})";
  BOOST_TEST(platform.call("POST", "/v1/status", status).status == 204);
  BOOST_TEST(
      platform.call("POST", "/v1/status", R"({"software":"0.1.0","content":7,"refused":null,"devices":[],"outbox":0})")
          .status == 204);
  for (const char* bad : {"", "{}", R"({"software":"1","content":-1,"devices":[],"outbox":0})",
                          R"({"software":"1","content":1,"devices":[{"part":"p","state":"sad"}],"outbox":0})",
                          R"({"software":"1","content":1,"devices":[],"outbox":0,"name":"x"})"})
    BOOST_TEST(platform.call("POST", "/v1/status", bad).status == 422, bad);
}

BOOST_AUTO_TEST_SUITE_END()

}  // namespace
