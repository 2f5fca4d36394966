#include <boost/test/unit_test.hpp>

#include "tests/kiosk/starts/start_trial.hpp"
#include "tests/support/temporary_directory.hpp"

namespace {

using namespace bianmin;
using tests::StartTrial;

constexpr int kStarts = 5;  // tests/bench/starts makes a hundred

void every_start_shows_the_whole_page(StartTrial::Where where) {
  const std::filesystem::path programs = BIANMIN_BINARY_DIR "/bin";
  if (const std::string why = StartTrial::unavailable(where, programs); !why.empty()) {
    BOOST_TEST_MESSAGE("skipped: " << why);
    return;
  }
  const tests::TemporaryDirectory folder;
  auto trial = StartTrial::open(where, programs, folder.path());
  BOOST_REQUIRE_MESSAGE(trial.has_value(), trial.error().detail);
  for (int i = 1; i <= kStarts; ++i) {
    const auto outcome = (*trial)->start_once();
    BOOST_TEST_CONTEXT("start " << i) BOOST_TEST_REQUIRE(outcome.whole, outcome.missing);
  }
}

}  // namespace

BOOST_AUTO_TEST_SUITE(start_tests)

BOOST_AUTO_TEST_CASE(on_a_bare_display_every_start_shows_the_whole_home_page) {
  every_start_shows_the_whole_page(StartTrial::Where::X);
}

BOOST_AUTO_TEST_CASE(under_the_compositor_every_start_shows_the_whole_home_page) {
  every_start_shows_the_whole_page(StartTrial::Where::Cage);
}

BOOST_AUTO_TEST_CASE(an_empty_button_has_no_ink) {
  tests::Picture picture{100, 100, std::vector<std::uint32_t>(10'000, 0xFFFFFF)};
  BOOST_TEST(tests::ink(picture, {10, 10, 40, 40}) == 0);
  for (std::size_t x = 20; x < 40; ++x) picture.pixels[30 * 100 + x] = 0x102030;
  BOOST_TEST(tests::ink(picture, {10, 10, 40, 40}) == 20.0 / 1600, boost::test_tools::tolerance(1e-9));
  BOOST_TEST(tests::ink(picture, {60, 60, 40, 80}) == 0);
}

BOOST_AUTO_TEST_SUITE_END()
