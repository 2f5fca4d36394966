#include <boost/test/unit_test.hpp>

#include <cstdlib>
#include <fstream>
#include <sstream>

#include "tests/ui/support/png_picture.hpp"
#include "ui/screen/canvas.hpp"
#include "ui/screen/gallery/samples.hpp"

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

bool near(Colour a, Colour b) {
  constexpr int kStep = 40;  // of 255: pictures are kept in 255 colours, and smoothing differs between versions
  return std::abs(a.red - b.red) <= kStep && std::abs(a.green - b.green) <= kStep && std::abs(a.blue - b.blue) <= kStep;
}

}  // namespace

BOOST_AUTO_TEST_SUITE(golden_tests)

BOOST_AUTO_TEST_CASE(pages_look_as_they_did) {
  const TextEngine text;
  const char* renew = std::getenv("BIANMIN_RENEW_GOLDEN");
  const auto all = shots();
  BOOST_REQUIRE(all.size() > 10);
  for (const auto& shot : all) {
    const auto language = i18n::Language::parse(shot.language);
    BOOST_REQUIRE(language.has_value());
    const Sample sample = make_sample(shot.page, *language, view_of(shot.view, shot.text));
    Canvas canvas(text);
    canvas.update(lay_out(sample.page, {static_cast<double>(shot.width), static_cast<double>(shot.height)}, text,
                          sample_words(), sample.local),
                  {"", "", 0.4});
    const std::filesystem::path file = kGolden / (shot.name + ".png");
    if (renew) {
      BOOST_REQUIRE(canvas.save_png(file).has_value());
      continue;
    }
    const tests::PngPicture golden = tests::read_png(file);
    BOOST_TEST_REQUIRE(golden.width == shot.width,
                       file << " is not there or has another size; tests/golden/renew makes it");
    BOOST_TEST_REQUIRE(golden.height == shot.height);
    std::size_t different = 0;
    for (int y = 0; y < shot.height; ++y)
      for (int x = 0; x < shot.width; ++x)
        different += near(golden.pixels[static_cast<std::size_t>(y) * static_cast<std::size_t>(shot.width) +
                                        static_cast<std::size_t>(x)],
                          canvas.pixel(x, y))
                         ? 0
                         : 1;
    const double share = static_cast<double>(different) / (static_cast<double>(shot.width) * shot.height);
    if (share > 0.002) {
      const std::filesystem::path seen =
          std::filesystem::temp_directory_path() / ("bianmin-golden-" + shot.name + ".png");
      BOOST_TEST_MESSAGE("what was drawn: " << seen << (canvas.save_png(seen) ? "" : " (not written)"));
    }
    BOOST_TEST(share <= 0.002,
               shot.name << ": " << share * 100 << " % of the pixels differ; tests/golden/renew if that is meant");
  }
}

BOOST_AUTO_TEST_SUITE_END()
