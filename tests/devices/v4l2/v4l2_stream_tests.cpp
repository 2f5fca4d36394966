#include "devices/camera/v4l2_stream.hpp"

#include <boost/test/unit_test.hpp>

#include <linux/videodev2.h>

#include "devices/camera/v4l2_camera.hpp"
#include "devices/photo/source_photo_camera.hpp"
#include "tests/devices/support/colour_picture.hpp"
#include "tests/devices/v4l2/fake_camera.hpp"
#include "tests/support/event_log.hpp"

namespace {

using namespace bianmin;
using namespace std::chrono_literals;
using devices::PixelLayout;
using devices::V4l2Stream;
using test::FakeCamera;

devices::DecoderProcess::Options decoder_options() { return {.program = BIANMIN_BINARY_DIR "/bin/bianmin-decode"}; }

// Two pixels of one colour and brightness each: Y U Y V.
std::string yuyv(unsigned pixels, unsigned char y, unsigned char u, unsigned char v) {
  std::string bytes;
  for (unsigned i = 0; i < pixels; i += 2)
    bytes.append({static_cast<char>(y), static_cast<char>(u), static_cast<char>(y), static_cast<char>(v)});
  return bytes;
}

std::string jpeg(unsigned width, unsigned height) {
  devices::DecoderProcess decoder(decoder_options());
  return std::string(decoder.write_jpeg(test::four_fields(width, height)).value().reveal());
}

}  // namespace

BOOST_AUTO_TEST_SUITE(v4l2_stream_tests)

BOOST_AUTO_TEST_CASE(gives_the_newest_of_the_waiting_frames_and_every_buffer_back) {
  FakeCamera camera(V4L2_PIX_FMT_GREY, 4, 2, 4, {std::string(8, 'a'), std::string(8, 'b'), std::string(8, 'c')});
  V4l2Stream stream;
  const auto opened = stream.open({camera.device(), 640, 480, {PixelLayout::Yuyv, PixelLayout::Grey}});
  BOOST_REQUIRE_MESSAGE(opened.has_value(), opened.error().detail);
  BOOST_TEST(camera.streaming());
  std::string seen;
  const auto next = [&](int wait) {
    seen.clear();
    return stream.next(wait, [&](const devices::RawPicture& raw) {
      BOOST_TEST(raw.width == 4U);
      BOOST_TEST(raw.height == 2U);
      BOOST_TEST((raw.layout == PixelLayout::Grey));
      seen.assign(raw.bytes.begin(), raw.bytes.end());
    });
  };
  BOOST_TEST(next(1).value() == false);
  camera.film("012");
  BOOST_TEST(next(1000).value());
  BOOST_TEST(seen == "cccccccc");
  for (int round = 0; round < 20; ++round) {  // more rounds than there are buffers
    camera.film("01");
    BOOST_TEST(next(1000).value());
    BOOST_TEST(seen == "bbbbbbbb");
  }
  camera.film("000000");  // more frames than buffers
  BOOST_TEST(next(1000).value());
  BOOST_TEST(camera.misuse() == "");
}

BOOST_AUTO_TEST_CASE(says_what_a_camera_lacks_and_that_it_was_pulled_out) {
  FakeCamera camera(V4L2_PIX_FMT_GREY, 4, 2, 4, {std::string(8, 'a')});
  {
    V4l2Stream stream;
    const auto refused = stream.open({camera.device(), 640, 480, {PixelLayout::Jpeg, PixelLayout::Yuyv}});
    BOOST_REQUIRE(!refused);
    BOOST_TEST(refused.error().detail.find("has none of the formats MJPEG, YUYV") != std::string::npos,
               refused.error().detail);
    BOOST_TEST(!camera.streaming());
  }
  BOOST_TEST(V4l2Stream::look(camera.device()).has_value());
  BOOST_TEST(!camera.streaming(), "looking does not switch it on");
  {
    V4l2Stream stream;
    BOOST_REQUIRE(stream.open({camera.device(), 640, 480, {PixelLayout::Grey}}));
    camera.pull();
    const auto lost = stream.next(1000, [](const devices::RawPicture&) {});
    BOOST_REQUIRE(!lost);
    BOOST_TEST(base::to_string(lost.error().code) == "SCAN-01");
  }
  BOOST_TEST(!V4l2Stream::look(camera.device()));
}

BOOST_AUTO_TEST_CASE(codes_are_looked_for_in_brightness) {
  FakeCamera camera(V4L2_PIX_FMT_YUYV, 4, 1, 8, {yuyv(4, 77, 1, 2), "torn"});
  test::EventLog<devices::CameraEvent> events;
  devices::V4l2Camera driver({.device = camera.device(), .retry = 10ms});
  driver.start(events.sink());
  camera.film("10");
  const auto frame = events.next<devices::GreyFrame>();
  BOOST_REQUIRE(frame);
  BOOST_TEST((frame->pixels == std::vector<std::uint8_t>(4, 77)));
  driver.stop();
  BOOST_TEST(!camera.streaming());
  BOOST_TEST(camera.misuse() == "");
}

BOOST_AUTO_TEST_CASE(a_photo_of_a_camera_with_motion_jpeg) {
  FakeCamera camera(V4L2_PIX_FMT_MJPEG, 1600, 1200, 0, {jpeg(1600, 1200), "\xFF\xD8\xFF torn"});
  test::EventLog<devices::PhotoEvent> events;
  devices::SourcePhotoCamera driver(devices::v4l2_photo_source(camera.device()),
                                    {.decoder = decoder_options(), .preview_interval = 1ms, .retry = 10ms});
  driver.start(events.sink());
  BOOST_REQUIRE(events.next<devices::PhotoCameraReady>());
  BOOST_TEST(!camera.streaming());
  driver.arm();
  camera.film("1");
  camera.film("0");
  const auto preview = events.next<devices::PhotoPreview>();
  BOOST_REQUIRE(preview);
  BOOST_TEST(preview->frame->width == 960U);
  BOOST_TEST(test::is_four_fields(*preview->frame));
  driver.take();
  camera.film("0");
  const auto taken = events.next<devices::PhotoTaken>();
  BOOST_REQUIRE(taken);
  BOOST_TEST(taken->width == 1600U);
  BOOST_TEST(taken->jpeg.size() <= devices::kPhotoBytes);
  camera.pull();
  BOOST_TEST(events.next<devices::PhotoCameraLost>().has_value());
  BOOST_TEST(camera.misuse() == "");
}

BOOST_AUTO_TEST_CASE(a_photo_of_a_camera_with_raw_colours) {
  FakeCamera camera(V4L2_PIX_FMT_YUYV, 64, 48, 128, {yuyv(64 * 48, 81, 90, 240)});  // red
  test::EventLog<devices::PhotoEvent> events;
  devices::SourcePhotoCamera driver(devices::v4l2_photo_source(camera.device()),
                                    {.decoder = decoder_options(), .preview_interval = 1ms, .retry = 10ms});
  driver.start(events.sink());
  driver.arm();
  camera.film("0");
  const auto preview = events.next<devices::PhotoPreview>();
  BOOST_REQUIRE(preview);
  BOOST_TEST(preview->frame->width == 64U);
  BOOST_TEST(int{preview->frame->pixels[0]} >= 250);
  BOOST_TEST(int{preview->frame->pixels[1]} <= 5);
  BOOST_TEST(int{preview->frame->pixels[2]} <= 5);
  driver.disarm();
  for (int i = 0; i < 10'000 && camera.streaming(); ++i) events.next<devices::PhotoTaken>(1ms);
  BOOST_TEST(!camera.streaming(), "the camera's light goes out");
  BOOST_TEST(camera.misuse() == "");
}

BOOST_AUTO_TEST_SUITE_END()
