#include "tests/ui/support/likeness.hpp"

#include <cairo.h>
#include <unistd.h>
#include <boost/test/unit_test.hpp>

#include "tests/ui/support/palette_png.hpp"

using namespace bianmin;
using namespace bianmin::tests;
using namespace bianmin::ui;

namespace {

const TextEngine& engine() {
  static const TextEngine text;
  return text;
}

Layout placed(const Page& page, Size size) { return lay_out(page, size, engine(), sample_words()); }

// The page as another machine might draw it: everything a sixth of a pixel further, with other smoothing of edges.
Raster drawn_elsewhere(const Layout& layout) {
  Raster out{static_cast<int>(layout.size.width), static_cast<int>(layout.size.height), {}};
  out.pixels.resize(static_cast<std::size_t>(out.width) * static_cast<std::size_t>(out.height));
  cairo_surface_t* image = cairo_image_surface_create_for_data(
      reinterpret_cast<unsigned char*>(out.pixels.data()), CAIRO_FORMAT_RGB24, out.width, out.height, out.width * 4);
  cairo_t* cairo = cairo_create(image);
  cairo_set_antialias(cairo, CAIRO_ANTIALIAS_FAST);
  cairo_translate(cairo, 0.15, 0.15);
  Painter painter(cairo, engine(), layout.palette);
  paint(painter, layout, {"", "", 0.4});
  cairo_destroy(cairo);
  cairo_surface_destroy(image);
  for (auto& pixel : out.pixels) pixel &= 0xFFFFFFU;
  return out;
}

// As it comes back from a golden sheet of few colours.
Raster as_kept(const Raster& picture) {
  const auto file = std::filesystem::temp_directory_path() /
                    ("bianmin-likeness-" + std::to_string(static_cast<long>(::getpid())) + ".png");
  BOOST_REQUIRE(write_golden(picture, file));
  Raster read = read_raster(file);
  std::filesystem::remove(file);
  BOOST_REQUIRE(read.width == picture.width);
  BOOST_REQUIRE(read.height == picture.height);
  return read;
}

int shrink_of(const Form& form) {
  return shrink_for(form.size, form.view.text_percent == 100 ? kScale.plain : kScale.large);
}

// The next button with all that stands in it, moved to the left.
void move_next(Layout& layout, double by) {
  const Target* found = layout.target("submit");
  BOOST_REQUIRE(found);
  const Rect button = found->rect;
  for (auto& item : layout.items)
    if (button.contains(item.rect)) item.rect.x -= by;
}

}  // namespace

BOOST_AUTO_TEST_SUITE(likeness_tests)

BOOST_AUTO_TEST_CASE(smoothing_is_no_change_but_a_word_and_a_place_are) {
  for (const Form& form : all_forms()) {
    Sample sample = make_sample("review", form.language, form.view);
    const int shrink = shrink_of(form);
    const Layout layout = placed(sample.page, form.size);
    const Raster golden = as_kept(shrunk(draw(layout, engine()), shrink));
    const auto apart = [&](const Raster& picture) { return compare(golden, 0, 0, shrunk(picture, shrink)).worst; };

    BOOST_TEST(apart(draw(layout, engine())) <= kMostDifference / 2, form.name() << ": the same page");
    BOOST_TEST(apart(drawn_elsewhere(layout)) <= kMostDifference, form.name() << ": other smoothing");

    Layout moved = layout;
    move_next(moved, 12);
    BOOST_TEST(apart(draw(moved, engine())) > kMostDifference, form.name() << ": a button moved by twelve pixels");

    // Large words leave no room for the lead on the first part.
    const bool large = form.view.text_percent > 100;
    auto& words = large ? sample.page.title.shown : sample.page.lead.shown;
    const auto swap_word = [&](const std::string& from, const std::string& to) {
      const auto at = words.find(from);
      BOOST_REQUIRE(at != std::string::npos);
      words.replace(at, from.size(), to);
    };
    if (form.language == i18n::kChinese) large ? swap_word("看看", "检查") : swap_word("不对", "写错");
    if (form.language == i18n::kEnglish) large ? swap_word("check", "reread") : swap_word("wrong", "amiss");
    if (form.language == i18n::kKorean) large ? swap_word("확인해", "살펴봐") : swap_word("틀린", "다른");
    BOOST_TEST(apart(draw(placed(sample.page, form.size), engine())) > kMostDifference, form.name()
                                                                                            << ": another word");
  }
}

BOOST_AUTO_TEST_CASE(a_change_of_one_cell_is_found_there_and_nowhere_else) {
  PageSheet sheet("take", kScale, engine());
  const auto small = [&](const SheetCell& cell, const std::string& page) {
    const Sample made = make_sample(page, cell.form.language, cell.form.view);
    return shrunk(draw(placed(made.page, cell.form.size), engine()), cell.shrink);
  };
  const std::vector<SheetCell> cells(sheet.cells().begin(), sheet.cells().begin() + 6);
  for (const auto& cell : cells) sheet.put(cell, small(cell, "take"));
  sheet.put(cells[4], small(cells[4], "printing"));
  const Raster golden = as_kept(sheet.picture());
  for (std::size_t i = 0; i < cells.size(); ++i)
    BOOST_TEST((compare(golden, cells[i].x, cells[i].y, small(cells[i], "take")).worst > kMostDifference) == (i == 4),
               cells[i].form.name());
}

BOOST_AUTO_TEST_CASE(a_golden_picture_of_another_size_is_another_picture) {
  const Raster now{8, 8, std::vector<std::uint32_t>(64, 0xFFFFFFU)};
  BOOST_TEST(compare({}, 0, 0, now).worst == 235);
  BOOST_TEST(compare({4, 4, std::vector<std::uint32_t>(16, 0xFFFFFFU)}, 0, 0, now).worst == 235);
  BOOST_TEST(compare(now, 0, 0, now).worst == 0);
}

BOOST_AUTO_TEST_CASE(as_many_colours_are_kept_as_the_picture_needs) {
  Raster ramp{64, 64, {}};
  for (std::uint32_t i = 0; i < 64 * 64; ++i) ramp.pixels.push_back((i % 64) * 4 << 16 | (i / 64) * 4 << 8);
  const Raster few = as_kept(ramp);
  std::set<std::uint32_t> colours(few.pixels.begin(), few.pixels.end());
  BOOST_TEST(colours.size() <= 256U);
  BOOST_TEST(colours.size() > 30U);
  BOOST_TEST(compare(few, 0, 0, ramp).worst < 40);
  const Raster two{2, 1, {0x102030U, 0xFFEEDDU}};
  BOOST_TEST(as_kept(two).pixels == two.pixels, boost::test_tools::per_element());
  BOOST_TEST(read_raster("/nowhere/at-all.png").width == 0);
}

BOOST_AUTO_TEST_SUITE_END()
