#include <boost/test/unit_test.hpp>

#include "tests/lint/rules.hpp"

using namespace bianmin::lint;

namespace {

const std::string kLayers =
    "base | | shared words\n"
    "devices | base | ports and drivers\n"
    "devices/tool | base devices | a program\n"
    "kiosk/flow | base devices/voice/voice.hpp | the core\n"
    "kiosk/main.cpp | base devices kiosk/flow | wires\n";

Findings layers(Tree tree) {
  tree.emplace("tests/lint/layers.txt", kLayers);
  return check_layers(tree);
}

}  // namespace

BOOST_AUTO_TEST_SUITE(include_rules_tests)

BOOST_AUTO_TEST_CASE(layers_allow_what_the_table_says) {
  const auto found =
      layers({{"devices/a.cpp", "#include \"base/clock.hpp\"\n"},
              {"kiosk/flow/turn/machine.hpp", "#include \"devices/voice/voice.hpp\"\n"},
              {"kiosk/main.cpp", "#include \"kiosk/flow/turn/machine.hpp\"\n#include \"devices/a.hpp\"\n"}});
  BOOST_TEST(found.empty());
}

BOOST_AUTO_TEST_CASE(layers_refuse_an_arrow_the_wrong_way) {
  const auto found =
      layers({{"base/clock.cpp", "#include \"base/clock.hpp\"\n\n#include \"devices/card/apdu.hpp\"\n"}});
  BOOST_REQUIRE(found.size() == 1U);
  BOOST_TEST(to_string(found[0]) == "base/clock.cpp:3: base may not include devices/card/apdu.hpp");
}

BOOST_AUTO_TEST_CASE(layers_open_a_port_without_its_driver) {
  const auto found = layers({{"kiosk/flow/turn/machine.cpp", "#include \"devices/voice/espeak_voice.hpp\"\n"}});
  BOOST_TEST(found.size() == 1U);
}

BOOST_AUTO_TEST_CASE(a_layer_inside_another_stays_closed) {
  const auto found = layers({{"kiosk/main.cpp", "#include \"devices/tool/output.hpp\"\n"}});
  BOOST_TEST(found.size() == 1U);
}

BOOST_AUTO_TEST_CASE(layers_refuse_tests_headers_and_folders_nobody_knows) {
  BOOST_TEST(layers({{"base/a.cpp", "#include \"tests/support/fake.hpp\"\n"}}).size() == 1U);
  BOOST_TEST(layers({{"toys/a.cpp", ""}}).size() == 1U);
  BOOST_TEST(check_layers({{"base/a.cpp", ""}}).size() == 1U, "no table is a finding");
}

BOOST_AUTO_TEST_CASE(includes_in_comments_do_not_count) {
  BOOST_TEST(layers({{"base/a.cpp", "/*\n#include \"devices/a.hpp\"\n*/\n// #include \"devices/a.hpp\"\n"}}).empty());
}

BOOST_AUTO_TEST_CASE(a_table_with_a_circle_is_refused) {
  const auto found = check_layers({{"tests/lint/layers.txt", "a | b | x\nb | c | x\nc | a | x\n"}});
  BOOST_REQUIRE(found.size() == 1U);
  BOOST_TEST(found[0].message == "layers in a circle: a → b → c → a");
}

BOOST_AUTO_TEST_CASE(modules_in_a_circle_are_found) {
  const Tree tree{{"a/x.hpp", ""},
                  {"a/x.cpp", "#include \"a/x.hpp\"\n#include \"a/y.hpp\"\n"},
                  {"a/y.hpp", "#include \"a/z.hpp\"\n"},
                  {"a/z.hpp", "#include \"a/x.hpp\"\n"}};
  const auto found = check_circles(tree);
  BOOST_REQUIRE(found.size() == 1U);
  BOOST_TEST(to_string(found[0]) == "a/x.hpp: includes in a circle: a/x → a/y → a/z → a/x");
  Tree straight = tree;
  straight["a/z.hpp"].clear();
  BOOST_TEST(check_circles(straight).empty());
}

BOOST_AUTO_TEST_CASE(third_party_headers_stay_behind_their_backend) {
  const std::string table = "curl/ | offline/client.cpp | the one client\nsqlite3.h | offline | the store\n";
  const auto check = [&](const std::string& path, const std::string& include) {
    Tree tree{{"tests/lint/third_party.txt", table},
              {"offline/client.cpp", "#include <curl/curl.h>\n#include <string>\n#include <sqlite3.h>\n"}};
    tree[path] += "#include <" + include + ">\n";
    return check_third_party(tree);
  };
  BOOST_TEST(check("offline/store.cpp", "sqlite3.h").empty());
  BOOST_TEST(check("offline/store.cpp", "string").empty());
  BOOST_TEST(check("tests/offline/a_tests.cpp", "curl/curl.h").empty());
  const auto elsewhere = check("kiosk/a.cpp", "curl/curl.h");
  BOOST_REQUIRE(elsewhere.size() == 1U);
  BOOST_TEST(to_string(elsewhere[0]) ==
             "kiosk/a.cpp:1: <curl/curl.h> is not for this file, see tests/lint/third_party.txt");
  BOOST_TEST(check("kiosk/a.cpp", "newcomer/newcomer.hpp").size() == 1U);
  BOOST_TEST(check("tests/a.cpp", "newcomer.h").size() == 1U);
}

BOOST_AUTO_TEST_CASE(a_header_nobody_includes_leaves_the_table) {
  BOOST_TEST(check_third_party({{"tests/lint/third_party.txt", "gone.h | base | was used once\n"}}).size() == 1U);
}

BOOST_AUTO_TEST_CASE(the_core_takes_nothing_from_the_system) {
  const std::string table = "pure | kiosk/flow\nrefuse | thread fstream\n";
  const auto check = [&](const std::string& path, const std::string& include) {
    return check_pure({{"tests/lint/pure.txt", table}, {path, "#include <" + include + ">\n"}});
  };
  BOOST_TEST(check("kiosk/flow/a.cpp", "thread").size() == 1U);
  BOOST_TEST(check("kiosk/flow/a.cpp", "unistd.h").size() == 1U);
  BOOST_TEST(check("kiosk/flow/a.cpp", "vector").empty());
  BOOST_TEST(check("kiosk/shell/a.cpp", "thread").empty());
}

BOOST_AUTO_TEST_CASE(headers_are_guarded_and_found_from_the_root) {
  BOOST_TEST(
      check_headers({{"a/x.hpp", "#pragma once\n"}, {"a/x.cpp", "#include \"a/x.hpp\"\n#include <vector>\n"}}).empty());
  BOOST_TEST(check_headers({{"a/x.hpp", "int x();\n"}}).size() == 1U);
  BOOST_TEST(check_headers({{"a/x.hpp", "// #pragma once\n"}}).size() == 1U);
  const auto late =
      check_headers({{"a/x.hpp", "#pragma once\n"}, {"a/x.cpp", "#include <vector>\n#include \"a/x.hpp\"\n"}});
  BOOST_REQUIRE(late.size() == 1U);
  BOOST_TEST(to_string(late[0]) == "a/x.cpp:1: includes its own header \"a/x.hpp\" first");
  BOOST_TEST(check_headers({{"a/y.hpp", "#pragma once\n"}, {"a/x.cpp", "#include \"y.hpp\"\n"}}).size() == 1U);
}

BOOST_AUTO_TEST_SUITE_END()
