#include "i18n/substitute.hpp"

#include <boost/test/unit_test.hpp>

using namespace bianmin;
using i18n::Phrase;
using i18n::substitute;

BOOST_AUTO_TEST_SUITE(substitute_tests)

BOOST_AUTO_TEST_CASE(shown_and_spoken_forms_go_into_their_own_text) {
  const Phrase out = substitute("编号 {case}，{case}", {{"case", {"LC-7", "L C，七"}}});
  BOOST_TEST(out.shown == "编号 LC-7，LC-7");
  BOOST_TEST(out.spoken == "编号 L C，七，L C，七");
  BOOST_TEST((substitute("{n} 字", "{n}个字", {{"n", {"3", "三"}}}) == Phrase("3 字", "三个字")));
}

BOOST_AUTO_TEST_CASE(an_argument_s_braces_mean_nothing) {
  const Phrase out = substitute("{a}{b}", {{"a", "{b}"}, {"b", "{a}"}});
  BOOST_TEST(out.shown == "{b}{a}");
}

BOOST_AUTO_TEST_CASE(what_is_no_place_stays) {
  for (const std::string text :
       {"{", "}", "{}", "{A}", "{a", "{a b}", "{1a}", "a}b{", "{中}", "{unknown}", "{{", "{_a}"})
    BOOST_TEST_CONTEXT(text) BOOST_TEST(substitute(text, {{"a", "x"}}).shown == text);
  BOOST_TEST(substitute("{{a}}", {{"a", "x"}}).shown == "{x}");
  BOOST_TEST(substitute("{a_1}", {{"a_1", "x"}}).shown == "x");
}

BOOST_AUTO_TEST_CASE(names_of_places_are_listed) {
  const auto names = i18n::placeholders("{b} {a} {b} {C} {d_2}");
  BOOST_TEST((names == std::set<std::string, std::less<>>{"a", "b", "d_2"}));
}

BOOST_AUTO_TEST_CASE(service_texts_take_arguments_too) {
  i18n::LocalizedText text;
  text.set(i18n::kChinese, "{name}，您好");
  text.set(i18n::kEnglish, "Hello, {name}");
  BOOST_TEST(substitute(text, i18n::kEnglish, {{"name", "王芳"}}).shown == "Hello, 王芳");
}

BOOST_AUTO_TEST_CASE(blanks_around_figures_are_not_said) {
  const Phrase count("3", "三");
  BOOST_TEST(substitute("已写 {n} 字", "已写 {n} 字", {{"n", count}}).shown == "已写 3 字");
  BOOST_TEST(substitute("已写 {n} 字", "已写 {n} 字", {{"n", count}}).spoken == "已写三字");
  BOOST_TEST(substitute("", "共 {n}，{n} 张", {{"n", count}}).spoken == "共三，三张");
  BOOST_TEST(substitute("", "打 {n} 问", {{"n", Phrase("12345")}}).spoken == "打 12345 问");
  BOOST_TEST(substitute("", "{n} items of {n}", {{"n", Phrase("3")}}).spoken == "3 items of 3");
  BOOST_TEST(substitute("", "a {n} b", {{"n", count}}).spoken == "a 三 b");
}

BOOST_AUTO_TEST_CASE(two_of_something_is_liang) {
  const i18n::Args two{{"n", {"2", "二"}}};
  BOOST_TEST(substitute("选了{n}项", two).spoken == "选了两项");
  BOOST_TEST(substitute("录好了，{n} 秒", two).spoken == "录好了，两秒");
  BOOST_TEST(substitute("第 {n} 张", two).spoken == "第二张");
  BOOST_TEST(substitute("{n} 楼", two).spoken.starts_with("二"));
  BOOST_TEST(substitute("选了{n}项", {{"n", {"12", "十二"}}}).spoken == "选了十二项");
  BOOST_TEST(substitute("选了{n}项", two).shown == "选了2项");
}

BOOST_AUTO_TEST_CASE(blanks_around_figures_make_no_pause) {
  std::string said = "还剩 二十三元四角，大约能用 九 天，PM 2.5 是 44 微克";
  i18n::close_blanks(said);
  BOOST_TEST(said == "还剩二十三元四角，大约能用九天，PM 2.5 是 44 微克");
}

BOOST_AUTO_TEST_SUITE_END()
