// docs/failure-codes.md is made from the catalogue. BIANMIN_RENEW=1 in the environment writes it anew.
#include <boost/test/unit_test.hpp>

#include <fstream>

#include "base/failure.hpp"
#include "base/file.hpp"
#include "i18n/catalogue.hpp"

using namespace bianmin;

namespace {

std::string page(const i18n::Catalogue& texts) {
  std::string out =
      "# Failure codes\n\n"
      "What a terminal says when something goes wrong, and what its staff do. Made from `base/failure_codes.inc` and "
      "the\n"
      "catalogues in `i18n/po`; do not edit it here:\n\n"
      "    BIANMIN_RENEW=1 build/dev/tests/i18n/tests_i18n --run_test=failure_codes_tests\n";
  std::string group;
  for (const auto& [name, code] : {
#define BIANMIN_FAILURE(name, code) std::pair<std::string, std::string>{#name, code},
#include "base/failure_codes.inc"
#undef BIANMIN_FAILURE
       }) {
    if (const std::string prefix = code.substr(0, code.find('-')); prefix != group) {
      group = prefix;
      out += "\n## " + group + "\n\n| Code | Name | To the resident | To the staff |\n|---|---|---|---|\n";
    }
    const auto both = [&, failure = "failure." + code](const std::string& suffix) {
      return texts.raw(i18n::kChinese, failure + suffix).shown + "<br>" +
             texts.raw(i18n::kEnglish, failure + suffix).shown;
    };
    out += "| " + code + " | `" + name + "` | " + both("") + " | " + both(".staff") + " |\n";
  }
  return out;
}

}  // namespace

BOOST_AUTO_TEST_SUITE(failure_codes_tests)

BOOST_AUTO_TEST_CASE(the_page_is_up_to_date) {
  const std::filesystem::path source(BIANMIN_SOURCE_DIR);
  const auto texts = i18n::Catalogue::load(source / "i18n/po");
  BOOST_REQUIRE(texts);
  const std::string wanted = page(*texts);
  if (std::getenv("BIANMIN_RENEW") != nullptr) std::ofstream(source / "docs/failure-codes.md") << wanted;
  const auto written = base::read_file(source / "docs/failure-codes.md");
  BOOST_REQUIRE_MESSAGE(written, "docs/failure-codes.md is missing; see the head of this file");
  BOOST_TEST((*written == wanted), "docs/failure-codes.md is stale; see the head of this file");
}

BOOST_AUTO_TEST_SUITE_END()
