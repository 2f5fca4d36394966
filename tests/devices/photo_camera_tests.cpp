#include <boost/test/unit_test.hpp>

#include <fstream>

#include "devices/photo/simulated_photo_camera.hpp"
#include "devices/photo/source_photo_camera.hpp"
#include "tests/devices/support/colour_picture.hpp"
#include "tests/support/event_log.hpp"
#include "tests/support/temporary_directory.hpp"

namespace {

using namespace bianmin;
using namespace std::chrono_literals;
using devices::PhotoCameraLost;
using devices::PhotoCameraReady;
using devices::PhotoFailed;
using devices::PhotoPreview;
using devices::PhotoTaken;
using tests::TemporaryDirectory;
namespace fs = std::filesystem;

devices::DecoderProcess::Options decoder_options() { return {.program = BIANMIN_BINARY_DIR "/bin/bianmin-decode"}; }

// Appears whole.
void show(const fs::path& folder, const std::string& name, std::string_view bytes) {
  std::ofstream(folder / "part", std::ios::binary) << bytes;
  fs::rename(folder / "part", folder / name);
}

std::string jpeg(const devices::ColourFrame& frame) {
  devices::DecoderProcess decoder(decoder_options());
  return std::string(decoder.write_jpeg(frame).value().reveal());
}

struct Camera {
  explicit Camera(std::unique_ptr<devices::PhotoSource> source)
      : camera(std::move(source),
               {.decoder = decoder_options(), .preview_interval = 5ms, .photo_limit = 400ms, .retry = 20ms}) {
    camera.start(events.sink());
  }
  explicit Camera(const fs::path& folder) : Camera(devices::folder_photo_source(folder)) {}
  test::EventLog<devices::PhotoEvent> events;
  devices::SourcePhotoCamera camera;
};

// A camera whose frames the test makes.
struct MadeUp final : devices::PhotoSource {
  explicit MadeUp(std::function<base::Result<std::optional<devices::ColourFrame>>()> frame) : make(std::move(frame)) {}
  base::Result<void> look() override { return {}; }
  base::Result<void> open() override { return {}; }
  void close() override {}
  base::Result<std::optional<devices::ColourFrame>> next(unsigned, base::Milliseconds,
                                                         devices::DecoderProcess&) override {
    return make();
  }
  std::function<base::Result<std::optional<devices::ColourFrame>>()> make;
};

}  // namespace

BOOST_AUTO_TEST_SUITE(photo_camera_tests)

BOOST_AUTO_TEST_CASE(shows_what_it_sees_and_takes_a_photo_of_it) {
  const TemporaryDirectory folder;
  show(folder.path(), "a.jpg", jpeg(test::four_fields(1600, 1200)));
  Camera c(folder.path());
  BOOST_REQUIRE(c.events.next<PhotoCameraReady>());
  c.camera.take();  // without effect while disarmed
  BOOST_TEST(!c.events.next<PhotoPreview>(150ms));
  c.camera.arm();
  const auto preview = c.events.next<PhotoPreview>();
  BOOST_REQUIRE(preview);
  BOOST_TEST(preview->frame->width == 960U);
  BOOST_TEST(preview->frame->height == 720U);
  BOOST_TEST(test::is_four_fields(*preview->frame));
  c.camera.take();
  const auto taken = c.events.next<PhotoTaken>();
  BOOST_REQUIRE(taken);
  BOOST_TEST(taken->width == 1600U);
  BOOST_TEST(taken->height == 1200U);
  BOOST_TEST(taken->jpeg.size() <= devices::kPhotoBytes);
  devices::DecoderProcess decoder(decoder_options());
  const auto seen = decoder.load_colour(taken->jpeg.reveal(), 1600);
  BOOST_REQUIRE(seen);
  BOOST_TEST(test::is_four_fields(*seen));
  BOOST_TEST(c.events.next<PhotoPreview>().has_value(), "previews go on");
  BOOST_TEST(c.events.count<PhotoTaken>() == 1U);
}

BOOST_AUTO_TEST_CASE(is_quiet_when_disarmed_and_begins_anew) {
  const TemporaryDirectory folder;
  show(folder.path(), "a.jpg", jpeg(test::four_fields(64, 48)));
  Camera c(folder.path());
  c.camera.arm();
  BOOST_REQUIRE(c.events.next<PhotoPreview>());
  c.camera.disarm();
  while (c.events.next<PhotoPreview>(200ms)) {  // what was under way; ends because the camera is off
  }
  c.camera.take();
  BOOST_TEST(!c.events.next<PhotoTaken>(100ms));
  c.camera.arm();
  BOOST_TEST(c.events.next<PhotoPreview>().has_value());
  BOOST_TEST(c.events.count<PhotoTaken>() == 0U);
  BOOST_TEST(c.events.count<PhotoCameraReady>() == 1U);
}

BOOST_AUTO_TEST_CASE(previews_never_queue_up) {
  std::mutex mutex;
  std::condition_variable arrived;
  std::vector<PhotoPreview> held;
  std::atomic<int> made{0};
  devices::SourcePhotoCamera camera(std::make_unique<MadeUp>([&] {
                                      ++made;
                                      return std::optional(test::four_fields(8, 8));
                                    }),
                                    {.decoder = decoder_options(), .preview_interval = 1ms});
  camera.start([&](devices::PhotoEvent event) {
    const std::scoped_lock lock(mutex);
    if (auto* preview = std::get_if<PhotoPreview>(&event)) held.push_back(std::move(*preview));
    arrived.notify_all();
  });
  camera.arm();
  std::unique_lock lock(mutex);
  BOOST_REQUIRE(arrived.wait_for(lock, 10s, [&] { return held.size() == 3; }));
  const int then = made;
  for (int i = 0; i < 10'000 && made < then + 20; ++i) arrived.wait_for(lock, 1ms);
  BOOST_TEST(made >= then + 20, "the camera went on");
  BOOST_TEST(held.size() == 3U);
  held.erase(held.begin());
  BOOST_TEST(arrived.wait_for(lock, 10s, [&] { return held.size() == 3; }), "one given back, one more comes");
}

BOOST_AUTO_TEST_CASE(a_photo_of_noise_keeps_the_limit) {
  Camera c(std::make_unique<MadeUp>([] { return std::optional(test::noise(1600, 1600)); }));
  c.camera.arm();
  c.camera.take();
  const auto taken = c.events.next<PhotoTaken>(30s);
  BOOST_REQUIRE(taken);
  BOOST_TEST(taken->jpeg.size() <= devices::kPhotoBytes);
  BOOST_TEST(taken->width <= devices::kPhotoSide);
}

BOOST_AUTO_TEST_CASE(says_once_that_the_camera_is_missing_and_that_it_is_back) {
  const TemporaryDirectory folder;
  const auto later = folder / "later";
  Camera c(later);
  const auto lost = c.events.next<PhotoCameraLost>();
  BOOST_REQUIRE(lost);
  BOOST_TEST((lost->why.code == base::FailureCode::PhotoCameraMissing));
  BOOST_TEST(!c.events.next<PhotoCameraLost>(100ms));
  c.camera.arm();
  c.camera.take();
  const auto failed = c.events.next<PhotoFailed>();
  BOOST_REQUIRE(failed);
  BOOST_TEST((failed->why.code == base::FailureCode::PhotoCameraMissing));
  fs::create_directory(later);
  BOOST_REQUIRE(c.events.next<PhotoCameraReady>());
  show(folder.path(), "a.jpg", jpeg(test::four_fields(64, 48)));
  fs::rename(folder / "a.jpg", later / "a.jpg");
  BOOST_TEST(c.events.next<PhotoPreview>().has_value());
  fs::remove_all(later);
  BOOST_TEST(c.events.next<PhotoCameraLost>().has_value());
  BOOST_TEST(c.events.count<PhotoCameraLost>() == 2U);
}

BOOST_AUTO_TEST_CASE(a_photo_of_nothing_fails_in_time_and_says_why) {
  const TemporaryDirectory folder;
  Camera c(folder.path());
  c.camera.arm();
  c.camera.take();
  BOOST_TEST(c.events.next<PhotoFailed>().value().why.detail == "no frame came");
  show(folder.path(), "bad.png", "\x89PNG\r\n\x1A\n and then nothing");
  c.camera.take();
  const auto failed = c.events.next<PhotoFailed>();
  BOOST_REQUIRE(failed);
  BOOST_TEST(failed->why.detail.find("bad.png: PNG") != std::string::npos, failed->why.detail);
  show(folder.path(), "good.jpg", jpeg(test::four_fields(64, 48)));
  c.camera.take();
  BOOST_TEST(c.events.next<PhotoTaken>().has_value());
  BOOST_TEST(c.events.count<PhotoFailed>() == 2U);
}

BOOST_AUTO_TEST_CASE(a_decoder_that_cannot_be_started_is_a_lost_camera) {
  const TemporaryDirectory folder;
  show(folder.path(), "a.jpg", jpeg(test::four_fields(64, 48)));
  test::EventLog<devices::PhotoEvent> events;
  devices::SourcePhotoCamera camera(devices::folder_photo_source(folder.path()),
                                    {.decoder = {.program = "/nonexistent"}});
  camera.start(events.sink());
  camera.arm();
  const auto lost = events.next<PhotoCameraLost>();
  BOOST_REQUIRE(lost);
  BOOST_TEST(base::to_string(lost->why.code) == "SYS-02");
}

BOOST_AUTO_TEST_CASE(what_is_no_video_device_is_a_missing_camera) {
  for (const char* device : {"/nonexistent/video0", "/dev/null"}) {
    Camera c(devices::v4l2_photo_source(device));
    const auto lost = c.events.next<PhotoCameraLost>();
    BOOST_REQUIRE(lost);
    BOOST_TEST(lost->why.detail.find(device) != std::string::npos);
    c.camera.arm();
    c.camera.take();
    BOOST_TEST(c.events.next<PhotoFailed>().has_value());
  }
}

BOOST_AUTO_TEST_CASE(the_simulated_camera_shows_one_picture) {
  devices::DecoderProcess decoder(decoder_options());
  devices::SimulatedPhotoCamera camera;
  test::EventLog<devices::PhotoEvent> events;
  camera.start(events.sink());
  BOOST_REQUIRE(events.next<PhotoCameraReady>());
  camera.arm();
  camera.take();
  BOOST_TEST(events.next<PhotoFailed>().has_value());
  BOOST_REQUIRE(camera.show(jpeg(test::four_fields(1400, 700)), decoder));
  BOOST_TEST(test::is_four_fields(*events.next<PhotoPreview>().value().frame));
  camera.take();
  const auto taken = events.next<PhotoTaken>();
  BOOST_REQUIRE(taken);
  BOOST_TEST(taken->width == 1400U);
  BOOST_TEST(!camera.show("no picture", decoder));
  camera.unplug();
  BOOST_TEST(events.next<PhotoCameraLost>().has_value());
  camera.take();
  BOOST_TEST(events.next<PhotoFailed>().has_value());
  camera.disarm();
  BOOST_TEST(!camera.armed());
}

BOOST_AUTO_TEST_SUITE_END()
