#include "i18n/pronounce/lexicon.hpp"

#include <boost/test/unit_test.hpp>

#include "i18n/pronounce/syllable.hpp"

using namespace bianmin;
using i18n::Lexicon;

namespace {
const std::string kLong(300, 'x');
}

BOOST_AUTO_TEST_SUITE(lexicon_tests)

BOOST_AUTO_TEST_CASE(words_comments_and_replacements_are_read) {
  Lexicon lexicon;
  BOOST_REQUIRE(lexicon.add("# comment\n\n单县\tshan4 xian4  # why\r\nＷＩＦＩ\t=无线网\n", "places.tsv"));
  const auto* place = lexicon.longest_at(Lexicon::Kind::Word, std::u32string_view(U"单县人"));
  BOOST_REQUIRE(place != nullptr);
  BOOST_TEST((place->syllables == std::vector<std::string>{"shan4", "xian4"}));
  BOOST_TEST(place->source == "places.tsv:3");
  const auto* wifi = lexicon.longest_at(Lexicon::Kind::Word, std::u32string_view(U"WiFi"));
  BOOST_REQUIRE(wifi != nullptr);
  BOOST_TEST((wifi->replacement == U"无线网"));
  BOOST_TEST(lexicon.longest_at(Lexicon::Kind::Word, std::u32string_view(U"单")) == nullptr);
  BOOST_TEST(lexicon.longest_at(Lexicon::Kind::Word, std::u32string_view()) == nullptr);
}

BOOST_AUTO_TEST_CASE(a_later_entry_replaces_an_earlier_one_and_the_longest_wins) {
  Lexicon lexicon;
  BOOST_REQUIRE(lexicon.add("费县\tfei4 xian4\n费\tfei4\n", "a.tsv"));
  BOOST_REQUIRE(lexicon.add("费县\tbi4 xian4\n", "b.tsv"));
  BOOST_TEST(lexicon.size() == 2U);
  BOOST_TEST(lexicon.longest_at(Lexicon::Kind::Word, std::u32string_view(U"费县"))->syllables[0] == "bi4");
}

BOOST_AUTO_TEST_CASE(files_with_a_meaning_of_their_own) {
  Lexicon lexicon;
  BOOST_REQUIRE(lexicon.add("单\tshan4\n", "surnames.tsv"));
  BOOST_REQUIRE(lexicon.add("kg\t=公斤\n", "units.tsv"));
  BOOST_REQUIRE(lexicon.add("110\t=幺幺零\n", "numbers.tsv"));
  BOOST_REQUIRE(lexicon.add("年\n年级\tnot\n", "measures.tsv"));
  const auto has = [&](Lexicon::Kind kind, std::u32string_view text) {
    return lexicon.longest_at(kind, text) != nullptr;
  };
  BOOST_TEST(has(Lexicon::Kind::Surname, U"单雄信"));
  BOOST_TEST(!has(Lexicon::Kind::Word, U"单雄信"));
  BOOST_TEST(has(Lexicon::Kind::Unit, U"kg"));
  BOOST_TEST(!has(Lexicon::Kind::Unit, U"KG"));
  BOOST_TEST(has(Lexicon::Kind::Number, U"110"));
  BOOST_TEST(lexicon.longest_at(Lexicon::Kind::Measure, std::u32string_view(U"年内"))->replacement.empty());
  BOOST_TEST(!lexicon.longest_at(Lexicon::Kind::Measure, std::u32string_view(U"年级"))->replacement.empty());
}

BOOST_AUTO_TEST_CASE(errors_name_the_line_and_the_reason) {
  const std::vector<std::tuple<std::string, std::string, std::string>> cases{
      {"places.tsv", "单县 shan4 xian4\n", "no pinyin"},
      {"places.tsv", "单县\tshan4\n", "1 syllables for 2"},
      {"places.tsv", "单县\tshan4 xian6\n", "xian6"},
      {"places.tsv", "单县\tshan4 xiam4\n", "xiam4"},
      {"places.tsv", "AB\ta1 bi4\n", "only Chinese"},
      {"places.tsv", "AB\t=\n", "nothing after"},
      {"places.tsv", "AB\t=12\n", "digits"},
      {"places.tsv", "AB\t=" + kLong, "too long"},
      {"places.tsv", "\xFF\tshan4\n", "UTF-8"},
      {"places.tsv", "aaaaaaaaaaaaaaaaaaaa\t=b\n", "more than 16"},
      {"surnames.tsv", "单\t=山\n", "surname"},
      {"units.tsv", "斤\tjin1\n", "needs"},
      {"measures.tsv", "个\tge4\n", "not"},
  };
  for (const auto& [name, text, reason] : cases) BOOST_TEST_CONTEXT(text) {
      Lexicon lexicon;
      const auto added = lexicon.add("\n" + text, name);
      BOOST_REQUIRE(!added);
      BOOST_TEST((added.error().code == base::FailureCode::CatalogueInvalid));
      BOOST_TEST(added.error().detail.find(name + ":2: ") == 0U, added.error().detail);
      BOOST_TEST(added.error().detail.find(reason) != std::string::npos, added.error().detail);
    }
}

BOOST_AUTO_TEST_CASE(no_directory_is_no_error) {
  const std::vector<std::filesystem::path> none{"/nowhere/at/all"};
  const auto lexicon = Lexicon::load(none);
  BOOST_REQUIRE(lexicon);
  BOOST_TEST(lexicon->size() == 0U);
}

BOOST_AUTO_TEST_CASE(syllables) {
  for (const std::string good : {"zhong4", "lv3", "er5", "a1", "nve4"}) BOOST_TEST(i18n::is_syllable(good), good);
  for (const std::string bad : {"", "4", "zhong", "zhong0", "zhong6", "lue4x", "xiam4", "Zhong4", "zhòng"})
    BOOST_TEST(!i18n::is_syllable(bad), bad);
  BOOST_TEST(i18n::from_accents("zhòng") == "zhong4");
  BOOST_TEST(i18n::from_accents("lǜ") == "lv4");
  BOOST_TEST(i18n::from_accents("lüè") == "lve4");
  BOOST_TEST(i18n::from_accents("de") == "de5");
  BOOST_TEST(i18n::from_accents("xyz").empty());
}

BOOST_AUTO_TEST_SUITE_END()
