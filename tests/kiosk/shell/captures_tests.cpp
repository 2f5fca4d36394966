#include "kiosk/shell/captures.hpp"

#include <algorithm>

#include "devices/photo/simulated_photo_camera.hpp"
#include "devices/pictures/decoder_process.hpp"
#include "devices/recorder/simulated_voice_recorder.hpp"
#include "devices/voice/simulated_voice.hpp"
#include "tests/kiosk/shell/terminal.hpp"

#include "base/file.hpp"

using namespace bianmin;
using namespace bianmin::tests;

namespace {

// A screen that only remembers what its viewfinder was given.
struct Finder final : ui::Screen {
  void listen(Sink) override {}
  void show(const ui::Page&) override {}
  void viewfinder(std::shared_ptr<const ui::Bitmap> frame) override { frames.push_back(std::move(frame)); }
  void focus(const ui::ActionId&) override {}
  std::vector<std::shared_ptr<const ui::Bitmap>> frames;
};

struct Fixture {
  base::QueueExecutor executor;
  devices::SimulatedPhotoCamera camera;
  devices::SimulatedVoiceRecorder recorder{base::Secret("OggS"), base::Milliseconds(2000)};
  devices::SimulatedVoice voice;
  Finder screen;
  std::vector<kiosk::Event> events;
  std::unique_ptr<kiosk::Captures> captures =
      std::make_unique<kiosk::Captures>(&camera, &recorder, voice, &screen, executor);

  Fixture() {
    captures->start([this](kiosk::Event event) { events.push_back(std::move(event)); });
    voice.start([this](devices::VoiceEvent event) {
      executor.post([this, event] {
        if (captures) captures->hear(event);
      });
    });
    executor.run_pending();
  }
  void show_road() {
    devices::DecoderProcess decoder({.program = kPrograms / "bianmin-decode"});
    auto picture = base::read_file(kSource / "tests/journeys/pictures/road.png", 1U << 20);
    BOOST_REQUIRE(picture.has_value());
    const auto shown = camera.show(*picture, decoder);
    BOOST_REQUIRE_MESSAGE(shown.has_value(), why(shown));
  }
  template <class What>
  int count() const {
    return int(
        std::count_if(events.begin(), events.end(), [](const auto& e) { return std::holds_alternative<What>(e); }));
  }
  template <class What>
  const What* last() const {
    for (auto it = events.rbegin(); it != events.rend(); ++it)
      if (const auto* found = std::get_if<What>(&*it)) return found;
    return nullptr;
  }
};

}  // namespace

BOOST_AUTO_TEST_SUITE(captures_tests)

BOOST_FIXTURE_TEST_CASE(a_photograph_comes_with_what_was_seen, Fixture) {
  BOOST_REQUIRE(last<kiosk::CameraChanged>() != nullptr);
  BOOST_TEST(last<kiosk::CameraChanged>()->ready);
  show_road();
  executor.run_pending();
  BOOST_TEST(screen.frames.empty());  // not before it was opened
  captures->open_camera();
  executor.run_pending();
  BOOST_REQUIRE(!screen.frames.empty());
  BOOST_TEST(screen.frames.back()->width == 640);
  BOOST_TEST(screen.frames.back()->rgb.reveal().size() == 640U * 480U * 3U);
  captures->take_photo();
  executor.run_pending();
  BOOST_REQUIRE(count<kiosk::PhotoTaken>() == 1);
  BOOST_TEST((last<kiosk::PhotoTaken>()->picture == screen.frames.back()));
  BOOST_TEST(last<kiosk::PhotoTaken>()->jpeg.reveal().substr(0, 2) == "\xFF\xD8");
  captures->close_camera();
  BOOST_TEST((screen.frames.back() == nullptr));
  BOOST_TEST(!camera.armed());
}

BOOST_FIXTURE_TEST_CASE(what_was_taken_for_the_last_one_does_not_come, Fixture) {
  show_road();
  captures->open_camera();
  captures->take_photo();
  captures->close_camera();  // before the executor came to it
  executor.run_pending();
  BOOST_TEST(count<kiosk::PhotoTaken>() == 0);
  BOOST_TEST((screen.frames.empty() || screen.frames.back() == nullptr));
}

BOOST_FIXTURE_TEST_CASE(a_lost_camera_is_told, Fixture) {
  camera.unplug();
  executor.run_pending();
  BOOST_TEST(!last<kiosk::CameraChanged>()->ready);
  camera.plug_in();
  executor.run_pending();
  BOOST_TEST(last<kiosk::CameraChanged>()->ready);
}

BOOST_FIXTURE_TEST_CASE(a_memo_is_recorded_and_played_from_memory, Fixture) {
  captures->start_memo();
  BOOST_TEST(recorder.speak(55, base::Milliseconds(700)));
  captures->stop_memo();
  executor.run_pending();
  BOOST_REQUIRE(last<kiosk::MemoLevel>() != nullptr);
  BOOST_TEST(last<kiosk::MemoLevel>()->percent == 55);
  BOOST_REQUIRE(count<kiosk::MemoRecorded>() == 1);
  captures->play_memo({std::make_shared<const base::Secret>(last<kiosk::MemoRecorded>()->opus)});
  BOOST_REQUIRE(voice.said().size() == 1U);
  const auto said = voice.said().front().utterance;
  BOOST_TEST(said.personal);
  BOOST_TEST(said.recording.starts_with("/proc/self/fd/"));
  executor.run_pending();
  if (count<kiosk::MemoPlayed>() == 0) {
    captures->hear(devices::SpeechFinished{said.id});
  }
  BOOST_TEST(count<kiosk::MemoPlayed>() == 1);
  captures->hear(devices::SpeechFinished{said.id});
  BOOST_TEST(count<kiosk::MemoPlayed>() == 1);
  BOOST_TEST(!std::filesystem::exists(said.recording));  // it went with its descriptor
}

BOOST_FIXTURE_TEST_CASE(erasing_ends_recording_and_playing, Fixture) {
  captures->start_memo();
  captures->erase_memo();
  executor.run_pending();
  BOOST_TEST(!recorder.recording());
  BOOST_TEST(count<kiosk::MemoRecorded>() == 0);
}

BOOST_FIXTURE_TEST_CASE(devices_that_report_late_find_nobody, Fixture) {
  captures->open_camera();
  captures.reset();
  show_road();
  camera.unplug();
  executor.run_pending();
  BOOST_TEST(count<kiosk::CameraChanged>() == 1);
}

// Three photographs as large as they may be go through outbox, seal and network.
BOOST_AUTO_TEST_CASE(the_largest_pictures_arrive) {
  std::string jpeg;
  {
    Fixture f;
    f.show_road();
    f.captures->open_camera();
    f.captures->take_photo();
    f.executor.run_pending();
    BOOST_REQUIRE(f.count<kiosk::PhotoTaken>() == 1);
    jpeg = std::string(f.last<kiosk::PhotoTaken>()->jpeg.reveal());
  }
  std::string remark = "\xFF\xFE\xFF\xF0" + std::string(0xFFEE, 'x');  // a segment that decoders pass over
  while (jpeg.size() + remark.size() <= devices::kPhotoBytes) jpeg.insert(2, remark);
  BOOST_REQUIRE(jpeg.size() > 500'000U);
  Terminal terminal;
  auto& stage = *terminal.stage;
  auto& shell = stage.shell();
  const auto press = [&](const char* id) {
    const auto pressed = stage.press(id);
    BOOST_REQUIRE_MESSAGE(pressed.has_value(), why(pressed));
  };
  shell.handle(kiosk::CameraChanged{true});
  press("service:snap");
  press("choose:roads");
  const auto small = std::make_shared<const ui::Bitmap>(ui::Bitmap{1, 1, base::Secret("rgb")});
  for (int i = 0; i < 3; ++i) {
    if (i > 0) press("photo:more");
    press("photo:take");
    shell.handle(kiosk::PhotoTaken{base::Secret(jpeg), small});
    press("photo:keep");
  }
  press("next");
  press("choose:dongguan");
  press("phrase:text:4");
  press("next");
  press("skip");
  press("next");
  const double took = terminal.seconds_until(
      [&] {
        stage.breathe();
        return stage.newest_case().find("roads") != std::string::npos;
      },
      30);
  BOOST_TEST(took >= 0);
}

BOOST_AUTO_TEST_CASE(a_terminal_with_neither_does_nothing) {
  base::QueueExecutor executor;
  devices::SimulatedVoice voice;
  kiosk::Captures captures(nullptr, nullptr, voice, nullptr, executor);
  int events = 0;
  captures.start([&](const kiosk::Event&) { ++events; });
  captures.open_camera();
  captures.take_photo();
  captures.start_memo();
  captures.stop_memo();
  captures.erase_memo();
  captures.close_camera();
  executor.run_pending();
  BOOST_TEST(events == 0);
}

BOOST_AUTO_TEST_SUITE_END()
