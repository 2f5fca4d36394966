#include <boost/test/unit_test.hpp>

#include "base/base64.hpp"
#include "platform/cases/case_number.hpp"
#include "platform/certificates/certificate.hpp"
#include "platform/content/byte_range.hpp"
#include "platform/crypto/sodium.hpp"
#include "platform/http/message.hpp"
#include "platform/http/router.hpp"

namespace {

using namespace bianmin;
using namespace bianmin::platform;

BOOST_AUTO_TEST_SUITE(primitives_tests)

BOOST_AUTO_TEST_CASE(sealed_boxes_open_for_their_key_only) {
  const SealKey key = SealKey::generate(), other = SealKey::generate();
  const std::string sealed = seal(key.public_half, "东关社区");
  BOOST_TEST(std::string(open_sealed(key, sealed).value().reveal()) == "东关社区");
  BOOST_TEST((open_sealed(other, sealed).error().code == base::FailureCode::RequestRefused));
  std::string changed = sealed;
  changed.back() = static_cast<char>(changed.back() ^ 1);
  BOOST_TEST(!open_sealed(key, changed).has_value());
  BOOST_TEST(!open_sealed(key, "short").has_value());
  const auto again = SealKey::from_secret(key.secret_half.reveal());
  BOOST_TEST(again.value().public_half == key.public_half);
}

BOOST_AUTO_TEST_CASE(signatures_bind_the_bytes) {
  const SigningKey key = SigningKey::generate();
  const std::string signature = sign(key, "manifest");
  BOOST_TEST(verify_signature(key.public_half, "manifest", signature));
  BOOST_TEST(!verify_signature(key.public_half, "manifesto", signature));
  BOOST_TEST(!verify_signature(SigningKey::generate().public_half, "manifest", signature));
  BOOST_TEST(!verify_signature("", "manifest", signature));
  const auto parsed = SigningKey::parse(" " + base::encode_base64(key.secret_half.reveal()) + "\n");
  BOOST_TEST(parsed.value().public_half == key.public_half);
  BOOST_TEST(!SigningKey::parse("AAAA").has_value());
}

BOOST_AUTO_TEST_CASE(stored_data_is_bound_to_its_place) {
  const DataKey key{base::Secret(std::string(32, 'k'))}, other{base::Secret(std::string(32, 'x'))};
  const std::string stored = key.encrypt("371524", "LC07-1");
  BOOST_TEST(stored.find("371524") == std::string::npos);
  BOOST_TEST(std::string(key.decrypt(stored, "LC07-1").value().reveal()) == "371524");
  BOOST_TEST(!key.decrypt(stored, "LC07-2").has_value());
  BOOST_TEST(!other.decrypt(stored, "LC07-1").has_value());
  BOOST_TEST(!key.decrypt("", "LC07-1").has_value());
  BOOST_TEST(key.encrypt("same", "c") != key.encrypt("same", "c"));
  BOOST_TEST(key.index("a") == key.index("a"));
  BOOST_TEST(key.index("a") != other.index("a"));
  BOOST_TEST(key.index("a") != key.fingerprint("a"));
}

BOOST_AUTO_TEST_CASE(luhn_digits_by_the_book) {
  BOOST_TEST(luhn_digit("7992739871") == '3');  // the example of ISO/IEC 7812-1
  BOOST_TEST(luhn_digit("0") == '0');
  BOOST_TEST(luhn_digit("261100981") == '8');
}

BOOST_AUTO_TEST_CASE(luhn_finds_every_single_wrong_digit) {
  const std::string digits = "261100981";
  for (std::size_t i = 0; i < digits.size(); ++i)
    for (char c = '0'; c <= '9'; ++c) {
      std::string wrong = digits;
      wrong[i] = c;
      if (wrong != digits) BOOST_TEST(luhn_digit(wrong) != luhn_digit(digits));
    }
}

BOOST_AUTO_TEST_CASE(case_numbers) {
  BOOST_TEST(is_case_number("LC07-2611-00981-8", "LC07"));
  for (const char* number :
       {"LC07-2611-00981-7", "LC08-2611-00981-8", "LC07-2613-00981-4", "LC07-2611-0098-18", "LC07-2611-00981-",
        "LC07-2611-00981-8 ", "", "LC07", "LC07-26110-0981-8", "LC07-2611-0x981-8"})
    BOOST_TEST(!is_case_number(number, "LC07"), number);
  BOOST_TEST(is_terminal_id("LC07"));
  for (const char* id : {"", "L", "lc07", "7LC", "LC-07", "LC0700007", "LC07\n"}) BOOST_TEST(!is_terminal_id(id), id);
}

BOOST_AUTO_TEST_CASE(certificate_numbers_and_codes) {
  const std::string number = certificate_number("SB", 2026, 123);
  BOOST_TEST(number == "SB-2026-000123-3");
  BOOST_TEST(is_certificate_number(number));
  BOOST_TEST(is_certificate_number(certificate_number("SB", 2026, 12345678)));
  for (const char* wrong : {"SB-2026-000123-4", "SB-2026-000124-3", "sb-2026-000123-3", "SB-2026-000123", "",
                            "SB-2026-000123-33", "SB-2026--00123-3"})
    BOOST_TEST(!is_certificate_number(wrong), wrong);
  const DataKey key{base::Secret(std::string(32, 'k'))}, other{base::Secret(std::string(32, 'x'))};
  const std::string code = verify_code(key, number);
  BOOST_TEST(code.size() == 8U);
  BOOST_TEST(code.find_first_of("ILOU") == std::string::npos);
  BOOST_TEST(code != verify_code(other, number));
  BOOST_TEST(code != verify_code(key, certificate_number("SB", 2026, 124)));
  BOOST_TEST(normal_verify_code("k7q2-oIl9 ") == "K7Q20119");
}

BOOST_AUTO_TEST_CASE(names_are_masked_by_characters) {
  BOOST_TEST(masked_name("王秀兰") == "王**");
  BOOST_TEST(masked_name("龚䶮") == "龚*");
  BOOST_TEST(masked_name("欧阳娜娜") == "欧**");
  BOOST_TEST(masked_name("𠮷田") == "𠮷*");
  BOOST_TEST(masked_name("A") == "A*");
}

BOOST_AUTO_TEST_CASE(the_verification_page_escapes_everything) {
  const std::string page = verify_page(VerifiedCertificate{
      "SB-2026-000123-3", base::parse_utc("2026-11-20T17:00:00Z").value(), "<b>王**", {"<script>\"&'", "P&F"}});
  BOOST_TEST(page.find("<script") == std::string::npos);
  BOOST_TEST(page.find("&lt;b&gt;王**") != std::string::npos);
  BOOST_TEST(page.find("P&amp;F") != std::string::npos);
  BOOST_TEST(page.find("2026年11月21日") != std::string::npos);  // 01:00 in China on the next day
  BOOST_TEST(page.find("{{") == std::string::npos);
  BOOST_TEST(verify_page(std::nullopt).find("没有查到这张证明") != std::string::npos);
  BOOST_TEST(verify_page(std::nullopt).find("{{") == std::string::npos);
}

BOOST_AUTO_TEST_CASE(byte_ranges) {
  const auto part = [](std::string_view header, std::size_t size) {
    const ByteRange range = parse_byte_range(header, size);
    if (range.kind == ByteRange::Kind::Whole) return std::string("whole");
    if (range.kind == ByteRange::Kind::Unsatisfiable) return std::string("unsatisfiable");
    return std::to_string(range.first) + "-" + std::to_string(range.last);
  };
  BOOST_TEST(part("bytes=0-3", 10) == "0-3");
  BOOST_TEST(part("bytes=4-", 10) == "4-9");
  BOOST_TEST(part("bytes=4-100", 10) == "4-9");
  BOOST_TEST(part("bytes=-3", 10) == "7-9");
  BOOST_TEST(part("bytes=-30", 10) == "0-9");
  BOOST_TEST(part("bytes=10-", 10) == "unsatisfiable");
  BOOST_TEST(part("bytes=-0", 10) == "unsatisfiable");
  BOOST_TEST(part("bytes=0-", 0) == "unsatisfiable");
  for (const char* header : {"", "bytes=", "bytes=-", "bytes=5-4", "bytes=a-b", "bytes=0-1,3-4", "items=0-1",
                             "bytes=99999999999999999999999-", "bytes= 1-2"})
    BOOST_TEST(part(header, 10) == "whole", header);
}

BOOST_AUTO_TEST_CASE(targets_are_decoded_with_bounds) {
  Request request;
  BOOST_TEST(parse_target("/v1/cases/LC07%2D1?token=a%20b&x&y=1+2", request).has_value());
  BOOST_TEST(request.path == "/v1/cases/LC07-1");
  BOOST_TEST(request.parameter("token") == "a b");
  BOOST_TEST(request.parameter("y") == "1 2");
  BOOST_TEST(request.parameter("z").empty());
  for (const char* target : {"", "v1", "http://x/", "/%", "/%4", "/%zz", "/%00", "/?a=%f"}) {
    Request other;
    BOOST_TEST(!parse_target(target, other).has_value(), target);
  }
  std::string many = "/?";
  for (int i = 0; i < 40; ++i) many += "a=1&";
  Request crowded;
  BOOST_TEST(!parse_target(many, crowded).has_value());
}

class Recorder final : public Responder::Sink {
 public:
  explicit Recorder(Response& response) : response_(response) {}
  void answer(Response response) override { response_ = std::move(response); }

 private:
  Response& response_;
};

Response route(const Router& router, std::string method, std::string path, bool administrator = false) {
  Request request;
  request.method = std::move(method);
  request.path = std::move(path);
  request.administrator = administrator;
  Response response{0, {}, {}, {}};
  router.dispatch(request, Responder(std::make_unique<Recorder>(response)));
  return response;
}

BOOST_AUTO_TEST_CASE(the_router_keeps_methods_paths_and_rights_apart) {
  Router router;
  const auto echo = [](Request& request, Responder responder) {
    responder(Response::json(200, std::string(request.capture("id"))));
  };
  router.add("GET", "/things/{id}", Access::Public, echo);
  router.add("POST", "/things/search", Access::Public, echo);
  router.add("GET", "/closed", Access::Terminal, echo);
  router.add("GET", "/admin/x", Access::Administrator, echo);
  router.add("GET", "/silent", Access::Public, [](Request&, Responder) {});
  BOOST_TEST(route(router, "GET", "/things/7").body == "7");
  BOOST_TEST(route(router, "POST", "/things/search").status == 200);
  BOOST_TEST(route(router, "GET", "/things/").status == 404);
  BOOST_TEST(route(router, "GET", "/things/7/8").status == 404);
  BOOST_TEST(route(router, "GET", "/things").status == 404);
  const Response refused = route(router, "DELETE", "/things/search");
  BOOST_TEST(refused.status == 405);
  BOOST_TEST(refused.headers.at(0).second == "GET, POST");
  BOOST_TEST(route(router, "GET", "/closed").status == 403);
  BOOST_TEST(route(router, "GET", "/closed", true).status == 200);
  BOOST_TEST(route(router, "GET", "/admin/x").status == 404);
  BOOST_TEST(route(router, "GET", "/admin/x", true).status == 200);
  BOOST_TEST(route(router, "GET", "/silent").status == 500);
}

BOOST_AUTO_TEST_SUITE_END()

}  // namespace
