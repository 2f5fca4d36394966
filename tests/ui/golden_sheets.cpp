#include <boost/test/unit_test.hpp>

#include <cstdlib>

#include "tests/ui/support/likeness.hpp"
#include "tests/ui/support/palette_png.hpp"
#include "tests/ui/support/seen.hpp"

using namespace bianmin;
using namespace bianmin::tests;
using namespace bianmin::ui;

namespace {

constexpr std::size_t kParts = 4;  // ctest runs them side by side

const std::filesystem::path kSheets = std::filesystem::path(BIANMIN_SOURCE_DIR) / "tests/golden/sheets";

// Where pictures of what differs go: BIANMIN_GOLDEN_OUT, else a folder of the system's for such things.
std::filesystem::path out_folder(const std::string& page) {
  const char* asked = std::getenv("BIANMIN_GOLDEN_OUT");
  const auto folder =
      (asked ? std::filesystem::path(asked) : std::filesystem::temp_directory_path() / "bianmin-golden") / page;
  std::filesystem::create_directories(folder);
  return folder;
}

bool renewing() { return std::getenv("BIANMIN_RENEW_GOLDEN") != nullptr; }

// All pages, or BIANMIN_GOLDEN_PAGE alone.
bool asked_for(const std::string& page) {
  const char* only = std::getenv("BIANMIN_GOLDEN_PAGE");
  return !only || page == only;
}

void compare_cell(const std::string& page, const SheetCell& cell, const Raster& golden, const Raster& now) {
  const Likeness likeness = compare(golden, cell.x, cell.y, now);
  if (likeness.worst <= kMostDifference) return;
  const auto folder = out_folder(page);
  std::string file = cell.form.name();
  std::replace(file.begin(), file.end(), ' ', '-');
  std::erase_if(file, [](char c) { return c == ',' || c == '%'; });
  write_palette_png(now, folder / (file + "-now.png"), 256);
  write_palette_png(cut(golden, cell.x, cell.y, now.width, now.height), folder / (file + "-golden.png"), 256);
  write_palette_png(difference(golden, cell.x, cell.y, now), folder / (file + "-difference.png"), 256);
  BOOST_ERROR(page << ": " << cell.form.name() << ": looks different at " << likeness.x * cell.shrink << ","
                   << likeness.y * cell.shrink << " (by " << likeness.worst << ", " << kMostDifference
                   << " are allowed); pictures in " << folder << "; tests/golden/renew " << page
                   << " if that is meant");
}

// The contrast of words and of the ring round the last thing that can have the focus.
void check_seen(const std::string& page, const Form& form, const Layout& layout, const Raster& picture,
                const TextEngine& text) {
  const Seen seen = contrast_of_texts(picture, layout, text, 7.0);
  for (const auto& words : seen.weak) BOOST_ERROR(page << ": " << form.name() << ": " << words);
  // The ring is the same in every language.
  if (layout.spots.empty() || form.view.text_percent != 100 || form.language != i18n::kChinese) return;
  const Spot& spot = layout.spots.back();
  const double ring = contrast_of_ring(draw(layout, text, {"", spot.id, 0.4}), picture, spot, layout.focus_width);
  if (ring < 3) BOOST_ERROR(page << ": " << form.name() << ": the ring round " << spot.id << " is seen " << ring);
}

struct Page {
  std::string name;
  PageSheet sheet;
  Raster golden;
  bool there;
};

void check_cell(Page& page, std::size_t cell_number, const TextEngine& text, const Words& words) {
  const SheetCell& cell = page.sheet.cells()[cell_number];
  const Sample sample = make_sample(page.name, cell.form.language, cell.form.view);
  const Layout layout = lay_out(sample.page, cell.form.size, text, words, sample.local);
  const Raster picture = draw(layout, text);
  const Raster small = shrunk(picture, cell.shrink);
  if (page.there) compare_cell(page.name, cell, page.golden, small);
  if (renewing()) page.sheet.put(cell, small);
  check_seen(page.name, cell.form, layout, picture, text);
}

void check_part(std::size_t part) {
  const TextEngine text;
  const Words words = sample_words();
  const auto names = sample_names();
  std::vector<std::string> asked;
  for (std::size_t i = part; i < names.size(); i += kParts)
    if (asked_for(names[i])) asked.push_back(names[i]);
  // A few pages at once, form by form: the same sizes of letters follow each other, which fontconfig takes long to
  // find.
  constexpr std::size_t kAtOnce = 6;
  for (std::size_t from = 0; from < asked.size(); from += kAtOnce) {
    std::vector<Page> pages;
    for (std::size_t i = from; i < std::min(asked.size(), from + kAtOnce); ++i) {
      Page page{asked[i], PageSheet(asked[i], kScale, text), {}, false};
      const auto file = kSheets / (page.name + ".png");
      if (!renewing()) {
        page.golden = read_raster(file);
        page.there =
            page.golden.width == page.sheet.picture().width && page.golden.height == page.sheet.picture().height;
        BOOST_TEST(page.there,
                   file << " is not there or has another size; tests/golden/renew " << page.name << " makes it");
      }
      pages.push_back(std::move(page));
    }
    for (std::size_t cell = 0; cell < all_forms().size(); ++cell)
      for (Page& page : pages) check_cell(page, cell, text, words);
    for (const Page& page : pages)
      if (renewing()) BOOST_REQUIRE(write_golden(page.sheet.picture(), kSheets / (page.name + ".png")));
  }
  if (!std::getenv("BIANMIN_GOLDEN_PAGE")) BOOST_TEST(asked.size() >= names.size() / kParts);
}

}  // namespace

BOOST_AUTO_TEST_SUITE(golden_sheets_tests)

BOOST_AUTO_TEST_CASE(part_1) { check_part(0); }
BOOST_AUTO_TEST_CASE(part_2) { check_part(1); }
BOOST_AUTO_TEST_CASE(part_3) { check_part(2); }
BOOST_AUTO_TEST_CASE(part_4) { check_part(3); }

BOOST_AUTO_TEST_CASE(every_sheet_is_of_a_page) {
  const auto pages = sample_names();
  for (const auto& entry : std::filesystem::directory_iterator(kSheets))
    BOOST_TEST(std::count(pages.begin(), pages.end(), entry.path().stem().string()) == 1, entry.path()
                                                                                              << " is of no page");
}

BOOST_AUTO_TEST_SUITE_END()
