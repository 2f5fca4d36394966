#include "base/failure.hpp"

#include <boost/test/unit_test.hpp>

#include <set>
#include <vector>

using namespace bianmin::base;

namespace {

const std::vector<FailureCode> kAll{
#define BIANMIN_FAILURE(name, code) FailureCode::name,
#include "base/failure_codes.inc"
#undef BIANMIN_FAILURE
};

}  // namespace

BOOST_AUTO_TEST_SUITE(failure_tests)

BOOST_AUTO_TEST_CASE(every_code_is_one_of_a_kind_and_found_again) {
  std::set<std::string_view> codes;
  for (const FailureCode code : kAll) {
    BOOST_TEST(codes.insert(to_string(code)).second, to_string(code));
    BOOST_TEST((failure_code_from(to_string(code)) == code));
  }
}

BOOST_AUTO_TEST_CASE(codes_can_be_read_aloud) {
  // "CARD-02": letters, a hyphen, two digits.
  for (const FailureCode code : kAll) {
    const std::string_view text = to_string(code);
    const auto hyphen = text.find('-');
    BOOST_REQUIRE_MESSAGE(hyphen != std::string_view::npos && hyphen >= 2, text);
    for (std::size_t i = 0; i < text.size(); ++i) {
      const bool right =
          i < hyphen ? text[i] >= 'A' && text[i] <= 'Z' : i == hyphen || (text[i] >= '0' && text[i] <= '9');
      BOOST_TEST(right, text);
    }
    BOOST_TEST(text.size() == hyphen + 3, text);
  }
}

BOOST_AUTO_TEST_CASE(an_unknown_code_is_internal) {
  BOOST_TEST((failure_code_from("NONE-99") == FailureCode::Internal));
  BOOST_TEST((failure_code_from("") == FailureCode::Internal));
}

BOOST_AUTO_TEST_CASE(a_result_carries_code_and_detail) {
  const auto failing = []() -> Result<int> { return fail(FailureCode::CardMute, "no answer to SELECT"); };
  const auto result = failing();
  BOOST_REQUIRE(!result);
  BOOST_TEST((result.error() == Failure{FailureCode::CardMute, "no answer to SELECT"}));
  BOOST_TEST((result.error() != Failure{FailureCode::CardMute, "another"}));
}

BOOST_AUTO_TEST_SUITE_END()
