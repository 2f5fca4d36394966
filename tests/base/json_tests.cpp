#include "base/json.hpp"

#include <boost/test/unit_test.hpp>

#include <fstream>

#include "tests/support/temporary_directory.hpp"

using namespace bianmin;
using namespace bianmin::base;

namespace {

std::string error_of(std::string_view text, const JsonLimits& limits = {}) {
  const auto value = parse_json(text, limits);
  return value ? std::string() : value.error().detail;
}

// What the reader says about a document.
template <class Read>
std::string said(std::string_view text, Read&& read) {
  const auto value = parse_json(text).value();
  JsonReader reader(value, "doc.json");
  read(reader);
  BOOST_TEST(reader.ok() == reader.error().empty());
  return reader.error();
}

}  // namespace

BOOST_AUTO_TEST_SUITE(json_tests)

BOOST_AUTO_TEST_CASE(strict_json_is_read) {
  BOOST_TEST(parse_json(R"({"a":[1,true,null,"é"]})").value().at("a").as_array().size() == 4U);
  BOOST_TEST(parse_json(" 1 ").value().as_int64() == 1);
}

BOOST_AUTO_TEST_CASE(what_is_not_strict_is_refused_with_a_place) {
  for (const char* text : {"", " ", "{", "[1,]", "{\"a\":1,}", "{a:1}", "'a'", "// x\n1", "1 2", "\"\x01\"", "\"\xff\"",
                           "\"\\ud800\"", "nul", "01", "1e", "NaN", "{\"a\"}", "\xEF\xBB\xBF{}"})
    BOOST_TEST(error_of(text).starts_with("byte "), text);
}

BOOST_AUTO_TEST_CASE(limits_hold) {
  BOOST_TEST(error_of("[1,2]", {.bytes = 4}) == "larger than 4 bytes");
  BOOST_TEST(error_of("[1,2]", {.bytes = 5}).empty());
  BOOST_TEST(error_of(std::string(24, '[') + std::string(24, ']')).empty());
  BOOST_TEST(!error_of(std::string(25, '[') + std::string(25, ']')).empty());
  BOOST_TEST(!error_of(std::string(100'000, '[')).empty());
}

BOOST_AUTO_TEST_CASE(a_key_that_comes_twice_is_refused) {
  const std::string twice = "an object holds the same key twice";
  BOOST_TEST(error_of(R"({"a":1,"a":2})") == twice);
  BOOST_TEST(error_of(R"({"x":[{"a":{"b":1,"c":[],"b":1}}]})") == twice);
  BOOST_TEST(error_of(R"({"a":1,"\u0061":2})") == twice, "written in another way it is the same key");
  BOOST_TEST(error_of(R"({"a\/b":1,"a/b":2})") == twice);
  BOOST_TEST(error_of(R"({"é":1,"\u00e9":2})") == twice);
  BOOST_TEST(error_of(R"({"a":"a","b":{"a":1},"c":[{"a":1},{"a":1}]})").empty());
  BOOST_TEST(error_of(R"({"a":"\",\"a\":","b":"}{","c\"":1,"c":2})").empty());
  BOOST_TEST(error_of(R"({"\\":1,"\\\\":2})").empty());
}

BOOST_AUTO_TEST_CASE(a_file_is_named_in_its_failure) {
  const tests::TemporaryDirectory folder;
  std::ofstream(folder / "bad.json") << "{";
  const auto bad = read_json_file(folder / "bad.json");
  BOOST_REQUIRE(!bad);
  BOOST_TEST(bad.error().detail.starts_with("bad.json: byte "));
  BOOST_TEST(!read_json_file(folder / "absent.json"));
}

BOOST_AUTO_TEST_CASE(the_reader_names_the_place) {
  BOOST_TEST(said(R"({"steps":[{"kind":"form"},{"kind":7}]})", [](JsonReader& in) {
               in.member("steps").each([](JsonReader step) { (void)step.member("kind").string(); });
             }).ends_with("/steps/1/kind: must be a string"));
  BOOST_TEST(said("{}", [](JsonReader& in) { (void)in.member("a").string(); }).ends_with("/a: is missing"));
  BOOST_TEST(said("[]", [](JsonReader& in) { (void)in.member("a"); }).ends_with(": must be an object"));
  BOOST_TEST(said(R"({"a":{}})", [](JsonReader& in) {
               in.member("a").each([](JsonReader) {});
             }).ends_with("/a: must be an array"));
  BOOST_TEST(
      said(R"({"a":1,"b":2})", [](JsonReader& in) { in.only({"a"}); }).ends_with("has the unknown member \"b\""));
  BOOST_TEST(said("{}", [](JsonReader& in) { in.refuse("is odd"); }).starts_with("doc.json: "));
}

BOOST_AUTO_TEST_CASE(the_first_error_is_kept_and_later_reads_give_defaults) {
  const std::string error = said(R"({"n":5})", [](JsonReader& in) {
    BOOST_TEST(in.member("text").string().empty());
    BOOST_TEST(in.member("n").string().empty());
    BOOST_TEST(in.member("n").integer(0, 9) == 5);
  });
  BOOST_TEST(error.ends_with("/text: is missing"));
}

BOOST_AUTO_TEST_CASE(ranges_hold) {
  const auto integer = [](std::string_view text, long long min, long long max) {
    return said(text, [&](JsonReader& in) { (void)in.member("n").integer(min, max); });
  };
  BOOST_TEST(integer(R"({"n":-3})", -3, 3).empty());
  BOOST_TEST(integer(R"({"n":4})", -3, 3).ends_with("must be a whole number from -3 to 3"));
  BOOST_TEST(!integer(R"({"n":1.0})", -3, 3).empty());
  BOOST_TEST(!integer(R"({"n":18446744073709551615})", 0, 1LL << 60).empty());
  BOOST_TEST(!integer(R"({"n":"1"})", 0, 3).empty());
  BOOST_TEST(said(R"({"s":"12345"})", [](JsonReader& in) {
               (void)in.member("s").string(4);
             }).ends_with("is longer than 4 bytes"));
  BOOST_TEST(
      said(R"({"b":1})", [](JsonReader& in) { (void)in.member("b").boolean(); }).ends_with("must be true or false"));
}

BOOST_AUTO_TEST_CASE(an_optional_member_may_be_absent_or_null) {
  const auto value = parse_json(R"({"nothing":null,"some":"x"})").value();
  JsonReader in(value, "doc.json");
  BOOST_TEST(!in.optional_member("absent").present());
  BOOST_TEST(!in.optional_member("nothing").present());
  BOOST_TEST(in.optional_member("some").string() == "x");
  std::vector<std::string> keys;
  in.each_member([&](std::string_view key, JsonReader) { keys.emplace_back(key); });
  BOOST_TEST(keys.size() == 2U);
  BOOST_TEST(in.ok());
}

BOOST_AUTO_TEST_SUITE_END()
