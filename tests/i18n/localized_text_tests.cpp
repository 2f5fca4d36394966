#include "i18n/localized_text.hpp"

#include <boost/test/unit_test.hpp>

#include "base/json.hpp"
#include "i18n/substitute.hpp"

using namespace bianmin;
using i18n::Language;
using i18n::LocalizedText;

namespace {

struct ReadText {
  LocalizedText text;
  std::string error;
};

ReadText read(std::string_view json) {
  const auto value = base::parse_json(json);
  BOOST_REQUIRE(value);
  base::JsonReader reader(*value, "service.json");
  ReadText out;
  out.text = LocalizedText::read(reader);
  out.error = reader.error();
  return out;
}

}  // namespace

BOOST_AUTO_TEST_SUITE(localized_text_tests)

BOOST_AUTO_TEST_CASE(a_language_falls_back_to_its_kin_then_to_chinese_then_to_any) {
  LocalizedText text;
  BOOST_TEST(text.in(i18n::kEnglish).empty());
  text.set(*Language::parse("ko"), "증명서");
  BOOST_TEST(text.in(i18n::kEnglish) == "증명서");
  text.set(i18n::kChinese, "证明");
  BOOST_TEST(text.in(i18n::kEnglish) == "证明");
  text.set(*Language::parse("en-GB"), "Certificate");
  BOOST_TEST(text.in(i18n::kEnglish) == "Certificate");
  text.set(i18n::kEnglish, "A certificate");
  BOOST_TEST(text.in(i18n::kEnglish) == "A certificate");
  BOOST_TEST(text.has(i18n::kEnglish));
  BOOST_TEST(!text.has(*Language::parse("fr")));
  BOOST_TEST(text.languages().size() == 4U);
}

BOOST_AUTO_TEST_CASE(a_document_s_texts_are_read) {
  const auto [text, error] = read(R"({"zh-CN": "打印证明", "en": "Print a certificate"})");
  BOOST_TEST(error.empty());
  BOOST_TEST(text.in(i18n::kChinese) == "打印证明");
  BOOST_TEST(text.in(i18n::kEnglish) == "Print a certificate");
}

BOOST_AUTO_TEST_CASE(a_text_may_be_said_otherwise_than_it_is_shown) {
  const auto [text, error] = read(R"({"zh-CN": {"shown": "点“提交”", "spoken": "选“提交”"}, "en": "Choose “Send”"})");
  BOOST_TEST(error.empty(), error);
  BOOST_TEST(text.in(i18n::kChinese) == "点“提交”");
  BOOST_TEST(text.phrase(i18n::kChinese).spoken == "选“提交”");
  BOOST_TEST(text.phrase(i18n::kEnglish).spoken == "Choose “Send”");
  BOOST_TEST(text.phrase(i18n::kKorean).spoken == "选“提交”");  // Chinese stands in, for the ear too
  BOOST_TEST(i18n::substitute(text, i18n::kChinese).spoken == "选“提交”");
}

BOOST_AUTO_TEST_CASE(what_is_wrong_in_a_document_is_named) {
  const std::vector<std::pair<std::string, std::string>> cases{
      {R"({"zh-CN": {"shown": "证明"}})", "spoken"},
      {R"({"zh-CN": {"shown": "证明", "spoken": ""}})", "empty"},
      {R"({"zh-CN": {"shown": "证明", "spoken": "证明"}})", "write it once"},
      {R"({"zh-CN": {"shown": "证明", "spoken": "一张证明", "sung": "x"}})", "sung"},
      {R"({"en": "Print"})", "zh-CN"},
      {R"({"zh-CN": ""})", "empty"},
      {R"({"zh-CN": "证明", "chinese": "x"})", "chinese"},
      {R"({"zh-CN": 3})", "string"},
      {R"("证明")", "object"},
      {R"({"zh-CN": "证明", "zh_CN": "证"})", "twice"},
      {R"({"zh-CN": ")" + std::string(LocalizedText::kMaxBytes + 1, 'x') + R"("})", "longer"},
  };
  for (const auto& [json, reason] : cases) BOOST_TEST_CONTEXT(json.substr(0, 60)) {
      const auto out = read(json);
      BOOST_TEST(out.error.find("service.json") == 0U);
      BOOST_TEST(out.error.find(reason) != std::string::npos, out.error);
    }
}

BOOST_AUTO_TEST_SUITE_END()
