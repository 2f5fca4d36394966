#include "base/id_number.hpp"

#include <boost/test/unit_test.hpp>

using namespace bianmin::base;

// Numbers here are made up: the area 999999 exists nowhere, so they belong to nobody; their checks are right.

namespace {

std::string with_check(std::string digits) { return digits + id_check_character(digits); }

const std::string kMan = with_check("99999919560307001");
const std::string kWoman = with_check("99999919560307002");

}  // namespace

BOOST_AUTO_TEST_SUITE(id_number_tests)

BOOST_AUTO_TEST_CASE(the_check_character_is_the_standards) {
  // The example of GB 11643-1999's annex.
  BOOST_TEST(id_check_character("11010519491231002") == 'X');
  BOOST_TEST(id_check_character("44052418800101001") == '4');
}

BOOST_AUTO_TEST_CASE(a_right_number_tells_birth_date_and_sex) {
  const auto man = IdNumber::parse(kMan);
  BOOST_REQUIRE(man);
  BOOST_TEST(man->birth_date() == 19560307);
  BOOST_TEST(man->male());
  BOOST_TEST(!IdNumber::parse(kWoman).value().male());
  BOOST_TEST(man->tail() == kMan.substr(14));
  BOOST_TEST(man->masked() == "999***********" + kMan.substr(14));
  BOOST_TEST(man->secret().reveal() == kMan);
}

BOOST_AUTO_TEST_CASE(what_chinese_keyboards_write_is_understood) {
  const std::string number = [] {
    for (int i = 0;; ++i)
      if (const std::string made = with_check("999999195603070" + std::to_string(10 + i)); made.back() == 'X')
        return made;
  }();
  const std::string digits = number.substr(0, 17);
  std::string wide;
  for (const char c : digits) wide += std::string("\xEF\xBC") + static_cast<char>(0x90 + (c - '0'));
  for (const std::string& x : {std::string("X"), std::string("x"), std::string("Ｘ"), std::string("ｘ")})
    for (const std::string& body : {digits, wide})
      BOOST_TEST((IdNumber::parse(body + x).value() == IdNumber::parse(number).value()), body + x);
  BOOST_TEST(IdNumber::parse(number.substr(0, 6) + " " + number.substr(6, 8) + " " + number.substr(14)).has_value());
}

BOOST_AUTO_TEST_CASE(a_wrong_number_is_refused_without_being_told) {
  const auto changed = [](std::string text, std::size_t at, char c) {
    text[at] = c;
    return text;
  };
  for (const std::string& text :
       {std::string(), kMan.substr(1), kMan + "1", changed(kMan, 3, 'A'), changed(kMan, 17, 'A'),
        changed(kMan, 16, kMan[16] == '9' ? '8' : static_cast<char>(kMan[16] + 1)), with_check("99999919560230001"),
        with_check("99999919561301001"), with_check("99999918490307001"), std::string("\xEF\xBC"),
        std::string(18, '\0')}) {
    const auto number = IdNumber::parse(text);
    BOOST_REQUIRE_MESSAGE(!number, text);
    BOOST_TEST((number.error().code == FailureCode::InputInvalid));
    BOOST_TEST(number.error().detail.find("999999") == std::string::npos);
    BOOST_TEST(number.error().detail.find("1956") == std::string::npos);
  }
}

BOOST_AUTO_TEST_CASE(any_single_wrong_digit_is_noticed) {
  for (std::size_t at = 0; at < 17; ++at)
    for (char c = '0'; c <= '9'; ++c) {
      std::string text = kMan;
      if (text[at] == c) continue;
      text[at] = c;
      BOOST_TEST(!IdNumber::parse(text), text);
    }
}

BOOST_AUTO_TEST_CASE(two_neighbours_swapped_are_noticed) {
  for (std::size_t at = 0; at + 1 < 17; ++at) {
    std::string text = kMan;
    if (text[at] == text[at + 1]) continue;
    std::swap(text[at], text[at + 1]);
    BOOST_TEST(!IdNumber::parse(text), text);
  }
}

BOOST_AUTO_TEST_SUITE_END()
