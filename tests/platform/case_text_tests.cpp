#include <boost/test/unit_test.hpp>

#include <pwd.h>
#include <unistd.h>

#include <boost/json.hpp>

#include "base/base64.hpp"
#include "base/file.hpp"
#include "platform/cases/case_text.hpp"
#include "platform/cli/administration.hpp"
#include "platform/crypto/sodium.hpp"
#include "tests/platform/in_process.hpp"
#include "tests/platform/platform_process.hpp"

namespace {

using namespace bianmin;
using namespace bianmin::tests;
namespace json = boost::json;

constexpr char kGongYanCode[] = "DEMO-ESSC:gong-yan:83be5f4410";
constexpr char kNobodysCode[] = "DEMO-ESSC:nobody:0000000000";
constexpr char kWords[] = "东关社区门口的路灯坏了三天";

std::string by_code(std::string_view code) {
  return json::serialize(json::object{{"resident", json::object{{"code", code}}}});
}

std::string sealed_for(InProcess& platform, std::string_view plain) {
  const std::string box = platform::seal(platform.core().keys.seal.public_half, plain);
  return json::serialize(json::object{{"sealed", base::encode_base64(box)}});
}

int file(InProcess& platform, int sequence, std::string_view overrides = "{}", bool sealed = false) {
  std::string body = complaint(sequence, overrides);
  if (sealed) body = sealed_for(platform, body);
  return platform.call("POST", "/v1/cases", body, complaint_uuid(sequence)).status;
}

std::string text_path(int sequence) { return "/admin/cases/" + complaint_number(sequence) + "/text"; }

json::value text_of(InProcess& platform, int sequence, bool full = false) {
  return json_of(platform.administer("GET", text_path(sequence) + (full ? "?full=1" : "")));
}

std::size_t found_for(InProcess& platform, std::string_view id_number) {
  const auto body = json::serialize(json::object{{"resident", json::object{{"id_number", id_number}}}});
  return json_of(platform.call("POST", "/v1/cases/search", body)).as_object().at("cases").as_array().size();
}

// "action subject who", in order.
std::vector<std::string> looks(const std::filesystem::path& database) {
  platform::Readers readers(database);
  return readers
      .read<std::vector<std::string>>([](platform::Database& opened) -> base::Result<std::vector<std::string>> {
        std::vector<std::string> found;
        platform::Statement query =
            opened.prepare("SELECT action, subject, who, at FROM audit WHERE action LIKE 'case-text%' ORDER BY id");
        while (query.step()) {
          found.push_back(query.text_at(0) + " " + query.text_at(1) + " " + query.text_at(2));
          if (query.number_at(3) <= 0) found.back() += " at no time";
        }
        return found;
      })
      .value();
}

std::string this_user() {
  const passwd* entry = ::getpwuid(::geteuid());
  return entry != nullptr ? entry->pw_name : "uid " + std::to_string(::geteuid());
}

BOOST_AUTO_TEST_SUITE(case_text_tests)

BOOST_AUTO_TEST_CASE(administrators_read_what_was_filed_and_are_noted) {
  InProcess platform;
  BOOST_TEST(file(platform, 1) == 201);
  const auto shown = text_of(platform, 1);
  BOOST_TEST(text_at(shown, "/number") == complaint_number(1));
  BOOST_TEST(text_at(shown, "/category") == "roads");
  BOOST_TEST(text_at(shown, "/area") == "dongguan");
  BOOST_TEST(text_at(shown, "/text").starts_with(kWords));
  BOOST_TEST(text_at(shown, "/contact/phone") == "000-0000-0000");
  BOOST_TEST(text_at(shown, "/resident/name") == "王秀兰");
  BOOST_TEST(text_at(shown, "/resident/id_number") == "371***********0067");
  BOOST_TEST(text_at(shown, "/resident/resolved") == "true");
  BOOST_TEST(text_at(text_of(platform, 1, true), "/resident/id_number") == kWangXiulan);
  const std::vector<std::string> expected{"case-text " + complaint_number(1) + " " + this_user(),
                                          "case-text-full " + complaint_number(1) + " " + this_user()};
  BOOST_TEST(looks(platform.data() / "platform.db") == expected, boost::test_tools::per_element());
  // The resident's own history does not tell of it.
  const auto view = json_of(platform.call("POST", state_path(1), state_body(1)));
  BOOST_TEST(view.as_object().at("history").as_array().size() == 2U);
}

BOOST_AUTO_TEST_CASE(terminals_and_callers_nobody_can_name_get_no_text) {
  InProcess platform;
  BOOST_TEST(file(platform, 1) == 201);
  for (const std::string& path : {text_path(1), "/v1/cases/" + complaint_number(1) + "/text"}) {
    const auto answer = platform.call("GET", path);
    BOOST_TEST(answer.status == 404, path);
    BOOST_TEST(answer.body.find(kWords) == std::string::npos);
  }
  const auto nameless = platform.administer("GET", text_path(1), {}, std::nullopt);
  BOOST_TEST(nameless.status == 403);
  BOOST_TEST(nameless.body.find(kWords) == std::string::npos);
  BOOST_TEST(platform.administer("GET", "/admin/cases/LC07-2611-99999-0/text").status == 404);
  BOOST_TEST(looks(platform.data() / "platform.db").empty());
  const auto list = platform.administer("GET", "/admin/cases").body;
  for (const char* word : {kWords, kWangXiulan, "王秀兰", "000-0000-0000"})
    BOOST_TEST(list.find(word) == std::string::npos, word);
}

BOOST_AUTO_TEST_CASE(a_look_that_can_not_be_noted_shows_nothing) {
  InProcess platform;
  BOOST_TEST(file(platform, 1) == 201);
  platform::Database(platform.data() / "platform.db", platform::Database::Mode::ReadWrite)
      .execute("CREATE TRIGGER no_audit BEFORE INSERT ON audit BEGIN SELECT RAISE(ABORT, 'told to'); END");
  const auto answer = platform.administer("GET", text_path(1));
  BOOST_TEST(answer.status >= 500);
  BOOST_TEST(answer.body.find(kWords) == std::string::npos);
}

BOOST_AUTO_TEST_CASE(anonymous_cases_show_nobody) {
  InProcess platform;
  BOOST_TEST(file(platform, 1, R"({"anonymous":true,"contact":null})") == 201);
  BOOST_TEST(file(platform, 2, R"({"anonymous":true,"resident":{"code":")" + std::string(kGongYanCode) + "\"}}") ==
             201);
  for (const int sequence : {1, 2}) {
    const auto shown = text_of(platform, sequence, true);
    BOOST_TEST(text_at(shown, "/anonymous") == "true");
    BOOST_TEST(text_at(shown, "/resident") == "null");
    BOOST_TEST(text_at(shown, "/text").starts_with(kWords));
  }
  BOOST_TEST(found_for(platform, kGongYan) == 0U);
}

BOOST_AUTO_TEST_CASE(a_code_is_resolved_when_the_case_is_filed) {
  InProcess platform;
  for (const bool sealed : {false, true}) {
    const int sequence = sealed ? 2 : 1;
    BOOST_TEST(file(platform, sequence, by_code(kGongYanCode), sealed) == 201);
    BOOST_TEST(file(platform, sequence, by_code(kGongYanCode), !sealed) == 200);
    const auto shown = text_of(platform, sequence, true);
    BOOST_TEST(text_at(shown, "/anonymous") == "false");
    BOOST_TEST(text_at(shown, "/resident/resolved") == "true");
    BOOST_TEST(text_at(shown, "/resident/id_number") == kGongYan);
    BOOST_TEST(text_at(shown, "/resident/name") == "龚䶮");
    BOOST_TEST(found_for(platform, kGongYan) == (sealed ? 2U : 1U));
  }
  BOOST_TEST(file(platform, 1, by_code("DEMO-ESSC:wang-xiulan:7f3a91c2d0")) == 409);
}

BOOST_AUTO_TEST_CASE(a_case_with_an_unknown_code_is_taken_and_marked) {
  InProcess platform;
  for (const bool sealed : {false, true}) {
    const int sequence = sealed ? 2 : 1;
    BOOST_TEST(file(platform, sequence, by_code(kNobodysCode), sealed) == 201);
    const auto masked = text_of(platform, sequence);
    BOOST_TEST(text_at(masked, "/anonymous") == "false");
    BOOST_TEST(text_at(masked, "/resident/resolved") == "false");
    BOOST_TEST(text_at(masked, "/resident/code") == "null");
    BOOST_TEST(text_at(text_of(platform, sequence, true), "/resident/code") == kNobodysCode);
  }
  std::string bytes;
  for (const char* name : {"platform.db", "platform.db-wal"})
    if (const auto content = base::read_file(platform.data() / name); content) bytes += *content;
  BOOST_TEST(bytes.find(complaint_number(1)) != std::string::npos);
  BOOST_TEST(bytes.find(kNobodysCode) == std::string::npos);
}

// The terminal sends again what it did not hear an answer to; the resident may have become known meanwhile.
BOOST_AUTO_TEST_CASE(sending_again_after_the_code_became_known_is_no_conflict) {
  InProcess platform;
  BOOST_TEST(file(platform, 1, by_code(kNobodysCode)) == 201);
  // A made-up number that belongs to nobody.
  const auto imported = platform.administer(
      "POST", "/admin/residents",
      json::serialize(json::object{{"id_number", "371524198803070010"}, {"name", "甲乙"}, {"codes", {kNobodysCode}}}));
  BOOST_TEST_REQUIRE(imported.status == 201, imported.body);
  BOOST_TEST(file(platform, 1, by_code(kNobodysCode)) == 200);
  BOOST_TEST(text_at(text_of(platform, 1), "/resident/resolved") == "false");
  BOOST_TEST(file(platform, 2, by_code(kNobodysCode)) == 201);
  BOOST_TEST(found_for(platform, "371524198803070010") == 1U);
}

// A terminal that asked whose the code is sends the number beside it.
BOOST_AUTO_TEST_CASE(a_number_beside_a_code_says_who_it_is) {
  InProcess platform;
  const std::string both = R"({"resident":{"code":")" + std::string(kNobodysCode) + R"(","id_number":")" +
                           std::string(kGongYan) + R"(","name":"龚䶮"}})";
  BOOST_TEST(file(platform, 1, both) == 201);
  BOOST_TEST(text_at(text_of(platform, 1, true), "/resident/id_number") == kGongYan);
  BOOST_TEST(text_at(text_of(platform, 1, true), "/resident/code") == "(absent)");
  BOOST_TEST(found_for(platform, kGongYan) == 1U);
}

BOOST_AUTO_TEST_CASE(malformed_codes_name_the_place) {
  InProcess platform;
  const std::string longest(7089, '7');
  for (const std::string& resident :
       {std::string(R"({"code":""})"), std::string(R"({"code":7})"), R"({"code":")" + longest + "7\"}",
        std::string(R"({"code":"some-code","id_number":"371524194803120066"})"), std::string("{}"),
        std::string(R"({"code":"some-code","x":1})")}) {
    const auto answer =
        platform.call("POST", "/v1/cases", complaint(1, R"({"resident":)" + resident + "}"), complaint_uuid(1));
    BOOST_TEST(answer.status == 422, resident);
    BOOST_TEST(text_at(json_of(answer), "/detail").find("/resident") != std::string::npos, answer.body);
    BOOST_TEST(answer.body.find("some-code") == std::string::npos);
  }
  BOOST_TEST(file(platform, 1, by_code(longest)) == 201);
}

BOOST_AUTO_TEST_CASE(what_is_stored_wrongly_is_a_failure_of_the_store) {
  for (const char* stored :
       {"", "[]", "{}", R"({"text":7,"anonymous":false,"contact":null,"resident":null})",
        R"({"text":"","anonymous":false,"contact":null,"resident":{"id_number":"1","name":""}})"}) {
    const auto shown = platform::render_case_text({}, base::Secret(stored), true);
    BOOST_TEST_REQUIRE(!shown.has_value(), stored);
    BOOST_TEST((shown.error().code == base::FailureCode::StoreUnavailable), stored);
  }
}

BOOST_AUTO_TEST_CASE(the_command_shows_the_text_and_the_server_notes_its_user) {
  PlatformProcess process;
  auto client = process.client();
  const auto send = [&](int sequence, std::string_view overrides) {
    return client
        .call("POST", "/v1/cases", complaint(sequence, overrides), {"Idempotency-Key: " + complaint_uuid(sequence)})
        .status;
  };
  BOOST_TEST(send(1, R"({"text":"路灯坏了。\u001b[2J\n第二行\u0085"})") == 201);
  BOOST_TEST(send(2, by_code(kNobodysCode)) == 201);
  BOOST_TEST(client.get("/admin/cases/" + complaint_number(1) + "/text").status == 404);

  const auto output = [&](std::vector<std::string> arguments) {
    const auto finished = process.command(std::move(arguments));
    BOOST_TEST(finished.status == 0, finished.output);
    return finished.output;
  };
  const auto has = [](const std::string& text, std::string_view part) { return text.find(part) != std::string::npos; };
  const auto shown = output({"case", "show", complaint_number(1), "--text"});
  for (const char* part :
       {"roads", "dongguan", "路灯坏了。\uFFFD[2J\n  第二行\uFFFD", "王秀兰", "000-0000-0000", "371***********0067"})
    BOOST_TEST(has(shown, part), part << " in " << shown);
  BOOST_TEST(!has(shown, kWangXiulan));
  BOOST_TEST(!has(shown, "\x1b"));
  BOOST_TEST(has(output({"case", "show", complaint_number(1), "--text", "--full"}), kWangXiulan));
  const auto unresolved = output({"case", "show", complaint_number(2), "--text"});
  BOOST_TEST(has(unresolved, "UNRESOLVED"));
  BOOST_TEST(!has(unresolved, kNobodysCode));
  BOOST_TEST(has(output({"case", "show", complaint_number(2), "--text", "--full"}), kNobodysCode));
  for (const auto& plain :
       {output({"case", "show", complaint_number(1)}), output({"case", "list"}), output({"case", "list", "--json"})})
    BOOST_TEST(!has(plain, "路灯坏了"));
  BOOST_TEST(process.command({"case", "show", complaint_number(1), "--full"}).status == 2);
  BOOST_TEST(process.command({"case", "show", complaint_number(3), "--text"}).status == 1);

  BOOST_TEST(process.stop() == 0);
  const auto without = process.command({"case", "show", complaint_number(1), "--text"});
  BOOST_TEST(without.status == 1);
  BOOST_TEST(has(without.output, "running server"), without.output);
  BOOST_TEST(!has(without.output, "路灯坏了"));
  const std::vector<std::string> expected{"case-text " + complaint_number(1) + " " + this_user(),
                                          "case-text-full " + complaint_number(1) + " " + this_user(),
                                          "case-text " + complaint_number(2) + " " + this_user(),
                                          "case-text-full " + complaint_number(2) + " " + this_user()};
  BOOST_TEST(looks(process.data() / "platform.db") == expected, boost::test_tools::per_element());
}

BOOST_AUTO_TEST_SUITE_END()

}  // namespace
