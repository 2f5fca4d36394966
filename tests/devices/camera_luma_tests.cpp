#include "devices/pictures/raw_picture.hpp"

#include <boost/test/unit_test.hpp>

#include "devices/camera/v4l2_camera.hpp"
#include "tests/support/event_log.hpp"

namespace {
using namespace bianmin;
using namespace std::chrono_literals;
using devices::PixelLayout;
}  // namespace

BOOST_AUTO_TEST_SUITE(camera_luma_tests)

BOOST_AUTO_TEST_CASE(takes_brightness_out_of_each_layout) {
  const std::vector<std::uint8_t> grey{1, 2, 0, 3, 4, 0};  // rows of three bytes, two of them pixels
  BOOST_TEST(
      (devices::luma_of({PixelLayout::Grey, 2, 2, 3, grey}).value().pixels == std::vector<std::uint8_t>{1, 2, 3, 4}));
  const std::vector<std::uint8_t> yuyv{1, 128, 2, 128, 3, 128, 4, 128};
  BOOST_TEST(
      (devices::luma_of({PixelLayout::Yuyv, 2, 2, 4, yuyv}).value().pixels == std::vector<std::uint8_t>{1, 2, 3, 4}));
  const std::vector<std::uint8_t> nv12{1, 2, 3, 4, 128, 128};
  BOOST_TEST(
      (devices::luma_of({PixelLayout::Planar, 2, 2, 2, nv12}).value().pixels == std::vector<std::uint8_t>{1, 2, 3, 4}));
}

BOOST_AUTO_TEST_CASE(refuses_pictures_that_do_not_fit) {
  const std::vector<std::uint8_t> raw(16);
  BOOST_TEST(!devices::luma_of({PixelLayout::Grey, 5, 4, 5, raw}));
  BOOST_TEST(!devices::luma_of({PixelLayout::Yuyv, 4, 4, 4, raw}));
  BOOST_TEST(!devices::luma_of({PixelLayout::Grey, 4, 4, 3, raw}));
  BOOST_TEST(!devices::luma_of({PixelLayout::Grey, 0, 4, 4, raw}));
  BOOST_TEST(!devices::luma_of({PixelLayout::Grey, 4, 9000, 4, raw}));
  BOOST_TEST(devices::luma_of({PixelLayout::Grey, 4, 4, 4, raw}).has_value());
}

BOOST_AUTO_TEST_CASE(a_missing_video_device_is_said_once) {
  test::EventLog<devices::CameraEvent> events;
  devices::V4l2Camera camera({.device = "/nonexistent/video0", .retry = 10ms});
  camera.start(events.sink());
  BOOST_TEST(base::to_string(events.next<devices::CameraLost>().value().why.code) == "SCAN-01");
  BOOST_TEST(!events.next<devices::CameraLost>(100ms));
  camera.stop();
  devices::V4l2Camera no_camera({.device = "/dev/null", .retry = 10ms});
  no_camera.start(events.sink());
  BOOST_TEST(events.next<devices::CameraLost>().has_value());
}

BOOST_AUTO_TEST_SUITE_END()
