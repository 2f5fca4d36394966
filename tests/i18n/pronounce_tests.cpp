#include "i18n/pronounce/pronouncer.hpp"

#include <boost/test/unit_test.hpp>

#include <fstream>

#include "i18n/catalogue.hpp"
#include "i18n/format.hpp"

using namespace bianmin;
using namespace i18n;

namespace {

const std::filesystem::path kShare = std::filesystem::path(BIANMIN_BINARY_DIR) / "share/bianmin";
const std::filesystem::path kTests = std::filesystem::path(BIANMIN_SOURCE_DIR) / "tests/i18n";

const Pronouncer& pronouncer() {
  static const auto loaded = Pronouncer::load(kShare / "pinyin.dict", {kShare / "lexicon"});
  BOOST_REQUIRE_MESSAGE(loaded, loaded.error().detail);
  return *loaded;
}

// Segments on one line; what goes to another voice than the Chinese one stands in brackets.
std::string line(const Spoken& spoken) {
  std::string out;
  for (const auto& segment : spoken.segments) {
    if (!out.empty()) out += ' ';
    out +=
        segment.notation == Notation::Pinyin ? segment.text : "[" + segment.language.tag() + ": " + segment.text + "]";
  }
  return out;
}
std::string said(std::string_view text) { return line(pronouncer().pronounce(kChinese, text)); }

// Compares every "text<TAB>expected" of a file; with BIANMIN_RENEW=1 in the environment writes what is said instead.
std::size_t check_file(const std::string& name, bool renewable) {
  std::ifstream in(kTests / name);
  BOOST_REQUIRE(in);
  const bool renew = renewable && std::getenv("BIANMIN_RENEW") != nullptr;
  std::string renewed;
  std::size_t count = 0;
  for (std::string row; std::getline(in, row);) {
    const std::size_t tab = row.find('\t');
    if (row.starts_with("#") || tab == std::string::npos) {
      renewed += row + "\n";
      continue;
    }
    const std::string text = row.substr(0, tab);
    if (!renew) BOOST_TEST_CONTEXT(text) BOOST_TEST(said(text) == row.substr(tab + 1));
    renewed += text + "\t" + said(text) + "\n";
    ++count;
  }
  in.close();
  if (renew) std::ofstream(kTests / name) << renewed;
  return count;
}

}  // namespace

BOOST_AUTO_TEST_SUITE(pronounce_tests)

BOOST_AUTO_TEST_CASE(traps) { BOOST_TEST(check_file("pinyin_traps.tsv", false) >= 150U); }

BOOST_AUTO_TEST_CASE(sentences) { BOOST_TEST(check_file("pinyin_sentences.tsv", true) >= 500U); }

BOOST_AUTO_TEST_CASE(every_character_of_the_catalogue_can_be_said) {
  const auto texts = Catalogue::load(kShare / "po");
  BOOST_REQUIRE(texts);
  for (const std::string& key : texts->keys())
    for (const auto& word : pronouncer().explain(texts->raw(kChinese, key).spoken))
      BOOST_TEST(word.source != "unknown", key << ": " << word.word);
}

BOOST_AUTO_TEST_CASE(every_syllable_is_one_that_the_voice_knows) {
  std::ifstream in(kTests / "pinyin_sentences.tsv");
  for (std::string row; std::getline(in, row);) {
    if (row.starts_with("#")) continue;
    for (const auto& segment : pronouncer().pronounce(kChinese, row.substr(0, row.find('\t'))).segments) {
      if (segment.notation != Notation::Pinyin) continue;
      for (const char c : segment.text)
        BOOST_TEST(((c >= 'a' && c <= 'z') || (c >= '1' && c <= '5') ||
                    std::string_view(" ,;!?。").find(c) != std::string_view::npos));
    }
  }
}

BOOST_AUTO_TEST_CASE(english_inside_chinese_goes_to_the_english_voice) {
  const Spoken spoken = pronouncer().pronounce(kChinese, "请说 hello world，谢谢");
  BOOST_REQUIRE(spoken.segments.size() == 3U);
  BOOST_TEST(spoken.segments[0].text == "qing3 shuo1");
  BOOST_TEST((spoken.segments[1] == SpokenSegment{kEnglish, Notation::Plain, "hello world,"}));
  BOOST_TEST(spoken.segments[2].text == "xie4 xie5");
}

BOOST_AUTO_TEST_CASE(chinese_inside_english_goes_to_the_chinese_voice) {
  const Spoken spoken = pronouncer().pronounce(kEnglish, "Hello, 王芳. You have 2 papers.");
  BOOST_REQUIRE(spoken.segments.size() == 3U);
  BOOST_TEST(spoken.segments[0].text == "Hello,");
  BOOST_TEST((spoken.segments[1] == SpokenSegment{kChinese, Notation::Pinyin, "wang2 fang1"}));
  BOOST_TEST(spoken.segments[2].text == ". You have 2 papers.");
}

BOOST_AUTO_TEST_CASE(korean_stays_as_written) {
  const Spoken spoken = pronouncer().pronounce(kKorean, "어떤 일을 하시겠어요?");
  BOOST_REQUIRE(spoken.segments.size() == 1U);
  BOOST_TEST((spoken.segments[0] == SpokenSegment{kKorean, Notation::Plain, "어떤 일을 하시겠어요?"}));
}

BOOST_AUTO_TEST_CASE(a_marked_name_is_read_as_one) {
  BOOST_TEST(said("您好，" + person_name(kChinese, "单雄信").spoken) == "nin2 hao3, shan4 xiong2 xin4");
  BOOST_TEST(said(person_name(kChinese, "解学龙").spoken + "您好") == "xie4 xue2 long2 nin2 hao3");
  BOOST_TEST(line(pronouncer().pronounce(kEnglish, "Hello, " + person_name(kEnglish, "曾庆海").spoken)) ==
             "[en: Hello,] zeng1 qing4 hai3");
}

BOOST_AUTO_TEST_CASE(formatted_values_are_said_as_they_should) {
  BOOST_TEST(said(money(kChinese, 38005).spoken) == "san1 bai3 ba1 shi2 yuan2 ling2 wu3 fen1");
  BOOST_TEST(said(case_number(kChinese, "LC-2611-7").spoken) == "[en: L C,] er4 liu4 yi1 yi1, qi1");
  BOOST_TEST(said(phone(kChinese, "13800005678").spoken) == "yao1 san1 ba1, ling2 ling2 ling2 ling2, wu3 liu4 qi1 ba1");
  BOOST_TEST(said(date(kChinese, {2021, 1, 1, 0, 0, 0, 5}).spoken) == "er4 ling2 er4 yi1 nian2 yi1 yue4 yi1 ri4");
}

BOOST_AUTO_TEST_CASE(an_administrator_s_word_goes_before_ours) {
  auto dictionary = Dictionary::open(kShare / "pinyin.dict");
  BOOST_REQUIRE(dictionary);
  const std::vector<std::filesystem::path> directories{kShare / "lexicon"};
  auto lexicon = Lexicon::load(directories);
  BOOST_REQUIRE(lexicon);
  BOOST_REQUIRE(lexicon->add("费县\tbi4 xian4\n", "local.tsv"));
  const Pronouncer corrected(*dictionary, *lexicon);
  BOOST_TEST(line(corrected.pronounce(kChinese, "费县")) == "bi4 xian4");
  BOOST_TEST(said("费县") == "fei4 xian4");
  BOOST_TEST(corrected.explain("去费县")[1].source == "local.tsv:1");
}

BOOST_AUTO_TEST_CASE(odd_text_is_said_as_far_as_it_goes) {
  for (const std::string text :
       {"",      " ", "，，，", "\xFF\xFE", "😀",   "ｱｲｳ",  "\xE2\x81\xA3", "----",  "****",
        "1",     "¥", "¥ ",     "%",        "1.",  "1..2", "1:",           "99:99", "2026-13-45",
        "2026-", "-", "第",     "1/0",      "0/0", "a-",   "A-1-"})
    BOOST_TEST_CONTEXT(text) BOOST_TEST(pronouncer().pronounce(kChinese, text).segments.size() <= 4U);
  BOOST_TEST(said("").empty());
  BOOST_TEST(said("，你好") == "ni3 hao3");
  BOOST_TEST(said("你好\xFF啊").starts_with("ni3 hao3"));
  const std::string digits(400, '9');
  BOOST_TEST(!said(digits).empty());
  std::string endless;
  while (endless.size() < Pronouncer::kMaxBytes + 100) endless += "中";
  BOOST_TEST(said(endless).size() <= 8 * Pronouncer::kMaxBytes / 3);
}

BOOST_AUTO_TEST_CASE(a_spoken_text_can_be_wiped) {
  Spoken spoken = pronouncer().pronounce(kChinese, "王芳");
  spoken.wipe();
  BOOST_TEST(spoken.segments.empty());
}

BOOST_AUTO_TEST_CASE(forty_characters_take_less_than_a_fifth_of_a_millisecond) {
  const std::string text = "请把身份证放在读卡区，卡放稳，先不要拿开。您有3项待办，11月27日前答复您，编号1234。";
  auto best = std::chrono::steady_clock::duration::max();
  for (int i = 0; i < 50; ++i) {
    const auto start = std::chrono::steady_clock::now();
    BOOST_TEST(!pronouncer().pronounce(kChinese, text).segments.empty());
    best = std::min(best, std::chrono::steady_clock::now() - start);
  }
#if defined(__SANITIZE_ADDRESS__) || defined(__SANITIZE_THREAD__)
  const auto limit = std::chrono::microseconds(4000);
#else
  const auto limit = std::chrono::microseconds(200);
#endif
  BOOST_TEST((best <= limit), std::chrono::duration_cast<std::chrono::microseconds>(best).count() << " µs");
}

BOOST_AUTO_TEST_SUITE_END()
