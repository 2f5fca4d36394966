#include <boost/test/unit_test.hpp>

#include "devices/pictures/decoder_process.hpp"
#include "devices/pictures/raw_picture.hpp"
#include "tests/devices/support/colour_picture.hpp"
#include "tests/devices/support/qr_picture.hpp"

namespace {

using namespace bianmin;
using devices::ColourFrame;
using devices::PixelLayout;

devices::DecoderProcess decoder() {
  return devices::DecoderProcess({.program = BIANMIN_BINARY_DIR "/bin/bianmin-decode"});
}

struct Segment {
  unsigned marker = 0;
  std::size_t begin = 0, end = 0;
};

// The segments of a JPEG file up to its pixels.
std::vector<Segment> segments(std::string_view file) {
  const auto byte = [&](std::size_t at) { return static_cast<unsigned>(static_cast<unsigned char>(file.at(at))); };
  std::vector<Segment> found;
  for (std::size_t at = 2; byte(at) == 0xFF;) {
    const std::size_t end = at + 2 + (byte(at + 2) << 8 | byte(at + 3));
    found.push_back({byte(at + 1), at, end});
    if (byte(at + 1) == 0xDA) break;
    at = end;
  }
  return found;
}

}  // namespace

BOOST_AUTO_TEST_SUITE(photo_picture_tests)

BOOST_AUTO_TEST_CASE(colours_come_back_from_jpeg) {
  auto process = decoder();
  const auto file = process.write_jpeg(test::four_fields(320, 200));
  BOOST_REQUIRE_MESSAGE(file.has_value(), file.error().detail);
  const auto back = process.load_colour(file->reveal(), 1600);
  BOOST_REQUIRE(back);
  BOOST_TEST(back->width == 320U);
  BOOST_TEST(back->height == 200U);
  BOOST_TEST(test::is_four_fields(*back));
}

BOOST_AUTO_TEST_CASE(a_larger_picture_is_made_as_small_as_is_wanted) {
  auto process = decoder();
  const auto file = process.write_jpeg(test::four_fields(1600, 1200));
  BOOST_REQUIRE(file);
  for (const auto& [side, width, height] :
       {std::tuple{1600U, 1600U, 1200U}, {960U, 960U, 720U}, {100U, 100U, 75U}, {1U, 1U, 1U}}) {
    const auto frame = process.load_colour(file->reveal(), side);
    BOOST_REQUIRE(frame);
    BOOST_TEST(frame->width == width);
    BOOST_TEST(frame->height == height);
    if (side > 1) BOOST_TEST(test::is_four_fields(*frame), side);
  }
  const auto grey = process.load_colour(test::pgm(test::qr_picture("x", 4)), 100);
  BOOST_REQUIRE(grey);
  BOOST_TEST(grey->width == 100U);
  for (std::size_t i = 0; i < grey->pixels.size(); i += 3) BOOST_REQUIRE(grey->pixels[i] == grey->pixels[i + 2]);
}

BOOST_AUTO_TEST_CASE(a_photo_tells_nothing_but_its_pixels) {
  auto process = decoder();
  const auto file = process.write_jpeg(test::four_fields(640, 480));
  BOOST_REQUIRE(file);
  bool pixels = false;
  for (const Segment& segment : segments(file->reveal())) {
    const bool application = segment.marker > 0xE0 && segment.marker <= 0xEF;  // E1 is EXIF; E0 only says JFIF
    BOOST_TEST(!application, segment.marker);
    BOOST_TEST(segment.marker != 0xFEU, "a remark");
    pixels = pixels || segment.marker == 0xDA;
  }
  BOOST_TEST(pixels);
}

BOOST_AUTO_TEST_CASE(motion_jpeg_without_tables_is_read) {
  auto process = decoder();
  const auto file = process.write_jpeg(test::four_fields(320, 240));
  BOOST_REQUIRE(file);
  std::string bare(file->reveal());
  auto parts = segments(bare);
  std::reverse(parts.begin(), parts.end());
  for (const Segment& segment : parts)
    if (segment.marker == 0xC4) bare.erase(segment.begin, segment.end - segment.begin);
  BOOST_REQUIRE(bare.size() < file->size());
  const auto frame = process.load_colour(bare, 1600);
  BOOST_REQUIRE_MESSAGE(frame.has_value(), frame.error().detail);
  BOOST_TEST(test::is_four_fields(*frame));
}

BOOST_AUTO_TEST_CASE(what_is_no_picture_is_refused_with_its_reason) {
  auto process = decoder();
  for (const auto& [bytes, reason] : {std::pair<std::string, std::string>{"\xFF\xD8\xFF and then nothing", "JPEG"},
                                      {"GIF89a", "neither PNG"},
                                      {"\x89PNG\r\n\x1A\n?", "PNG"},
                                      {"P5\n9999 9999\n255\n", "PGM"}}) {
    const auto refused = process.load_colour(bytes, 960);
    BOOST_REQUIRE(!refused);
    BOOST_TEST(base::to_string(refused.error().code) == "SCAN-04");
    BOOST_TEST(refused.error().detail.find(reason) != std::string::npos, refused.error().detail);
  }
  BOOST_TEST(!process.write_jpeg(test::four_fields(1602, 8)));
  BOOST_TEST(!process.write_jpeg(ColourFrame{}));
  BOOST_TEST(process.crashes() == 0U);
}

BOOST_AUTO_TEST_CASE(a_stopped_decoder_starts_again) {
  auto process = decoder();
  BOOST_REQUIRE(process.write_jpeg(test::four_fields(16, 16)));
  const auto first = process.process();
  process.stop();
  BOOST_TEST(process.process() == -1);
  BOOST_REQUIRE(process.write_jpeg(test::four_fields(16, 16)));
  BOOST_TEST(process.process() != first);
  BOOST_TEST(process.crashes() == 0U);
}

BOOST_AUTO_TEST_CASE(raw_colours_of_cameras) {
  // ITU-R BT.601, video range: white, black, red, blue as two pixels each.
  const std::vector<std::uint8_t> yuyv{235, 128, 235, 128, 16, 128, 16, 128, 81, 90, 81, 240, 41, 240, 41, 110};
  const auto frame = devices::colour_of({PixelLayout::Yuyv, 8, 1, 16, yuyv});
  BOOST_REQUIRE(frame);
  const std::vector<test::Rgb> expected{{255, 255, 255}, {0, 0, 0}, {254, 0, 0}, {0, 0, 255}};
  for (std::size_t i = 0; i < expected.size(); ++i)
    for (std::size_t c = 0; c < 3; ++c)
      BOOST_TEST(std::abs(int{frame->pixels[i * 6 + c]} - int{expected[i][c]}) <= 2, i << " " << c);
  const std::vector<std::uint8_t> rgb{1, 2, 3, 0, 4, 5, 6, 0};  // a pixel a row, four bytes a row
  const auto rows = devices::colour_of({PixelLayout::Rgb, 1, 2, 4, rgb}).value();
  BOOST_TEST((rows.pixels == devices::PrivateVector<std::uint8_t>{1, 2, 3, 4, 5, 6}));
  BOOST_TEST(!devices::colour_of({PixelLayout::Yuyv, 8, 2, 16, yuyv}), "too short");
  BOOST_TEST(!devices::colour_of({PixelLayout::Yuyv, 7, 1, 16, yuyv}), "pixels come in pairs");
  BOOST_TEST(!devices::colour_of({PixelLayout::Rgb, 2, 1, 4, rgb}), "rows overlap");
  BOOST_TEST(!devices::colour_of({PixelLayout::Grey, 1, 1, 1, rgb}));
  BOOST_TEST(!devices::luma_of({PixelLayout::Jpeg, 1, 1, 1, rgb}));
}

BOOST_AUTO_TEST_CASE(a_shrunk_picture_is_the_mean_of_what_it_was) {
  ColourFrame chequered{4, 2, {}};
  for (int i = 0; i < 8; ++i) chequered.pixels.insert(chequered.pixels.end(), 3, i % 2 == 0 ? 0 : 200);
  const auto small = devices::shrunk(chequered, 2);
  BOOST_TEST(small.width == 2U);
  BOOST_TEST(small.height == 1U);
  for (const auto value : small.pixels) BOOST_TEST(int{value} == 100);
  BOOST_TEST(devices::shrunk(test::four_fields(30, 30), 30).width == 30U);
  BOOST_TEST(test::is_four_fields(devices::shrunk(test::four_fields(799, 533), 97)));
  const auto strip = devices::shrunk(test::four_fields(4000, 3), 100);
  BOOST_TEST(strip.height == 1U);
  BOOST_TEST(strip.pixels.size() == 300U);
}

BOOST_AUTO_TEST_SUITE_END()
