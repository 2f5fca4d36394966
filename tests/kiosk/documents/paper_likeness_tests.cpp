// Papers look as they did: tests/kiosk/documents/golden, drawn anew with BIANMIN_RENEW_GOLDEN=1 (look at each one).
#include <cstdlib>
#include <fstream>

#include <unistd.h>

#include <boost/test/unit_test.hpp>

#include "kiosk/documents/typeset/render.hpp"
#include "tests/kiosk/documents/samples.hpp"
#include "tests/ui/support/likeness.hpp"
#include "tests/ui/support/palette_png.hpp"

using namespace bianmin;
using namespace bianmin::kiosk::documents;

namespace {

const std::filesystem::path kGolden = std::filesystem::path(BIANMIN_SOURCE_DIR) / "tests/kiosk/documents/golden";
constexpr double kDpi = 75;

struct Fixture {
  std::filesystem::path folder;
  Fixture() {
    std::string pattern = (std::filesystem::temp_directory_path() / "bm-papers-XXXXXX").string();
    BOOST_REQUIRE(::mkdtemp(pattern.data()) != nullptr);
    folder = pattern;
  }
  ~Fixture() { std::filesystem::remove_all(folder); }

  ui::Raster drawn(const Document& document) const {
    const auto png = render_png(document, 0, kDpi);
    BOOST_REQUIRE_MESSAGE(png, (png ? "" : png.error().detail));
    std::ofstream(folder / "now.png", std::ios::binary) << *png;
    return tests::read_raster(folder / "now.png");
  }

  void looks_as_it_did(const std::string& name, const Document& document) const {
    const ui::Raster now = drawn(document);
    BOOST_REQUIRE(now.width > 0);
    const auto file = kGolden / (name + ".png");
    if (std::getenv("BIANMIN_RENEW_GOLDEN") != nullptr) BOOST_REQUIRE(tests::write_golden(now, file));
    const ui::Raster golden = tests::read_raster(file);
    BOOST_REQUIRE_MESSAGE(
        golden.width == now.width && std::abs(golden.height - now.height) <= 1,
        name << " is " << now.width << " x " << now.height << ", was " << golden.width << " x " << golden.height);
    const auto found = tests::compare(golden, 0, 0, now);
    BOOST_TEST(found.worst <= tests::kMostDifference,
               name << " differs by " << found.worst << " at " << found.x << ", " << found.y);
  }
};

Document narrow(Document document) {
  document.media = Media::Roll58;
  return document;
}

}  // namespace

BOOST_FIXTURE_TEST_SUITE(paper_likeness_tests, Fixture)

BOOST_AUTO_TEST_CASE(a_certificate) { looks_as_it_did("certificate", tests::certificate()); }
BOOST_AUTO_TEST_CASE(an_english_certificate) { looks_as_it_did("certificate-en", tests::certificate(6, true)); }
BOOST_AUTO_TEST_CASE(a_receipt_on_a4) { looks_as_it_did("receipt-a4", tests::receipt(Media::A4)); }
BOOST_AUTO_TEST_CASE(a_korean_receipt_on_a4) { looks_as_it_did("receipt-a4-ko", tests::receipt(Media::A4, true)); }
BOOST_AUTO_TEST_CASE(a_receipt) { looks_as_it_did("receipt", tests::receipt(Media::Roll80)); }
BOOST_AUTO_TEST_CASE(a_narrow_korean_receipt) { looks_as_it_did("receipt-58-ko", tests::receipt(Media::Roll58, true)); }
BOOST_AUTO_TEST_CASE(a_slip) { looks_as_it_did("slip", tests::complaint_slip()); }
BOOST_AUTO_TEST_CASE(a_narrow_english_slip) { looks_as_it_did("slip-58-en", narrow(tests::complaint_slip(true))); }
BOOST_AUTO_TEST_CASE(a_progress_slip) { looks_as_it_did("progress", tests::progress_slip()); }

// That the comparison sees what it is there for.
BOOST_AUTO_TEST_CASE(another_amount_is_seen) {
  Document other = tests::receipt(Media::A4);
  other.tables[0].rows[0][1] = base::Secret("64.20 元");
  const ui::Raster was = drawn(tests::receipt(Media::A4)), now = drawn(other);
  BOOST_TEST(tests::compare(was, 0, 0, now).worst > tests::kMostDifference);
}

BOOST_AUTO_TEST_SUITE_END()
