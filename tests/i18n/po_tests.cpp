#include "i18n/po.hpp"

#include <boost/test/unit_test.hpp>

using namespace bianmin;
using i18n::parse_po;

BOOST_AUTO_TEST_SUITE(po_tests)

BOOST_AUTO_TEST_CASE(texts_spoken_forms_and_plurals_are_read) {
  const auto file = parse_po(
      "\xEF\xBB\xBF# a comment\r\n"
      "msgid \"\"\nmsgstr \"\"\n\"Content-Type: text/plain; charset=UTF-8\\n\"\n"
      "\"Plural-Forms: nplurals=2; plural=(n != 1);\\n\"\n\n"
      "#: somewhere.cpp:3\nmsgid \"a.b\"\nmsgstr \"one \"\n  \"\\\"two\\\"\\n\\t\\\\\"\n"
      "msgctxt \"spoken\"\nmsgid \"a.b\"\nmsgstr \"said\"\n"
      "msgid \"n\"\nmsgid_plural \"n\"\nmsgstr[0] \"{n} item\"\nmsgstr[1] \"{n} items\"\n\n"
      "#, fuzzy\nmsgid \"guess\"\nmsgstr \"guess\"\n\n"
      "msgid \"untranslated\"\nmsgstr \"\"\n\n"
      "#~ msgid \"old\"\n#~ msgstr \"old\"\n",
      "test.po");
  BOOST_REQUIRE_MESSAGE(file, file.error().detail);
  BOOST_TEST(file->messages.size() == 2U);
  BOOST_TEST(file->messages.at("a.b").shown.at(0) == "one \"two\"\n\t\\");
  BOOST_TEST(file->messages.at("a.b").spoken.at(0) == "said");
  BOOST_TEST(file->messages.at("n").shown.at(1) == "{n} items");
  BOOST_TEST((file->plural == i18n::PluralRule::OneOrMany));
}

BOOST_AUTO_TEST_CASE(errors_name_the_line_and_the_reason) {
  const std::vector<std::tuple<std::string, std::string, std::string>> cases{
      {"msgid \"a\"\nmsgstr \"b\"\nmsgid \"a\"\nmsgstr \"c\"\n", ":4:", "second time"},
      {"msgid \"a\"\n", ":1:", "no msgstr"},
      {"msgstr \"b\"\n", ":1:", "out of place"},
      {"\n\"loose\"\n", ":2:", "no keyword"},
      {"message \"a\"\n", ":1:", "unknown keyword"},
      {"msgid a\n", ":1:", "quotation marks"},
      {"msgid \"a\n", ":1:", "quotation marks"},
      {"msgid \"a\"b\"\n", ":1:", "written"},
      {"msgid \"a\\x\"\n", ":1:", "escape"},
      {"msgid \"a\\\"\n", ":1:", "escape"},
      {"msgid \"a\x01\"\n", ":1:", "control"},
      {"msgid \"a\xFF\"\n", ":1:", "UTF-8"},
      {"msgctxt \"menu\"\nmsgid \"a\"\nmsgstr \"b\"\n", ":3:", "context"},
      {"msgctxt \"spoken\"\nmsgid \"a\"\nmsgstr \"b\"\n", ":2:", "no text"},
      {"msgctxt \"spoken\"\n\nmsgid \"a\"\nmsgstr \"b\"\n", ":2:", "msgctxt without"},
      {"msgid \"a\"\nmsgid_plural \"a\"\nmsgstr[1] \"b\"\n", ":3:", "out of place"},
      {"msgid \"a\"\nmsgid_plural \"a\"\nmsgstr \"b\"\n", ":3:", "out of place"},
      {"msgid \"\"\nmsgstr \"Plural-Forms: nplurals=3; plural=n%10;\\n\"\n", "", "plural rule"},
      {"msgid \"\"\nmsgstr \"Content-Type: text/plain; charset=GB18030\\n\"\n", "", "UTF-8"},
      {"msgid \"a\"\nmsgstr \"b\"\n\nmsgid \"\"\nmsgstr \"x\"\n", "", "header"},
      {"msgid \"\"\nmsgstr \"Plural-Forms: nplurals=2; plural=(n != 1);\\n\"\n\nmsgid \"a\"\nmsgid_plural "
       "\"a\"\nmsgstr[0] \"b\"\n",
       "", "needs 2 plural"},
  };
  for (const auto& [text, line, reason] : cases) BOOST_TEST_CONTEXT(text) {
      const auto file = parse_po(text, "test.po");
      BOOST_REQUIRE(!file);
      BOOST_TEST((file.error().code == base::FailureCode::CatalogueInvalid));
      BOOST_TEST(file.error().detail.find("test.po" + line) == 0U, file.error().detail);
      BOOST_TEST(file.error().detail.find(reason) != std::string::npos, file.error().detail);
    }
}

BOOST_AUTO_TEST_CASE(limits_hold) {
  const std::string entry = "msgid \"a\"\nmsgstr \"bbbb\"\nmsgid \"c\"\nmsgstr \"d\"\n";
  BOOST_TEST(!parse_po(entry, "x", {.bytes = 10}));
  BOOST_TEST(!parse_po(entry, "x", {.entries = 1}));
  BOOST_TEST(!parse_po(entry, "x", {.text_bytes = 3}));
  BOOST_TEST(parse_po(entry, "x", {.entries = 2, .text_bytes = 4}).has_value());
}

BOOST_AUTO_TEST_CASE(plural_rules) {
  using enum i18n::PluralRule;
  BOOST_TEST(plural_form(One, 5) == 0U);
  for (const auto& [n, form] : std::vector<std::pair<long long, std::size_t>>{{0, 1}, {1, 0}, {2, 1}, {-1, 1}})
    BOOST_TEST(plural_form(OneOrMany, n) == form);
  for (const auto& [n, form] : std::vector<std::pair<long long, std::size_t>>{{0, 0}, {1, 0}, {2, 1}})
    BOOST_TEST(plural_form(UpToOneOrMany, n) == form);
}

BOOST_AUTO_TEST_SUITE_END()
