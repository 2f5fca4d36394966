#include "offline/case_upload.hpp"

#include <boost/json.hpp>
#include <boost/test/unit_test.hpp>

#include "base/base64.hpp"
#include "base/random.hpp"
#include "offline/keys.hpp"

using namespace bianmin;
using namespace bianmin::offline;
using base::FailureCode;
using Outcome = CaseUpload::Outcome;

BOOST_AUTO_TEST_SUITE(case_upload_tests)

namespace {

std::string box_of(std::size_t size) {
  base::SeededRandom random{{7}};
  std::string box(size, '\0');
  for (char& byte : box) byte = static_cast<char>(random.below(256));
  return box;
}
std::string body_of(const std::string& box) { return "{\"sealed\":\"" + base::encode_base64(box) + "\"}"; }

PlatformReply state(std::size_t size, std::size_t received) {
  const boost::json::value answer{{"size", static_cast<std::int64_t>(size)},
                                  {"received", static_cast<std::int64_t>(received)}};
  return {0, answer, 200, std::nullopt};
}
PlatformReply failure(FailureCode code, int status = 0) { return {0, base::fail(code), status, std::nullopt}; }

// What the platform does with pieces, by a request's own words.
struct Far {
  std::string name, bytes;
  std::size_t size;
  PlatformReply take(const PlatformRequest& request) {
    BOOST_TEST(request.path.starts_with("/v1/uploads/" + name));
    if (request.method == "GET") return state(bytes.empty() ? 0 : size, bytes.size());
    BOOST_TEST(request.method == "PUT");
    const std::string head = "/v1/uploads/" + name + "?start=" + std::to_string(bytes.size()) + "&";
    BOOST_TEST(request.path.starts_with(head));
    bytes += request.body.reveal();
    return state(size, bytes.size());
  }
};

constexpr base::Milliseconds kQuick{500}, kUsual{4'000}, kSlow{9'000};

}  // namespace

BOOST_AUTO_TEST_CASE(small_bodies_go_at_once) {
  BOOST_TEST(!CaseUpload::of_body("{\"stars\":5}").has_value());
  BOOST_TEST(!CaseUpload::of_body(body_of(box_of(1000))).has_value());
  BOOST_TEST(!CaseUpload::of_body("{\"sealed\":\"" + std::string(60000, '!') + "\"}").has_value());
  BOOST_TEST(CaseUpload::of_body(body_of(box_of(60000))).has_value());
}

BOOST_AUTO_TEST_CASE(all_of_it_arrives_whatever_happens_on_the_way) {
  const std::string box = box_of(500'000);
  base::SeededRandom random{{3}};
  auto upload = CaseUpload::of_body(body_of(box));
  BOOST_REQUIRE(upload.has_value());
  Far far{sha256_hex(box), {}, box.size()};
  Outcome outcome = Outcome::GoOn;
  for (int i = 0; i < 2000 && outcome != Outcome::Whole; ++i) {
    const PlatformRequest request = upload->next();
    switch (random.below(6)) {
      case 0: outcome = upload->took(failure(FailureCode::NetworkTimeout), kSlow); continue;  // never got there
      case 1:
        far.take(request);  // got there, and the answer was lost
        outcome = upload->took(failure(FailureCode::NetworkDown), kSlow);
        continue;
      default: outcome = upload->took(far.take(request), kUsual);
    }
  }
  BOOST_TEST((outcome == Outcome::Whole));
  BOOST_TEST((far.bytes == box));
  BOOST_TEST(upload->body() == "{\"upload\":\"" + sha256_hex(box) + "\"}");
}

BOOST_AUTO_TEST_CASE(pieces_are_as_large_as_the_link_is_fast) {
  const std::string box = box_of(2'000'000);
  auto upload = CaseUpload::of_body(body_of(box));
  Far far{sha256_hex(box), {}, box.size()};
  upload->took(far.take(upload->next()), kQuick);
  BOOST_TEST(upload->piece() == CaseUpload::kFirstPiece);
  for (int i = 0; i < 4; ++i) upload->took(far.take(upload->next()), kQuick);
  BOOST_TEST(upload->piece() == CaseUpload::kMostPiece);
  upload->took(far.take(upload->next()), kUsual);
  BOOST_TEST(upload->piece() == CaseUpload::kMostPiece);
  upload->took(far.take(upload->next()), kSlow);
  BOOST_TEST(upload->piece() == CaseUpload::kMostPiece / 2);
  for (int i = 0; i < 9; ++i) upload->took(failure(FailureCode::NetworkTimeout), kSlow);
  BOOST_TEST(upload->piece() == CaseUpload::kLeastPiece);
}

BOOST_AUTO_TEST_CASE(answers_that_make_no_sense_are_not_believed) {
  const std::string box = box_of(100'000);
  auto upload = CaseUpload::of_body(body_of(box));
  BOOST_TEST((upload->took(state(99'999, 10), kQuick) == Outcome::Unusable));
  BOOST_TEST((upload->took(state(100'000, 100'001), kQuick) == Outcome::Unusable));
  BOOST_TEST((upload->took(state(0, 5), kQuick) == Outcome::Unusable));
  BOOST_TEST((upload->took({0, boost::json::value{{"ok", true}}, 200, std::nullopt}, kQuick) == Outcome::Unusable));
  BOOST_TEST((upload->took({0, boost::json::value("hello"), 200, std::nullopt}, kQuick) == Outcome::Unusable));
  BOOST_TEST((upload->took(failure(FailureCode::PlatformError, 500), kQuick) == Outcome::Unusable));
  // An older platform has no such path.
  BOOST_TEST((upload->took(failure(FailureCode::RequestRefused, 404), kQuick) == Outcome::Unknown));
  BOOST_TEST((upload->took(state(0, 0), kQuick) == Outcome::GoOn));
  BOOST_TEST((upload->took(failure(FailureCode::InputInvalid, 422), kQuick) == Outcome::Unusable));
}

BOOST_AUTO_TEST_SUITE_END()
