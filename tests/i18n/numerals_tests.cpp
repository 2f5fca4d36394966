#include "i18n/numerals.hpp"

#include <boost/test/unit_test.hpp>

#include <limits>

using namespace bianmin;

BOOST_AUTO_TEST_SUITE(numerals_tests)

BOOST_AUTO_TEST_CASE(whole_numbers) {
  const std::vector<std::pair<long long, std::string>> cases{{0, "零"},
                                                             {1, "一"},
                                                             {2, "二"},
                                                             {10, "十"},
                                                             {12, "十二"},
                                                             {20, "二十"},
                                                             {100, "一百"},
                                                             {101, "一百零一"},
                                                             {110, "一百一十"},
                                                             {200, "二百"},
                                                             {1002, "一千零二"},
                                                             {1020, "一千零二十"},
                                                             {2000, "两千"},
                                                             {2222, "两千二百二十二"},
                                                             {10000, "一万"},
                                                             {10010, "一万零一十"},
                                                             {12000, "一万二千"},
                                                             {20000, "两万"},
                                                             {22000, "两万二千"},
                                                             {100000, "十万"},
                                                             {100001, "十万零一"},
                                                             {110000, "十一万"},
                                                             {370000, "三十七万"},
                                                             {371524, "三十七万一千五百二十四"},
                                                             {1000000, "一百万"},
                                                             {10000000, "一千万"},
                                                             {20000000, "两千万"},
                                                             {100000000, "一亿"},
                                                             {100000001, "一亿零一"},
                                                             {100010000, "一亿零一万"},
                                                             {200000000, "两亿"},
                                                             {1000000000000, "一万亿"},
                                                             {-5, "负五"},
                                                             {-370000, "负三十七万"}};
  for (const auto& [value, words] : cases) BOOST_TEST_CONTEXT(value) BOOST_TEST(i18n::chinese_number(value) == words);
  BOOST_TEST(i18n::chinese_number(std::numeric_limits<long long>::min()).starts_with("负九百二十二亿亿"));
}

BOOST_AUTO_TEST_CASE(counts_and_digits) {
  BOOST_TEST(i18n::chinese_count(2) == "两");
  BOOST_TEST(i18n::chinese_count(12) == "十二");
  BOOST_TEST(i18n::chinese_digits("2026") == "二零二六");
  BOOST_TEST(i18n::chinese_digits("110", true) == "幺幺零");
  BOOST_TEST(i18n::chinese_digits("12-X") == "一二-X");
  BOOST_TEST(i18n::spaced("123") == "1 2 3");
}

BOOST_AUTO_TEST_SUITE_END()
