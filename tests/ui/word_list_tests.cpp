#include <boost/test/unit_test.hpp>

#include <filesystem>
#include <random>

#include "ui/screen/input/input_methods.hpp"

using namespace bianmin::ui;

namespace {

constexpr const char* kSmall =
    "# head\n...\n路\tlu\t900\n路灯\tlu deng\t50\n路面\tlu mian\t80\n路面上\tlu mian "
    "shang\t7\n灯\tdeng\t300\n道路\tdao lu\t500\n"
    "bad line\n无\twu\tmany\n";

std::shared_ptr<const WordList> small() { return *WordList::parse(kSmall, "small"); }

}  // namespace

BOOST_AUTO_TEST_SUITE(word_list_tests)

BOOST_AUTO_TEST_CASE(the_rest_of_known_words_follows_the_longest_end_first) {
  const auto words = small();
  BOOST_TEST(words->size() == 6U);
  BOOST_TEST((words->following("门口的路", 5) == std::vector<std::string>{"面", "灯", "面上"}));
  BOOST_TEST((words->following("路面", 5) == std::vector<std::string>{"上"}));
  BOOST_TEST(words->following("", 5).empty());
  BOOST_TEST(words->following("路", 1).size() == 1U);
}

BOOST_AUTO_TEST_CASE(a_character_is_told_by_its_most_used_word) {
  BOOST_TEST(small()->word_with("路") == "道路");
  BOOST_TEST(small()->word_with("灯") == "路灯");
  BOOST_TEST(small()->word_with("龘").empty());
  BOOST_TEST(small()->weight("路") == 900U);
  BOOST_TEST(small()->weight("路灯坏") == 0U);
}

BOOST_AUTO_TEST_CASE(what_is_no_dictionary_is_named) {
  const auto none = WordList::parse("no mark", "the-file");
  BOOST_REQUIRE(!none);
  BOOST_TEST(none.error().detail.find("the-file") != std::string::npos);
  BOOST_TEST(!WordList::parse("\n...\nonly words\n", "empty").has_value());
  const auto missing = WordList::open("/nonexistent/words.yaml");
  BOOST_REQUIRE(!missing);
  BOOST_TEST(missing.error().detail.find("/nonexistent/words.yaml") != std::string::npos);
  BOOST_TEST(!StrokeIndex::open("/nonexistent/strokes.yaml", *small()).has_value());
}

BOOST_AUTO_TEST_CASE(what_is_offered_can_be_shown) {
  const auto words = WordList::parse("\n...\n\xff\xfe\tx\t9\n路\xe7\tx\t9\n路面\tlu mian\t8\n", "spoilt");
  BOOST_REQUIRE(words.has_value());
  BOOST_TEST((*words)->size() == 1U);
  // Half a character begins nothing.
  BOOST_TEST((*words)->following(std::string_view("路面").substr(0, 5), 5).empty());
}

BOOST_AUTO_TEST_CASE(spoilt_dictionaries_are_read_as_far_as_they_go) {
  std::mt19937 random(7);
  for (int i = 0; i < 3000; ++i) {
    std::string text = kSmall;
    for (int k = 0; k < 8; ++k) text[random() % text.size()] = static_cast<char>(random() % 256);
    text.resize(random() % (text.size() + 1));
    const auto words = WordList::parse(text, "spoilt");
    if (!words) continue;
    for (const auto& rest : (*words)->following("路面", 10)) BOOST_REQUIRE(!rest.empty());
    if (const auto strokes = StrokeIndex::parse(text, **words, "spoilt"))
      BOOST_REQUIRE((*strokes)->candidates("hsp", 5).size() <= 5U);
  }
}

BOOST_AUTO_TEST_CASE(strokes_find_simplified_characters_by_use) {
  const auto words = WordList::open((std::filesystem::path(kPinyinData) / kWordDictionary).string());
  BOOST_REQUIRE_MESSAGE(words.has_value(), (words ? "" : words.error().detail));
  const auto strokes = StrokeIndex::open((std::filesystem::path(kPinyinData) / kStrokeDictionary).string(), **words);
  BOOST_REQUIRE_MESSAGE(strokes.has_value(), (strokes ? "" : strokes.error().detail));
  BOOST_TEST((*strokes)->size() > 6000U);
  const auto first = [&](std::string_view code) {
    const auto found = (*strokes)->candidates(code, 10);
    return found.empty() ? std::string() : found.front();
  };
  BOOST_TEST(first("h") == "一");
  BOOST_TEST(first("hs") == "十");
  BOOST_TEST(first("pn") == "人");
  BOOST_TEST(first("szhhshnh") == "国");
  // 路 before its strokes are all there.
  const auto road = (*strokes)->candidates("szhshshpz", 10);
  BOOST_TEST((std::find(road.begin(), road.end(), "路") != road.end()));
  BOOST_TEST((*strokes)->candidates("", 5).empty());
  BOOST_TEST((*strokes)->candidates("hx", 5).empty());
  BOOST_TEST((*strokes)->candidates(std::string(60, 'h'), 5).empty());
  BOOST_TEST((*words)->following("小区门口的路", 10).size() == 10U);
  BOOST_TEST((*words)->word_with("路") != "");
}

BOOST_AUTO_TEST_SUITE_END()
