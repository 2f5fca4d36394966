#include <boost/test/unit_test.hpp>

#include <cstdlib>
#include <fstream>

#include "tests/lint/cpp_source.hpp"
#include "tests/lint/rules.hpp"
#include "tests/support/temporary_directory.hpp"

using namespace bianmin::lint;

namespace {

const Tree kCatalogues{
    {"i18n/po/zh_CN.po", "msgid \"\"\nmsgid \"home.title\"\nmsgstr \"您好\"\nmsgid \"failure.CARD-01\"\n"},
    {"i18n/po/en.po", "msgid \"home.title\"\nmsgid \"failure.CARD-01\"\n"}};

Findings texts(const std::string& code) {
  Tree tree = kCatalogues;
  tree["kiosk/a.cpp"] = code;
  return check_texts(tree);
}

}  // namespace

BOOST_AUTO_TEST_SUITE(text_rules_tests)

BOOST_AUTO_TEST_CASE(notes_of_unfinished_work_are_found) {
  const std::string note = std::string("TO") + "DO";
  BOOST_TEST(check_unfinished({{"a.cpp", "int x;\n// " + note + ": later\n"}}).at(0).line == 2U);
  BOOST_TEST(check_unfinished({{"a/CMakeLists.txt", "# " + note}}).size() == 1U);
  BOOST_TEST(check_unfinished({{"a.cpp", "int METHO" + std::string("DO") + ";\n"}}).empty());
}

BOOST_AUTO_TEST_CASE(chinese_belongs_to_catalogues) {
  BOOST_TEST(check_chinese({{"kiosk/a.cpp", "auto a = \"您好\";\nauto b = \"再见\";\n"}}).size() == 1U);
  BOOST_TEST(check_chinese({{"kiosk/a.cpp", "auto a = R\"(\n您好)\";\n"}}).at(0).line == 2U);
  BOOST_TEST(check_chinese({{"kiosk/a.cpp", "// 您好\n/* 您\n好 */ int a; // 您\n"}}).empty(), "comments may");
  BOOST_TEST(check_chinese({{"kiosk/a.cpp", "auto comma = \"，\";\n"}}).empty(), "signs may");
  BOOST_TEST(check_chinese({{"tests/a.cpp", "auto a = \"您好\";\n"}}).empty(), "tests may");
}

BOOST_AUTO_TEST_CASE(paths_of_machines_are_found) {
  const std::string place = std::string("/ho") + "me/somebody";
  BOOST_TEST(check_paths({{"docs/a.md", "see " + place}}).size() == 1U);
  BOOST_TEST(check_paths({{"docs/a.md", "see ui" + place}}).empty());
}

BOOST_AUTO_TEST_CASE(long_files_are_found) {
  std::string text;
  for (int i = 0; i < 500; ++i) text += "int x;\n";
  BOOST_TEST(check_length({{"a.cpp", text}}).empty());
  BOOST_TEST(check_length({{"a.cpp", text + "int y;\n"}}).size() == 1U);
}

BOOST_AUTO_TEST_CASE(texts_that_code_asks_for_exist) {
  BOOST_TEST(texts("parts.text(\"home.title\"); f(\"failure.\" + code); f(\".staff\"); f(\"a.json\");").empty());
  BOOST_TEST(texts("parts.text(\"home.titel\");").at(0).message == "no catalogue has the key home.titel");
  BOOST_TEST(texts("parts.text(elder ? \"home.title.elder\" : \"home.title\");").size() == 1U);
  BOOST_TEST(texts("texts.phrase(language, \"nowhere.title\");").size() == 1U, "an asker's key, whatever its section");
  BOOST_TEST(texts("f(\"home.nothing.\" + x);").size() == 1U);
}

BOOST_AUTO_TEST_CASE(both_languages_have_the_same_keys) {
  Tree tree = kCatalogues;
  tree["i18n/po/zh_CN.po"] += "msgid \"home.lead\"\n";
  BOOST_TEST(check_texts(tree).size() == 1U);
  BOOST_TEST(check_texts({}).size() == 1U, "no catalogue is a finding");
}

BOOST_AUTO_TEST_CASE(texts_nobody_names_are_hinted_at) {
  Tree tree = kCatalogues;
  tree["kiosk/a.cpp"] = "f(\"failure.\" + code);";
  const auto hints = unused_texts(tree);
  BOOST_REQUIRE(hints.size() == 1U);
  BOOST_TEST(hints[0].message == "nobody names home.title");
}

BOOST_AUTO_TEST_CASE(an_allowance_needs_a_reason_and_a_use) {
  const Rule rule{"chinese", check_chinese};
  const auto with = [&](const std::string& allowances) {
    return run(rule, {{"a/x.cpp", "auto a = \"您好\";\n"}, {"tests/lint/allow.txt", allowances}});
  };
  BOOST_TEST(with("").size() == 1U);
  BOOST_TEST(with("chinese | a/x.cpp | numerals, not texts\n").empty());
  BOOST_TEST(with("chinese | a | numerals, not texts\n").empty());
  BOOST_TEST(with("length | a/x.cpp | another rule's allowance\n").size() == 1U);
  BOOST_TEST(with("chinese | a/x.cpp | \n").size() == 2U);
  BOOST_TEST(with("chinese | a | numerals, not texts\nchinese | b | nothing is there\n").size() == 1U);
}

BOOST_AUTO_TEST_CASE(strings_comments_and_numbers_are_told_apart) {
  const Stripped source =
      strip("int n = 1'000; char c = '\"'; auto s = \"a//b\\\"\"; // \"x\"\nauto r = R\"y(z\")y\";");
  BOOST_REQUIRE(source.literals.size() == 2U);
  BOOST_TEST(source.literals[0].text == "a//b\\\"");
  BOOST_TEST(source.literals[1].text == "z\"");
  BOOST_TEST(source.literals[1].line == 2U);
  BOOST_TEST(source.code.find("\"x\"") == std::string::npos);
}

BOOST_AUTO_TEST_CASE(the_program_fails_on_a_tree_that_breaks_a_rule) {
  const bianmin::tests::TemporaryDirectory root;
  std::filesystem::create_directories(root / "base");
  std::filesystem::create_directories(root / "build");
  std::ofstream(root / "base/a.hpp") << "int unguarded();\n";
  std::ofstream(root / "build/made.hpp") << "int unguarded();\n";
  const std::string call = std::string(BIANMIN_LINT) + " " + root.path().string() + " ";
  const std::string quiet = " >" + (root / "build/out").string() + " 2>&1";
  BOOST_TEST(WEXITSTATUS(std::system((call + "headers" + quiet).c_str())) == 1);
  std::ofstream(root / "base/a.hpp") << "#pragma once\n";
  BOOST_TEST(WEXITSTATUS(std::system((call + "headers" + quiet).c_str())) == 0);
  BOOST_TEST(WEXITSTATUS(std::system((call + "no-such-rule" + quiet).c_str())) == 2);
}

BOOST_AUTO_TEST_CASE(every_rule_is_a_test) {
  std::ifstream in(std::string(BIANMIN_SOURCE_DIR) + "/tests/lint/CMakeLists.txt");
  const std::string text{std::istreambuf_iterator<char>(in), {}};
  const auto at = text.find("foreach(rule ");
  BOOST_REQUIRE(at != std::string::npos);
  std::string wanted = "foreach(rule";
  for (const Rule& rule : rules()) wanted += " " + std::string(rule.name);
  BOOST_TEST(text.substr(at, wanted.size() + 1) == wanted + ")");
}

BOOST_AUTO_TEST_SUITE_END()
