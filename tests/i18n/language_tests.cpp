#include "i18n/language.hpp"

#include <boost/test/unit_test.hpp>

using namespace bianmin;
using i18n::Language;

BOOST_AUTO_TEST_SUITE(language_tests)

BOOST_AUTO_TEST_CASE(tags_come_in_canonical_case) {
  const std::vector<std::pair<std::string, std::string>> cases{{"zh_CN", "zh-CN"},           {"EN", "en"},
                                                               {"mn_mong_cn", "mn-Mong-CN"}, {"ko", "ko"},
                                                               {"es-419", "es-419"},         {"ug-Arab", "ug-Arab"}};
  for (const auto& [text, tag] : cases) BOOST_TEST_CONTEXT(text) {
      const auto language = Language::parse(text);
      BOOST_REQUIRE(language);
      BOOST_TEST(language->tag() == tag);
    }
  BOOST_TEST(i18n::kChinese.primary() == "zh");
  BOOST_TEST(Language::parse("mn-Mong-CN")->primary() == "mn");
}

BOOST_AUTO_TEST_CASE(what_is_no_tag_is_refused) {
  for (const std::string text : {"", "c", "chinese", "zh-", "-CN", "zh--CN", "zh-CN-x", "zh CN", "中文", "12",
                                 "zh-CN-Hans", "aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa"})
    BOOST_TEST_CONTEXT(text) {
      const auto language = Language::parse(text);
      BOOST_REQUIRE(!language);
      BOOST_TEST((language.error().code == base::FailureCode::InputInvalid));
    }
}

BOOST_AUTO_TEST_CASE(languages_are_ordered_by_tag) {
  BOOST_TEST((i18n::kEnglish < i18n::kChinese));
  BOOST_TEST((i18n::kEnglish == *Language::parse("en")));
}

BOOST_AUTO_TEST_SUITE_END()
