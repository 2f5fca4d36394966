#include "i18n/format.hpp"

#include <boost/test/unit_test.hpp>

#include <limits>

using namespace bianmin;
using namespace i18n;

namespace {

// Saturday, 21 November 2026, 09:42:05.
constexpr base::LocalTime kMorning{2026, 11, 21, 9, 42, 5, 6};

void check(const Phrase& phrase, const std::string& shown, const std::string& spoken) {
  BOOST_TEST(phrase.shown == shown);
  BOOST_TEST(phrase.spoken == spoken);
}

// A made-up person of a region code that was never given out (999999); the check character is right (GB 11643).
base::IdNumber made_up_number() {
  std::string number = "99999919530301123";
  number += base::id_check_character(number);
  const auto parsed = base::IdNumber::parse(number);
  BOOST_REQUIRE(parsed);
  return *parsed;
}

}  // namespace

BOOST_AUTO_TEST_SUITE(format_tests)

BOOST_AUTO_TEST_CASE(numbers) {
  check(number(kChinese, 370000), "370000", "三十七万");
  check(number(kEnglish, 370000), "370,000", "370000");
  check(number(kEnglish, 1234), "1234", "1234");
  check(number(kEnglish, -1234567), "-1,234,567", "-1234567");
  check(number(kEnglish, 10000000), "10,000,000", "10000000");
}

BOOST_AUTO_TEST_CASE(amounts_of_money) {
  check(money(kChinese, 38000), "380.00 元", "三百八十元");
  check(money(kChinese, 38050), "380.50 元", "三百八十元五角");
  check(money(kChinese, 38005), "380.05 元", "三百八十元零五分");
  check(money(kChinese, 38055), "380.55 元", "三百八十元五角五分");
  check(money(kChinese, 5), "0.05 元", "五分");
  check(money(kChinese, 0), "0.00 元", "零元");
  check(money(kChinese, 200), "2.00 元", "两元");
  check(money(kChinese, -1250), "-12.50 元", "负十二元五角");
  check(money(kEnglish, 1234567), "CNY 12,345.67", "12345.67 yuan");
  check(money(kEnglish, 38000), "CNY 380.00", "380 yuan");
  BOOST_TEST(!money(kChinese, std::numeric_limits<long long>::min()).shown.empty());
}

BOOST_AUTO_TEST_CASE(dates_and_times) {
  check(date(kChinese, kMorning), "2026年11月21日", "二零二六年十一月二十一日");
  check(short_date(kChinese, kMorning), "11月21日", "十一月二十一日");
  check(weekday_date(kChinese, kMorning), "11月21日 星期六", "十一月二十一日，星期六");
  check(time_of_day(kChinese, kMorning), "9:42", "九点四十二分");
  check(date_time(kChinese, kMorning), "2026年11月21日 9:42", "二零二六年十一月二十一日，九点四十二分");
  check(weekday_date(kEnglish, kMorning), "Sat 21 Nov", "Saturday 21 November");
  check(date(kEnglish, kMorning), "21 Nov 2026", "21 November 2026");
  check(weekday_date(kKorean, kMorning), "11월 21일 토요일", "11월 21일, 토요일");
  check(date(*Language::parse("fr"), kMorning), "2026-11-21", "2026-11-21");
}

BOOST_AUTO_TEST_CASE(korean_has_forms_of_its_own) {
  check(money(kKorean, 1234567), "12,345.67 위안", "12345.67 위안");
  check(money(kKorean, 38000), "380.00 위안", "380 위안");
  check(money(kKorean, -1250), "-12.50 위안", "마이너스 12.50 위안");
  check(number(kKorean, 370000), "370,000", "370000");
  check(date(kKorean, kMorning), "2026년 11월 21일", "2026년 11월 21일");
  check(month(kKorean, kMorning), "2026년 11월", "2026년 11월");
  check(time_of_day(kKorean, kMorning), "9:42", "9시 42분");
  check(date_time(kKorean, kMorning), "2026년 11월 21일 9:42", "2026년 11월 21일, 9시 42분");
  check(percent(kKorean, 985), "98.5%", "98.5 퍼센트");
  check(ordinal(kKorean, 3, "단계"), "제3단계", "제3단계");
  check(duration(kKorean, base::Milliseconds(90'000)), "1분 30초", "1분 30초");
  check(phone_masked(kKorean, "13800005678"), "138****5678", "전화번호 끝자리 5 6 7 8");
}

BOOST_AUTO_TEST_CASE(hours_that_are_said_in_a_way_of_their_own) {
  base::LocalTime time = kMorning;
  time.hour = 2;
  time.minute = 0;
  check(time_of_day(kChinese, time), "2:00", "两点整");
  check(time_of_day(kEnglish, time), "2:00", "2 o'clock");
  time.minute = 5;
  check(time_of_day(kChinese, time), "2:05", "两点零五分");
  check(time_of_day(kEnglish, time), "2:05", "2 oh 5");
}

BOOST_AUTO_TEST_CASE(a_wrong_weekday_or_month_does_no_harm) {
  base::LocalTime time = kMorning;
  time.weekday = 9;
  time.month = 0;
  BOOST_TEST(!weekday_date(kEnglish, time).shown.empty());
}

BOOST_AUTO_TEST_CASE(counts_percents_ordinals) {
  check(count(kChinese, 2, "个工作日"), "2 个工作日", "两个工作日");
  check(count(kEnglish, 2, "working days"), "2 working days", "2 working days");
  check(percent(kChinese, 985), "98.5%", "百分之九十八点五");
  check(percent(kChinese, 1000), "100%", "百分之一百");
  check(percent(kChinese, -20), "-2%", "负百分之二");
  check(percent(kEnglish, 985), "98.5%", "98.5 percent");
  check(ordinal(kChinese, 3, "步"), "第 3 步", "第三步");
  check(ordinal(kChinese, 2, "步"), "第 2 步", "第二步");
  check(ordinal(kEnglish, 3, "step"), "step 3", "step 3");
}

BOOST_AUTO_TEST_CASE(durations) {
  using std::chrono::seconds;
  check(duration(kChinese, seconds(2)), "2 秒", "两秒");
  check(duration(kChinese, seconds(90)), "1 分 30 秒", "一分钟三十秒");
  check(duration(kChinese, seconds(120)), "2 分", "两分钟");
  check(duration(kChinese, seconds(2 * 3600 + 5 * 60 + 9)), "2 小时 5 分", "两小时五分钟");
  check(duration(kChinese, seconds(0)), "0 秒", "零秒");
  check(duration(kChinese, seconds(-3)), "0 秒", "零秒");
  check(duration(kEnglish, seconds(61)), "1 minute 1 second", "1 minute 1 second");
}

BOOST_AUTO_TEST_CASE(what_is_masked_is_not_said) {
  const auto id = made_up_number();
  const std::string tail = id.tail();
  check(id_number_masked(kEnglish, id), "999***********" + tail,
        "ID number ending in " + std::string{tail[0], ' ', tail[1], ' ', tail[2], ' ', tail[3]});
  const Phrase chinese = id_number_masked(kChinese, id);
  BOOST_TEST(chinese.spoken.starts_with("身份证号，尾号一二三"));
  BOOST_TEST(chinese.spoken.find("九") == std::string::npos);
  check(phone_masked(kChinese, "13800005678"), "138****5678", "电话，尾号五六七八");
  check(phone_masked(kChinese, "3260001"), "***0001", "电话，尾号零零零幺");
  check(phone_masked(kChinese, "12"), "12", "电话，尾号幺二");
  check(phone_masked(kChinese, ""), "", "电话，尾号");
}

BOOST_AUTO_TEST_CASE(numbers_that_are_names_are_said_sign_by_sign) {
  check(phone(kChinese, "13800005678"), "138 0000 5678", "幺三八，零零零零，五六七八");
  check(phone(kChinese, "12345"), "12345", "一二三四五");
  check(phone(kChinese, "06353260001"), "0635 3260 001", "零六三五，三二六零，零零幺");
  check(phone(kEnglish, "12345"), "12345", "1 2 3 4 5");
  check(case_number(kChinese, "LC-2611-00981-7"), "LC-2611-00981-7", "L C，二六一一，零零九八一，七");
  check(case_number(kEnglish, "LC-2611-00981-7"), "LC-2611-00981-7", "L C, 2 6 1 1, 0 0 9 8 1, 7");
  check(case_number(kChinese, ""), "", "");
  const Phrase full = id_number_full(kChinese, made_up_number());
  BOOST_TEST(full.shown.size() == 18U);
  BOOST_TEST(full.spoken.starts_with("九九九九九九，一九五三，零三零一，"));
}

BOOST_AUTO_TEST_CASE(a_name_is_marked_for_the_voice) {
  const Phrase name = person_name(kChinese, "单雄信");
  BOOST_TEST(name.shown == "单雄信");
  BOOST_TEST(name.spoken == std::string(kNameMark) + "单雄信");
}

BOOST_AUTO_TEST_CASE(a_month_alone) {
  const auto time = base::LocalTime{.year = 1992, .month = 10, .day = 1};
  BOOST_TEST(month(kChinese, time).shown == "1992年10月");
  BOOST_TEST(month(kChinese, time).spoken == "一九九二年十月");
  BOOST_TEST(month(kEnglish, time).shown == "October 1992");
}

BOOST_AUTO_TEST_SUITE_END()
