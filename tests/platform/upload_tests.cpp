// Bodies that come in pieces: resumable, idempotent, bounded.
#include <boost/test/unit_test.hpp>

#include <boost/json.hpp>

#include "platform/crypto/sodium.hpp"
#include "platform/uploads/upload_store.hpp"
#include "tests/platform/in_process.hpp"

namespace {

using namespace bianmin;
using namespace bianmin::tests;
namespace json = boost::json;

struct Uploads : InProcess {
  std::string box = platform::seal(core().keys.seal.public_half, complaint(1));
  std::string name = platform::to_hex(platform::sha256(box));

  platform::Response send(std::size_t start, std::size_t length, std::string_view terminal = "LC07") {
    return call("PUT",
                "/v1/uploads/" + name + "?start=" + std::to_string(start) + "&size=" + std::to_string(box.size()),
                box.substr(start, length), {}, terminal);
  }
  std::string received(const platform::Response& answer) { return text_at(json_of(answer), "/received"); }
  std::string here() { return received(call("GET", "/v1/uploads/" + name)); }
  platform::Response file() {
    return call("POST", "/v1/cases", json::serialize(json::object{{"upload", name}}), complaint_uuid(1));
  }
};

BOOST_AUTO_TEST_SUITE(upload_tests)

BOOST_FIXTURE_TEST_CASE(a_case_in_pieces_is_filed_once, Uploads) {
  BOOST_TEST(here() == "0");
  BOOST_TEST(received(send(0, 100)) == "100");
  BOOST_TEST(received(send(0, 100)) == "100");   // its answer was lost
  BOOST_TEST(received(send(300, 10)) == "100");  // too early
  BOOST_TEST(received(send(50, 100)) == "150");  // half of it is new
  restart();
  BOOST_TEST(here() == "150");
  BOOST_TEST(file().status == 404);
  BOOST_TEST(received(send(150, box.size())) == std::to_string(box.size()));
  const auto filed = file();
  BOOST_TEST_REQUIRE(filed.status == 201, filed.body);
  BOOST_TEST(text_at(json_of(filed), "/number") == complaint_number(1));
  BOOST_TEST(here() == "0");  // not needed any longer
  // The answer was lost as well: the case is answered, and what it says is that very case.
  const auto again = file();
  BOOST_TEST(again.status == 200);
  BOOST_TEST(text_at(json_of(again), "/number") == complaint_number(1));
  BOOST_TEST(call("POST", "/v1/cases", complaint(1), complaint_uuid(1)).status == 200);
  BOOST_TEST(call("POST", "/v1/cases", json::serialize(json::object{{"upload", name}}), complaint_uuid(2)).status ==
             404);
}

BOOST_FIXTURE_TEST_CASE(what_is_not_what_its_name_says_is_dropped, Uploads) {
  std::string other = box;
  other.back() = static_cast<char>(other.back() ^ 1);
  BOOST_TEST(received(send(0, box.size() - 1)) == std::to_string(box.size() - 1));
  const auto wrong = call(
      "PUT", "/v1/uploads/" + name + "?start=" + std::to_string(box.size() - 1) + "&size=" + std::to_string(box.size()),
      other.substr(box.size() - 1));
  BOOST_TEST(wrong.status == 422);
  BOOST_TEST(wrong.body.find("SHA-256") != std::string::npos);
  BOOST_TEST(here() == "0");
  BOOST_TEST(received(send(0, box.size())) == std::to_string(box.size()));
}

BOOST_FIXTURE_TEST_CASE(pieces_name_what_is_wrong_with_them, Uploads) {
  const auto put = [&](const std::string& target, std::string_view body) {
    const auto answer = call("PUT", "/v1/uploads/" + target, body);
    return std::to_string(answer.status) + " " + text_at(json_of(answer), "/detail");
  };
  BOOST_TEST(put("x?start=0&size=1", "a") == "422 upload: its name must be a SHA-256");
  BOOST_TEST(put(name + "?size=1", "a") == "422 upload: start: must be a number of bytes up to 3584000");
  BOOST_TEST(put(name + "?start=0&size=3584001", "a") == "422 upload: size: must be a number of bytes up to 3584000");
  BOOST_TEST(put(name + "?start=-1&size=9", "a") == "422 upload: start: must be a number of bytes up to 3584000");
  BOOST_TEST(put(name + "?start=0&size=9", "") == "422 upload: the piece is empty");
  BOOST_TEST(put(name + "?start=8&size=9", "ab") == "422 upload: the piece goes beyond the size");
  send(0, 10);
  BOOST_TEST(put(name + "?start=10&size=9999", "ab") == "422 upload: size: this body was announced with another");
  BOOST_TEST(call("GET", "/v1/uploads/x").status == 422);
}

BOOST_FIXTURE_TEST_CASE(each_terminal_has_its_own_and_not_too_many, Uploads) {
  core().fleet.set("LC08", "01");
  BOOST_TEST(received(send(0, 100)) == "100");
  BOOST_TEST(received(send(0, 40, "LC08")) == "40");
  BOOST_TEST(here() == "100");
  for (int i = 0; i < platform::kMostUploads; ++i) {
    advance(std::chrono::seconds{1});
    const std::string body = "body " + std::to_string(i);
    const std::string other = platform::to_hex(platform::sha256(body));
    BOOST_TEST(call("PUT", "/v1/uploads/" + other + "?start=0&size=6", body.substr(0, 3)).status == 200);
  }
  BOOST_TEST(here() == "0");  // the one that was silent longest had to go
  const auto elsewhere = call("GET", "/v1/uploads/" + name, {}, {}, "LC08");
  BOOST_TEST(received(elsewhere) == "40");
}

BOOST_FIXTURE_TEST_CASE(what_is_silent_for_a_week_goes, Uploads) {
  send(0, 100);
  advance(platform::kUploadPatience - std::chrono::hours{1});
  BOOST_TEST(here() == "100");
  advance(std::chrono::hours{4});
  BOOST_TEST(here() == "0");
}

BOOST_AUTO_TEST_SUITE_END()

}  // namespace
