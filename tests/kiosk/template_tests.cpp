#include <boost/test/unit_test.hpp>

#include "kiosk/flow/service/template.hpp"
#include "tests/kiosk/flow_player.hpp"

using namespace bianmin;
using namespace bianmin::kiosk;
using namespace bianmin::kiosk::testing;

namespace {

i18n::Phrase filled(const std::string& text, const Values& values, const i18n::Language& language = i18n::kChinese,
                    bool private_mode = false) {
  LocalizedText words;
  words.set(language, text);
  return fill(words, language, values, private_mode);
}

Values some() {
  Values values;
  Record record;
  record.set("number", "LC07-2611-00001-8");
  record.set("day", "2026-11-20");
  record.set("at", "2026-11-19T17:30:00Z");
  record.set("paid", "38050");
  record.set("count", "212");
  record.set("id_number", made_up_id(1));
  record.set("phone", "13800000000");
  record.set("empty", "");
  record.set("braces", "{case.number}");
  values.set("case", std::move(record));
  values.set("topic", Value{base::Secret("roads"), {}});
  return values;
}

}  // namespace

BOOST_AUTO_TEST_SUITE(template_tests)

BOOST_AUTO_TEST_CASE(values_are_put_in_their_places) {
  const Values v = some();
  BOOST_TEST(filled("编号 {case.number|case}", v).shown == "编号 LC07-2611-00001-8");
  BOOST_TEST(filled("编号 {case.number|case}", v).spoken.find("零七") != std::string::npos);
  BOOST_TEST(filled("{case.day|date}", v).shown == "2026年11月20日");
  BOOST_TEST(filled("{case.at|date}", v).shown == "2026年11月20日");  // the day it was in China
  BOOST_TEST(filled("{case.at|datetime}", v).shown == "2026年11月20日 1:30");
  BOOST_TEST(filled("{case.paid|money}", v).shown == "380.50 元");
  BOOST_TEST(filled("{case.count|number}", v).shown == "212");
  BOOST_TEST(filled("{topic}", v).shown == "roads");
  BOOST_TEST(filled("{case.number|date}", v).shown == "LC07-2611-00001-8");  // what is no date is shown as it is
  BOOST_TEST(filled("{case.braces}", v).shown == "{case.number}");           // a value's own braces mean nothing
}

BOOST_AUTO_TEST_CASE(numbers_of_a_person_are_whole_for_the_ear_in_private_only) {
  const Values v = some();
  const auto loud = filled("{case.id_number|masked}", v),
             quiet = filled("{case.id_number|masked}", v, i18n::kChinese, true);
  BOOST_TEST(loud.shown == quiet.shown);
  BOOST_TEST(loud.shown.find("*") != std::string::npos);
  BOOST_TEST(loud.spoken != quiet.spoken);
  const auto full = filled("{case.id_number|full}", v);
  BOOST_TEST(full.shown.find("*") == std::string::npos);
  BOOST_TEST(full.spoken == loud.spoken);  // whole on paper, never through the loudspeaker
  BOOST_TEST(filled("{case.phone|masked}", v).shown == "138****0000");
}

BOOST_AUTO_TEST_CASE(a_clause_without_its_values_is_left_out) {
  const Values v = some();
  BOOST_TEST(filled("编号 {case.number}。承办单位：{case.unit}", v).shown == "编号 LC07-2611-00001-8。");
  BOOST_TEST(filled("{case.day|date}，{case.unit}", v).shown == "2026年11月20日");
  BOOST_TEST(filled("{holder.name}，请核对一下", v).shown == "请核对一下");
  BOOST_TEST(filled("{holder.name}，请核对一下", v).spoken == "请核对一下");
  BOOST_TEST(filled("{case.empty} 个月", v).shown == "");
  BOOST_TEST(filled("Number {case.number}. In charge: {case.unit}", v, i18n::kEnglish).shown ==
             "Number LC07-2611-00001-8.");
  BOOST_TEST(filled("{case.unit}, {case.count}", v, i18n::kEnglish).shown == "212");
  BOOST_TEST(filled("{case.count} · {case.unit}", v).shown == "212");
  BOOST_TEST(filled("没有空位，照样说。", v).shown == "没有空位，照样说。");
  BOOST_TEST(filled("{case.count}和{case.unit}", v).shown == "212和");  // one value of two is enough
}

BOOST_AUTO_TEST_CASE(an_answer_becomes_a_record_within_bounds) {
  const Record record = record_from(json(
      R"({"a":"x","n":5,"u":18446744073709551615,"d":1.5,"t":true,"none":null,"status":{"zh-CN":"好","en":"Good"},
          "fields":{"inner":"y"},"rows":[{"k":"1"},{"k":"2"}],"words":["a"]})"));
  BOOST_TEST(record.field("a")->text.reveal() == "x");
  BOOST_TEST(record.field("n")->text.reveal() == "5");
  BOOST_TEST(record.field("u")->text.reveal() == "18446744073709551615");
  BOOST_TEST(record.field("t")->text.reveal() == "true");
  BOOST_TEST(record.field("none")->empty());
  BOOST_TEST(record.field("status")->label.in(i18n::kEnglish) == "Good");
  BOOST_TEST(record.field("inner")->text.reveal() == "y");
  BOOST_TEST(record.list("rows")->size() == 2U);
  BOOST_TEST(record.list("words")->empty());
  boost::json::array many(5000, boost::json::object{{"k", 1}});
  BOOST_TEST(record_from(boost::json::object{{"rows", many}}).list("rows")->size() <= 2000U);
  boost::json::value deep = "end";
  for (int i = 0; i < 30; ++i) deep = boost::json::object{{"in", deep}};
  BOOST_TEST(record_from(deep).fields.empty());
}

BOOST_AUTO_TEST_CASE(what_is_said_is_filled_by_itself) {
  LocalizedText words;
  words.set(i18n::kChinese, {"点“打印”。编号 {case.number|case}。共 {case.two|number} 个",
                             "选“打印”。编号 {case.number|case}。共 {case.two|number} 个"});
  Values values = some();
  Record record = *values.record("case");
  record.set("two", "2");
  values.set("case", std::move(record));
  const auto phrase = fill(words, i18n::kChinese, values, false);
  BOOST_TEST(phrase.shown.starts_with("点“打印”。编号 LC07"));
  BOOST_TEST(phrase.spoken.starts_with("选“打印”。编号 L C"));
  BOOST_TEST(phrase.shown.ends_with("共 2 个"));
  BOOST_TEST(phrase.spoken.ends_with("共两个"), phrase.spoken);
  // A clause that has nothing to say is left out of both.
  const auto empty = fill(words, i18n::kChinese, Values{}, false);
  BOOST_TEST(empty.shown == "点“打印”。");
  BOOST_TEST(empty.spoken == "选“打印”。");
}

BOOST_AUTO_TEST_CASE(amounts_in_the_characters_of_receipts) {
  for (const auto& [yuan, capital] : {std::pair{"196.55", "壹佰玖拾陆元伍角伍分"},
                                      {"380.00", "叁佰捌拾元整"},
                                      {"10.00", "壹拾元整"},
                                      {"0.05", "伍分"},
                                      {"0.50", "伍角整"},
                                      {"1.05", "壹元零伍分"},
                                      {"10001.00", "壹万零壹元整"},
                                      {"107000.53", "壹拾万柒仟元零伍角叁分"},
                                      {"100000000.00", "壹亿元整"},
                                      {"0.00", "零元整"}})
    BOOST_TEST(format_value({base::Secret(yuan), {}}, "capital", i18n::kChinese, false).shown == capital);
}

BOOST_AUTO_TEST_SUITE_END()
