#include <boost/test/unit_test.hpp>

#include <cstdlib>
#include <fstream>
#include <sstream>

#include "tests/ui/support/palette_png.hpp"

using namespace bianmin;
using namespace bianmin::ui;

namespace {

const std::filesystem::path kGolden = std::filesystem::path(BIANMIN_SOURCE_DIR) / "tests/golden";

struct Shot {
  std::string name;  // of the file
  std::string page, language, view;
  int width, height, text;
};

// pictures.txt: one picture a line.
std::vector<Shot> shots() {
  std::vector<Shot> all;
  std::ifstream in(kGolden / "pictures.txt");
  for (std::string line; std::getline(in, line);) {
    if (line.empty() || line[0] == '#') continue;
    std::istringstream words(line);
    Shot shot{};
    words >> shot.name >> shot.page >> shot.language >> shot.view >> shot.width >> shot.height >> shot.text;
    BOOST_REQUIRE_MESSAGE(words, "pictures.txt: " << line);
    all.push_back(shot);
  }
  return all;
}

View view_of(const std::string& name, int text_percent) {
  View view{name.starts_with("elder") ? ViewStyle::Elder : ViewStyle::Standard, text_percent};
  view.high_contrast = name.ends_with("high-contrast");
  return view;
}

bool near(std::uint32_t a, std::uint32_t b) {
  constexpr int kStep = 40;  // of 255: pictures are kept in 255 colours, and smoothing differs between versions
  for (const int shift : {0, 8, 16})
    if (std::abs(static_cast<int>((a >> shift) & 0xFFU) - static_cast<int>((b >> shift) & 0xFFU)) > kStep) return false;
  return true;
}

// How much of the picture is another, 0 … 1; all of it where the sizes differ.
double share_of_difference(const Raster& golden, const Raster& now) {
  if (golden.width != now.width || golden.height != now.height) return 1;
  std::size_t different = 0;
  for (std::size_t i = 0; i < now.pixels.size(); ++i) different += near(golden.pixels[i], now.pixels[i]) ? 0 : 1;
  return static_cast<double>(different) / static_cast<double>(now.pixels.size());
}

}  // namespace

BOOST_AUTO_TEST_SUITE(golden_tests)

BOOST_AUTO_TEST_CASE(pages_look_as_they_did) {
  const TextEngine text;
  const char* only = std::getenv("BIANMIN_GOLDEN_PAGE");
  const bool renew = std::getenv("BIANMIN_RENEW_GOLDEN") != nullptr;
  const auto all = shots();
  BOOST_REQUIRE(all.size() > 10);
  for (const auto& shot : all) {
    if (only && shot.page != only) continue;
    const auto language = i18n::Language::parse(shot.language);
    BOOST_REQUIRE(language.has_value());
    const Sample sample = make_sample(shot.page, *language, view_of(shot.view, shot.text));
    const Size size{static_cast<double>(shot.width), static_cast<double>(shot.height)};
    const Raster now = draw(lay_out(sample.page, size, text, sample_words(), sample.local), text);
    const std::filesystem::path file = kGolden / (shot.name + ".png");
    const double share = share_of_difference(tests::read_raster(file), now);
    if (renew) {
      // What still looks the same is kept as it is: a changed file is a changed picture.
      if (share > 0) BOOST_REQUIRE(tests::write_palette_png(now, file, 255));
      continue;
    }
    if (share > 0.002) {
      const std::filesystem::path seen =
          std::filesystem::temp_directory_path() / ("bianmin-golden-" + shot.name + ".png");
      BOOST_TEST_MESSAGE("what was drawn: " << seen
                                            << (tests::write_palette_png(now, seen, 255) ? "" : " (not written)"));
    }
    BOOST_TEST(share <= 0.002, shot.name << ": " << share * 100 << " % of the pixels differ; tests/golden/renew "
                                         << shot.page << " if that is meant");
  }
}

BOOST_AUTO_TEST_CASE(every_picture_is_in_the_list) {
  const auto all = shots();
  for (const auto& entry : std::filesystem::directory_iterator(kGolden))
    if (entry.path().extension() == ".png")
      BOOST_TEST(std::any_of(all.begin(), all.end(),
                             [&](const Shot& shot) { return shot.name == entry.path().stem().string(); }),
                 entry.path() << " is not in pictures.txt");
}

BOOST_AUTO_TEST_SUITE_END()
