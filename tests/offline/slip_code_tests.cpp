#include "offline/slip_code.hpp"

#include <boost/test/unit_test.hpp>

#include "tests/offline/test_enrolment.hpp"

using namespace bianmin;
using namespace bianmin::offline;

BOOST_AUTO_TEST_SUITE(slip_code_tests)

namespace {
const auto kId = *base::Uuid::parse("0192f0c4-5a00-7abc-8def-0123456789ab");
const auto kFiled = base::Instant{std::chrono::milliseconds{1795225320123}};
}  // namespace

BOOST_AUTO_TEST_CASE(case_number_has_a_luhn_digit) {
  const auto number = CaseNumber::make("LC07", 2611, 981);
  BOOST_TEST(number.text() == "LC07-2611-00981-8");  // by hand: 4+6+2+1+0+0+9+8+2 = 32
  const auto parsed = CaseNumber::parse(number.text());
  BOOST_REQUIRE(parsed.has_value());
  BOOST_TEST(parsed->month() == 2611);
  BOOST_TEST(parsed->sequence() == 981);
  BOOST_TEST(parsed->terminal() == "LC07");
}

BOOST_AUTO_TEST_CASE(every_single_wrong_digit_is_found) {
  const std::string text = CaseNumber::make("LC07", 2611, 981).text();
  for (std::size_t i = 5; i < text.size(); ++i) {
    if (text[i] == '-') continue;
    for (char c = '0'; c <= '9'; ++c) {
      if (c == text[i]) continue;
      std::string wrong = text;
      wrong[i] = c;
      BOOST_TEST_CONTEXT(wrong) BOOST_TEST(!CaseNumber::parse(wrong).has_value());
    }
  }
}

BOOST_AUTO_TEST_CASE(month_is_chinas) {
  // 16:30 UTC on 30 November is half past midnight on 1 December in China.
  BOOST_TEST(CaseNumber::month_of(*base::parse_utc("2026-11-30T16:30:00Z")) == 2612);
  BOOST_TEST(CaseNumber::month_of(*base::parse_utc("2026-11-30T15:59:59Z")) == 2611);
}

BOOST_AUTO_TEST_CASE(round_trip_and_signature) {
  offline::tests::TestEnrolment enrolment, stranger;
  const auto key = enrolment.identity().signing_key;
  const auto code = make_slip_code({CaseNumber::make("LC07", 2611, 981), kId, kFiled}, key);
  BOOST_TEST(code.starts_with("BM1:LC07-2611-00981-8:0192f0c4-5a00-7abc-8def-0123456789ab:1795225320:"));
  const auto slip = verify_slip_code(code, key.verify_key());
  BOOST_REQUIRE(slip.has_value());
  BOOST_TEST(slip->number.text() == "LC07-2611-00981-8");
  BOOST_TEST((slip->id == kId));
  BOOST_TEST((slip->filed_at == base::Instant{std::chrono::seconds{1795225320}}));
  const auto other = verify_slip_code(code, stranger.identity().signing_key.verify_key());
  BOOST_REQUIRE(!other.has_value());
  BOOST_TEST((other.error().code == base::FailureCode::SignatureInvalid));
}

BOOST_AUTO_TEST_CASE(each_changed_character_is_refused) {
  offline::tests::TestEnrolment enrolment;
  const auto key = enrolment.identity().signing_key;
  const auto code = make_slip_code({CaseNumber::make("LC07", 2611, 981), kId, kFiled}, key);
  for (std::size_t i = 0; i < code.size(); ++i) {
    std::string changed = code;
    changed[i] = changed[i] == '1' ? '2' : '1';
    BOOST_TEST_CONTEXT(changed) BOOST_TEST(!verify_slip_code(changed, key.verify_key()).has_value());
  }
  for (std::size_t length = 0; length < code.size(); ++length)
    BOOST_TEST(!verify_slip_code(code.substr(0, length), key.verify_key()).has_value());
  BOOST_TEST(!verify_slip_code(code + "A", key.verify_key()).has_value());
}

BOOST_AUTO_TEST_CASE(foreign_codes_are_told_from_wrong_ones) {
  BOOST_TEST((parse_slip_code("https://example.org/").error().code == base::FailureCode::CodeUnknown));
  BOOST_TEST((parse_slip_code("").error().code == base::FailureCode::CodeUnknown));
  BOOST_TEST((parse_slip_code("BM1:").error().code == base::FailureCode::InputInvalid));
  BOOST_TEST((parse_slip_code("BM1:" + std::string(100000, ':')).error().code == base::FailureCode::InputInvalid));
}

BOOST_AUTO_TEST_SUITE_END()
