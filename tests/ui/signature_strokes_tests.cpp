#include <boost/test/unit_test.hpp>

#include <random>

#include "ui/screen/input/signature_strokes.hpp"

using namespace bianmin::ui;

BOOST_AUTO_TEST_SUITE(signature_strokes_tests)

BOOST_AUTO_TEST_CASE(strokes_and_text_are_the_same) {
  const std::vector<Stroke> strokes{{{1, 2}, {30, 40}}, {{500, 600}}};
  BOOST_TEST(write_strokes(strokes) == "1,2 30,40;500,600");
  BOOST_TEST((read_strokes("1,2 30,40;500,600") == strokes));
  BOOST_TEST(read_strokes("").empty());
  BOOST_TEST(write_strokes({}).empty());
}

BOOST_AUTO_TEST_CASE(points_outside_move_to_the_edge_and_nonsense_ends_the_reading) {
  BOOST_TEST((read_strokes("-5,2000") == std::vector<Stroke>{{{0, 1000}}}));
  BOOST_TEST((read_strokes("1,2 x") == std::vector<Stroke>{{{1, 2}}}));
  BOOST_TEST(read_strokes("99999999999999999999,1").empty());
}

BOOST_AUTO_TEST_CASE(a_signature_without_end_keeps_its_limit) {
  std::vector<Stroke> strokes(1);
  for (int i = 0; i < 20'000; ++i) strokes[0].push_back({static_cast<double>(i % 1000), 500});
  const std::string text = write_strokes(strokes);
  BOOST_TEST(text.size() <= kMostSignatureCharacters);
  BOOST_TEST(text.size() > kMostSignatureCharacters - 20);
  BOOST_TEST(write_strokes(read_strokes(text)) == text);
}

BOOST_AUTO_TEST_CASE(any_bytes_are_read_within_bounds) {
  std::mt19937 random(11);
  static constexpr std::string_view kBytes = "0123456789,; -x\n";
  for (int i = 0; i < 20'000; ++i) {
    std::string text;
    for (std::size_t k = random() % 40; k > 0; --k) text += kBytes[random() % kBytes.size()];
    for (const auto& stroke : read_strokes(text))
      for (const auto& p : stroke) BOOST_REQUIRE((p.x >= 0 && p.x <= 1000 && p.y >= 0 && p.y <= 1000));
  }
}

BOOST_AUTO_TEST_SUITE_END()
