#include "i18n/pronounce/dictionary.hpp"

#include <boost/test/unit_test.hpp>

#include <cstring>

#include "base/file.hpp"

using namespace bianmin;
using i18n::Dictionary;

namespace {

const std::filesystem::path kFile = std::filesystem::path(BIANMIN_BINARY_DIR) / "share/bianmin/pinyin.dict";

std::string bytes() {
  const auto out = base::read_file(kFile);
  BOOST_REQUIRE(out);
  return *out;
}

std::string reading(const Dictionary& dictionary, std::u32string_view word) {
  std::string out;
  dictionary.each_word_at(word, [&](std::size_t length, unsigned, auto&& syllable_at) {
    if (length != word.size()) return;
    for (std::size_t i = 0; i < length; ++i) out += (i == 0 ? "" : " ") + std::string(syllable_at(i));
  });
  return out;
}

}  // namespace

BOOST_AUTO_TEST_SUITE(dictionary_tests)

BOOST_AUTO_TEST_CASE(it_has_the_mainland_s_readings) {
  const auto dictionary = Dictionary::open(kFile);
  BOOST_REQUIRE(dictionary);
  BOOST_TEST(dictionary->words() > 100000U);
  for (const auto& [word, pinyin] :
       std::vector<std::pair<std::u32string, std::string>>{{U"企业", "qi3 ye4"},
                                                           {U"法律", "fa3 lv4"},
                                                           {U"星期", "xing1 qi1"},
                                                           {U"重新", "chong2 xin1"},
                                                           {U"垃圾", "la1 ji1"},
                                                           {U"社保", "she4 bao3"},
                                                           {U"身份证", "shen1 fen4 zheng4"},
                                                           {U"的", "de5"},
                                                           {U"養", "yang3"}})
    BOOST_TEST(reading(*dictionary, word) == pinyin);
}

BOOST_AUTO_TEST_CASE(every_prefix_that_is_a_word_is_met_shortest_first) {
  const auto dictionary = Dictionary::open(kFile);
  BOOST_REQUIRE(dictionary);
  std::vector<std::size_t> lengths;
  dictionary->each_word_at(std::u32string_view(U"身份证件"),
                           [&](std::size_t length, unsigned, auto&&) { lengths.push_back(length); });
  BOOST_TEST(lengths.size() >= 3U);
  BOOST_TEST(std::is_sorted(lengths.begin(), lengths.end()));
  std::size_t met = 0;
  dictionary->each_word_at(std::u32string_view(U"\U0010FFFF"), [&](std::size_t, unsigned, auto&&) { ++met; });
  dictionary->each_word_at(std::u32string_view(), [&](std::size_t, unsigned, auto&&) { ++met; });
  BOOST_TEST(met == 0U);
}

BOOST_AUTO_TEST_CASE(a_file_that_is_no_dictionary_is_refused) {
  BOOST_TEST((Dictionary::open("/nowhere/pinyin.dict").error().code == base::FailureCode::ContentMissing));
  const std::string good = bytes();
  std::string other_magic = good;
  other_magic[0] = 'X';
  std::string other_version = good;
  other_version[8] = 9;
  for (const std::string& bad : {std::string(), std::string("BMPINYIN"), good.substr(0, good.size() - 1), good + "x",
                                 good.substr(0, 1000), other_magic, other_version})
    BOOST_TEST((Dictionary::from_bytes(bad).error().code == base::FailureCode::ContentIncomplete));
}

BOOST_AUTO_TEST_CASE(broken_bytes_inside_yield_no_wild_reading) {
  std::string broken = bytes();
  const std::size_t words_end = 24 + 8 * 2000;
  std::memset(broken.data() + 24, 0xFF, words_end - 24);
  const auto dictionary = Dictionary::from_bytes(std::move(broken));
  BOOST_REQUIRE(dictionary);
  for (char32_t c = 0x3000; c < 0xA000; c += 7) {
    const std::u32string text(4, c);
    dictionary->each_word_at(text, [&](std::size_t length, unsigned, auto&& syllable_at) {
      for (std::size_t i = 0; i < length; ++i) BOOST_TEST(syllable_at(i).size() < 8U);
    });
  }
}

BOOST_AUTO_TEST_CASE(it_opens_within_three_milliseconds) {
  auto best = std::chrono::steady_clock::duration::max();
  for (int i = 0; i < 10; ++i) {
    const auto start = std::chrono::steady_clock::now();
    BOOST_REQUIRE(Dictionary::open(kFile));
    best = std::min(best, std::chrono::steady_clock::now() - start);
  }
  BOOST_TEST((best <= std::chrono::milliseconds(3)));
}

BOOST_AUTO_TEST_SUITE_END()
