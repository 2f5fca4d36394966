#include "devices/scanner/camera_code_scanner.hpp"

#include <boost/test/unit_test.hpp>

#include <fstream>

#include "devices/camera/image_folder_camera.hpp"
#include "tests/devices/support/qr_picture.hpp"
#include "tests/support/event_log.hpp"

namespace {

using namespace bianmin;
using namespace std::chrono_literals;

struct Folder {
  Folder() {
    std::string pattern = (std::filesystem::temp_directory_path() / "bianmin-camera-XXXXXX").string();
    path = ::mkdtemp(pattern.data());
  }
  ~Folder() { std::filesystem::remove_all(path); }
  // Appears whole, as a picture saved by a careful program does.
  void show(const std::string& name, const std::string& bytes) const {
    std::ofstream(path / (name + ".part"), std::ios::binary) << bytes;
    std::filesystem::rename(path / (name + ".part"), path / name);
  }
  void take_away(const std::string& name) const { std::filesystem::remove(path / name); }
  std::filesystem::path path;
};

devices::DecoderProcess::Options decoder() { return {.program = BIANMIN_BINARY_DIR "/bin/bianmin-decode"}; }

struct Scanner {
  explicit Scanner(const std::filesystem::path& folder)
      : scanner(std::make_unique<devices::ImageFolderCamera>(
                    devices::ImageFolderCamera::Options{.folder = folder, .interval = 10ms, .decoder = decoder()}),
                {.decoder = decoder(), .same_code_gap = 1500ms, .probe = 200ms, .retry = 50ms}, clock) {
    scanner.start(events.sink());
  }
  std::string next_code(std::chrono::milliseconds limit = 10s) {
    const auto scanned = events.next<devices::CodeScanned>(limit);
    return scanned ? std::string(scanned->payload.reveal()) : "nothing";
  }
  base::ManualClock clock{base::Instant{}};
  test::EventLog<devices::ScanEvent> events;
  devices::CameraCodeScanner scanner;
};

}  // namespace

BOOST_AUTO_TEST_SUITE(scanner_camera_tests)

BOOST_AUTO_TEST_CASE(says_a_code_once_while_it_is_held_up) {
  const Folder folder;
  Scanner s(folder.path);
  BOOST_REQUIRE(s.events.next<devices::ScannerReady>());
  s.scanner.arm();
  folder.show("code.pgm", test::pgm(test::qr_picture("医保码 1234", 5)));
  BOOST_TEST(s.next_code() == "医保码 1234");
  BOOST_TEST(s.next_code(300ms) == "nothing");
  folder.show("other.pgm", test::pgm(test::qr_picture("another", 5)));
  BOOST_TEST(s.next_code() == "another");
  // Away for longer than the gap, the first one is news again.
  folder.take_away("other.pgm");
  folder.take_away("code.pgm");
  BOOST_TEST(s.next_code(100ms) == "nothing");
  s.clock.advance(1600ms);
  folder.show("code.pgm", test::pgm(test::qr_picture("医保码 1234", 5)));
  BOOST_TEST(s.next_code() == "医保码 1234");
}

BOOST_AUTO_TEST_CASE(says_nothing_while_disarmed_and_the_held_code_when_armed_again) {
  const Folder folder;
  folder.show("code.pgm", test::pgm(test::qr_picture("held", 5)));
  Scanner s(folder.path);
  BOOST_REQUIRE(s.events.next<devices::ScannerReady>());
  BOOST_TEST(s.next_code(200ms) == "nothing");
  s.scanner.arm();
  BOOST_TEST(s.next_code() == "held");
  s.scanner.disarm();
  BOOST_TEST(s.next_code(200ms) == "nothing");
  s.scanner.arm();
  BOOST_TEST(s.next_code() == "held");
}

BOOST_AUTO_TEST_CASE(passes_over_pictures_that_are_none) {
  const Folder folder;
  Scanner s(folder.path);
  s.scanner.arm();
  folder.show("broken.png", "\x89PNG\r\n\x1A\n and then nothing");
  BOOST_TEST(s.next_code(200ms) == "nothing");
  folder.show("good.pgm", test::pgm(test::qr_picture("good", 5)));
  BOOST_TEST(s.next_code() == "good");
}

BOOST_AUTO_TEST_CASE(reports_a_missing_camera_once_and_its_return) {
  const Folder folder;
  const auto later = folder.path / "later";
  Scanner s(later);
  const auto lost = s.events.next<devices::ScannerLost>();
  BOOST_REQUIRE(lost);
  BOOST_TEST(base::to_string(lost->why.code) == "SCAN-01");
  BOOST_TEST(!s.events.next<devices::ScannerReady>(300ms));
  BOOST_TEST(s.events.count<devices::ScannerLost>() == 1U);
  std::filesystem::create_directory(later);
  BOOST_REQUIRE(s.events.next<devices::ScannerReady>());
  s.scanner.arm();
  std::ofstream(later / "a.pgm", std::ios::binary) << test::pgm(test::qr_picture("back", 5));
  BOOST_TEST(s.next_code() == "back");
}

BOOST_AUTO_TEST_CASE(a_decoder_that_cannot_be_started_is_a_lost_scanner) {
  const Folder folder;
  folder.show("code.pgm", test::pgm(test::qr_picture("x", 5)));
  base::ManualClock clock{base::Instant{}};
  test::EventLog<devices::ScanEvent> events;
  devices::CameraCodeScanner scanner(std::make_unique<devices::ImageFolderCamera>(devices::ImageFolderCamera::Options{
                                         .folder = folder.path, .decoder = decoder()}),
                                     {.decoder = {.program = "/nonexistent"}}, clock);
  scanner.start(events.sink());
  scanner.arm();
  const auto lost = events.next<devices::ScannerLost>();
  BOOST_REQUIRE(lost);
  BOOST_TEST(base::to_string(lost->why.code) == "SYS-02");
}

BOOST_AUTO_TEST_SUITE_END()
