// What holds the window's thread up is told by its name.
#include <boost/test/unit_test.hpp>

#include "devices/voice/simulated_voice.hpp"
#include "kiosk/shell/shell.hpp"

using namespace bianmin;
using namespace bianmin::kiosk;

namespace {

const base::Instant kNow{std::chrono::sys_days{std::chrono::year{2026} / 11 / 20}};

// A platform that takes its time over one thing.
struct SlowBackend final : Backend {
  explicit SlowBackend(base::ManualClock& the_clock) : clock(the_clock) {}
  void start(Sink) override {}
  void ask(const Ask&) override {}
  void cancel(const CancelAsk&) override {}
  void file(const FileCase&) override {}
  void rate(const Rate&) override {}
  void park(const Park&) override {}
  void find_parked(const FindParked&) override {}
  void drop_parked(const DropParked&) override {}
  void report(std::vector<PartStatus>) override {}
  base::ManualClock& clock;
};

struct NoPaper final : documents::Typesetter {
  void prepare() override {}
  void rest() override {}
  void typeset(documents::Document, Done) override {}
};

// A voice that blocks whoever changes its settings.
struct SlowVoice final : devices::Voice {
  explicit SlowVoice(base::ManualClock& the_clock) : clock(the_clock) {}
  void start(Sink) override {}
  void say(devices::Utterance) override {}
  void stop() override {}
  void pause(bool) override {}
  void set(const devices::VoiceSettings&) override { clock.advance(takes); }
  base::ManualClock& clock;
  base::Milliseconds takes{0};
};

struct Fixture {
  base::QueueExecutor executor;
  base::ManualClock clock{kNow};
  base::SeededRandom random{base::SeededRandom::Seed{}};
  SlowBackend backend{clock};
  SlowVoice voice{clock};
  NoPaper typesetter;
  Shell shell{Rules{}, Ports{.executor = executor,
                             .clock = clock,
                             .random = random,
                             .backend = backend,
                             .voice = voice,
                             .typesetter = typesetter}};
  std::vector<std::pair<std::string, long long>> told;
  void listen(int than) {
    shell.on_slow(base::Milliseconds(than),
                  [this](std::string_view work, base::Milliseconds took) { told.emplace_back(work, took.count()); });
  }
};

}  // namespace

BOOST_AUTO_TEST_SUITE(slow_work_tests)

BOOST_AUTO_TEST_CASE(an_effect_that_blocks_is_named_with_its_time) {
  Fixture f;
  f.listen(20);
  f.voice.takes = base::Milliseconds(20);
  f.shell.handle(Started{});  // sets the voice
  BOOST_TEST(f.told.empty());
  f.voice.takes = base::Milliseconds(21);
  f.shell.handle(Started{});
  BOOST_REQUIRE(f.told.size() == 1U);
  BOOST_TEST(f.told[0].first == "effect.set-voice");
  BOOST_TEST(f.told[0].second == 21);
}

BOOST_AUTO_TEST_CASE(how_long_is_too_long_can_be_set) {
  Fixture f;
  f.listen(4);
  f.voice.takes = base::Milliseconds(5);
  f.shell.handle(Started{});
  BOOST_REQUIRE(f.told.size() == 1U);
  BOOST_TEST(f.told[0].second == 5);
}

BOOST_AUTO_TEST_SUITE_END()
