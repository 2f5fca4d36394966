#include <boost/test/unit_test.hpp>

#include <chrono>
#include <filesystem>

#include "ui/screen/input/input_methods.hpp"

using namespace bianmin::ui;

namespace {

using Clock = std::chrono::steady_clock;

double milliseconds_since(Clock::time_point start) {
  return std::chrono::duration<double, std::milli>(Clock::now() - start).count();
}

std::size_t files_in_home() {
  const char* home = std::getenv("HOME");
  std::size_t count = 0;
  std::error_code ignored;
  if (home)
    for (const auto& entry : std::filesystem::directory_iterator(home, ignored))
      if (entry.path().filename().string().find("rime") != std::string::npos) ++count;
  return count;
}

}  // namespace

BOOST_AUTO_TEST_SUITE(input_methods_tests)

BOOST_AUTO_TEST_CASE(handwriting_reads_simple_characters_quickly) {
  auto handwriting = open_handwriting(kHandwritingModel);
  BOOST_REQUIRE_MESSAGE(handwriting.has_value(), (handwriting ? "" : handwriting.error().detail));
  const Stroke across{{0.15, 0.5}, {0.5, 0.5}, {0.85, 0.5}}, down{{0.5, 0.1}, {0.5, 0.5}, {0.5, 0.9}};
  const auto start = Clock::now();
  const auto ten = (*handwriting)->candidates({across, down}, 10);
  BOOST_TEST(milliseconds_since(start) < 200);
  BOOST_TEST((std::find(ten.begin(), ten.end(), "十") != ten.end()));
  const auto one = (*handwriting)->candidates({across}, 10);
  BOOST_TEST((std::find(one.begin(), one.end(), "一") != one.end()));
  BOOST_TEST((*handwriting)->candidates({}, 10).empty());
  BOOST_TEST((*handwriting)->candidates({{}}, 10).empty());
}

BOOST_AUTO_TEST_CASE(a_missing_model_is_named) {
  const auto missing = open_handwriting("/nonexistent/handwriting.model");
  BOOST_REQUIRE(!missing);
  BOOST_TEST(missing.error().detail.find("/nonexistent/handwriting.model") != std::string::npos);
  const auto no_pinyin = open_pinyin("/nonexistent");
  BOOST_REQUIRE(!no_pinyin);
  BOOST_TEST(no_pinyin.error().detail.find("/nonexistent") != std::string::npos);
}

BOOST_AUTO_TEST_CASE(pinyin_offers_words_and_learns_nothing) {
  const std::size_t before = files_in_home();
  const auto write = [](Pinyin& pinyin, std::string_view letters) {
    Pinyin::State state;
    for (const char letter : letters) state = pinyin.type(letter);
    return state;
  };
  auto opened = open_pinyin(kPinyinData);
  BOOST_REQUIRE_MESSAGE(opened.has_value(), (opened ? "" : opened.error().detail));
  Pinyin& pinyin = **opened;
  const Pinyin::State road = write(pinyin, "ludeng");
  BOOST_REQUIRE(!road.candidates.empty());
  BOOST_TEST(road.candidates.front() == "路灯");
  const Pinyin::State chosen = pinyin.choose(0);
  BOOST_TEST(chosen.done == "路灯");
  BOOST_TEST(chosen.candidates.empty());

  // Choosing a rare word again and again must not lift it: the next resident would see what this one wrote.
  const auto first = write(pinyin, "shi").candidates;
  pinyin.clear();
  BOOST_REQUIRE(first.size() > 5);
  for (int i = 0; i < 5; ++i) {
    write(pinyin, "shi");
    BOOST_TEST(pinyin.choose(5).done == first[5]);
  }
  BOOST_TEST((write(pinyin, "shi").candidates == first));
  const Pinyin::State less = pinyin.erase();
  BOOST_TEST(less.shown == "sh");
  pinyin.clear();
  BOOST_TEST(files_in_home() == before);
}

BOOST_AUTO_TEST_SUITE_END()
