// The texts that ship: complete, alike in all languages, and such as a township clerk would say them.
#include <boost/test/unit_test.hpp>

#include "i18n/catalogue.hpp"
#include "i18n/substitute.hpp"
#include "i18n/text.hpp"

using namespace bianmin;
using i18n::kChinese;
using i18n::kEnglish;

namespace {

const i18n::Catalogue& texts() {
  static const auto loaded = i18n::Catalogue::load(std::filesystem::path(BIANMIN_SOURCE_DIR) / "i18n/po");
  BOOST_REQUIRE_MESSAGE(loaded, loaded.error().detail);
  return *loaded;
}

template <class Visit>
void each_chinese(Visit&& visit) {
  for (const std::string& key : texts().keys()) {
    if (!texts().has(kChinese, key)) continue;
    const auto phrase = texts().raw(kChinese, key);
    BOOST_TEST_CONTEXT(key << ": " << phrase.shown) visit(key, phrase);
  }
}

}  // namespace

BOOST_AUTO_TEST_SUITE(texts_tests)

BOOST_AUTO_TEST_CASE(every_language_has_every_key) {
  BOOST_TEST(texts().languages().size() == 3U);
  for (const std::string& key : texts().keys())
    for (const auto& language : texts().languages())
      BOOST_TEST(texts().has(language, key), key << " is not in " << language.tag());
}

BOOST_AUTO_TEST_CASE(places_are_the_same_in_every_language_and_form) {
  for (const std::string& key : texts().keys()) {
    const auto wanted = i18n::placeholders(texts().raw(kChinese, key).shown);
    for (const auto& language : texts().languages())
      for (std::size_t form = 0; form < texts().forms(language, key); ++form)
        BOOST_TEST_CONTEXT(language.tag() << " " << key) {
          const auto phrase = texts().raw(language, key, form);
          BOOST_TEST((i18n::placeholders(phrase.shown) == wanted), phrase.shown);
          BOOST_TEST((i18n::placeholders(phrase.spoken) == wanted), phrase.spoken);
        }
  }
}

BOOST_AUTO_TEST_CASE(every_failure_has_a_sentence_and_a_hint) {
  std::size_t count = 0;
  for (const std::string_view code : {
#define BIANMIN_FAILURE(name, code) std::string_view{code},
#include "base/failure_codes.inc"
#undef BIANMIN_FAILURE
       }) {
    for (const auto& language : {kChinese, kEnglish})
      for (const std::string suffix : {"", ".staff"})
        BOOST_TEST(texts().has(language, "failure." + std::string(code) + suffix), language.tag()
                                                                                       << " " << code << suffix);
    ++count;
  }
  std::size_t written = 0;
  for (const std::string& key : texts().keys())
    if (key.starts_with("failure.") && !key.ends_with(".staff") && !key.ends_with(".offline")) ++written;
  BOOST_TEST(written == count, "a failure.<CODE> whose code does not exist");
}

BOOST_AUTO_TEST_CASE(chinese_has_full_width_punctuation) {
  each_chinese([](const std::string&, const i18n::Phrase& phrase) {
    for (const std::string& text : {phrase.shown, phrase.spoken})
      for (const char c : std::string(",;:?!()\"'")) BOOST_TEST(text.find(c) == std::string::npos, c << " in " << text);
  });
}

BOOST_AUTO_TEST_CASE(chinese_is_a_clerk_s_not_a_machine_s) {
  const std::vector<std::string> jargon{
      "介质",     "终端设备", "知悉",     "予以",   "系统异常", "操作失败", "报错，", "鉴权", "校验失败", "提交失败",
      "请求超时", "网络异常", "未知错误", "参数",   "接口",     "当前用户", "用户您", "敬请", "谅解",     "非法",
      "请勿",     "该业务",   "您的账户", "服务器", "后台",     "权限不足", "须知",   "兹",   "尊敬的"};
  each_chinese([&](const std::string& key, const i18n::Phrase& phrase) {
    if (key.ends_with(".staff")) return;
    for (const std::string& word : jargon) BOOST_TEST(phrase.shown.find(word) == std::string::npos, word);
  });
}

BOOST_AUTO_TEST_CASE(a_resident_s_sentence_is_short) {
  each_chinese([](const std::string& key, const i18n::Phrase& phrase) {
    if (!key.starts_with("failure.") || key.ends_with(".staff")) return;
    BOOST_TEST(i18n::length(phrase.shown) <= 40U, i18n::length(phrase.shown) << " characters");
  });
}

BOOST_AUTO_TEST_CASE(texts_have_no_loose_blanks) {
  for (const auto& language : texts().languages())
    for (const std::string& key : texts().keys())
      for (std::size_t form = 0; form < texts().forms(language, key); ++form) {
        const std::string text = texts().raw(language, key, form).shown;
        BOOST_TEST((text.front() != ' ' && text.back() != ' ' && text.find("  ") == std::string::npos),
                   key << ": " << text);
      }
}

BOOST_AUTO_TEST_SUITE_END()
