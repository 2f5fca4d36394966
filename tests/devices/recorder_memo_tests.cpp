#include <boost/test/unit_test.hpp>

#include <cmath>
#include <fstream>
#include <numbers>
#include <random>

#include <fcntl.h>
#include <sys/stat.h>
#include <unistd.h>

#include "base/ogg_opus.hpp"
#include "devices/recorder/memo_encoder.hpp"
#include "devices/recorder/simulated_voice_recorder.hpp"
#include "devices/recorder/source_voice_recorder.hpp"
#include "devices/voice/recording.hpp"
#include "tests/support/event_log.hpp"
#include "tests/support/temporary_directory.hpp"

namespace {

using namespace bianmin;
using namespace std::chrono_literals;
using devices::kMemoFrame;
using devices::kMemoRate;
using devices::RecorderLost;
using devices::RecorderReady;
using devices::RecordingDone;
using devices::RecordingFailed;
using devices::RecordingLevel;
using tests::TemporaryDirectory;
using Samples = std::vector<std::int16_t>;

Samples sine(double hertz, double seconds, double amplitude = 16384) {
  Samples samples(static_cast<std::size_t>(seconds * kMemoRate));
  for (std::size_t i = 0; i < samples.size(); ++i)
    samples[i] = static_cast<std::int16_t>(
        std::lround(amplitude * std::sin(2 * std::numbers::pi * hertz * static_cast<double>(i) / kMemoRate)));
  return samples;
}

std::string raw(const Samples& samples) {
  return {reinterpret_cast<const char*>(samples.data()), samples.size() * sizeof(std::int16_t)};
}

// Decoded by libopusfile, as the platform's people will hear it.
Samples decoded(const base::Secret& opus) {
  const TemporaryDirectory folder;
  std::ofstream(folder / "memo.opus", std::ios::binary) << opus.reveal();
  const auto samples = devices::read_recording(folder / "memo.opus", 48'000);
  BOOST_REQUIRE_MESSAGE(samples.has_value(), samples.error().detail);
  return {samples->begin(), samples->end()};
}

// Of what goes from below to above zero, at 48 kHz.
double hertz(std::span<const std::int16_t> samples) {
  std::size_t crossings = 0;
  for (std::size_t i = 1; i < samples.size(); ++i)
    if (samples[i - 1] < 0 && samples[i] >= 0) ++crossings;
  return static_cast<double>(crossings) * 48'000 / static_cast<double>(samples.size());
}

double loudness(std::span<const std::int16_t> samples) {
  double sum = 0;
  for (const auto sample : samples) sum += double{static_cast<double>(sample)} * sample;
  return std::sqrt(sum / static_cast<double>(samples.size()));
}

base::OggOpus inspected(const base::Secret& opus) {
  const auto file = base::inspect_ogg_opus(opus.reveal(), 120'000ms);
  BOOST_REQUIRE_MESSAGE(file.has_value(), file.error().detail);
  return *file;
}

// ALSA's own file plug-in plays a file as if it were heard; its clock is a null device, which never waits.
struct Alsa {
  Alsa() { ::setenv("ALSA_CONFIG_PATH", (folder / "asoundrc").c_str(), 1); }
  ~Alsa() { ::unsetenv("ALSA_CONFIG_PATH"); }
  Alsa(const Alsa&) = delete;
  Alsa& operator=(const Alsa&) = delete;
  std::string heard() const { return (folder / "heard.raw").string(); }
  std::unique_ptr<devices::SoundSource> source() const {
    std::ofstream(folder / "asoundrc") << "pcm.mic { type file slave.pcm { type null } file \"/dev/null\" infile \""
                                       << heard() << "\" format \"raw\" }\n";
    return devices::alsa_source("mic");
  }
  TemporaryDirectory folder;
};

// A microphone whose sound the test makes; it has `samples` and then nothing.
struct MadeUp final : devices::SoundSource {
  struct Shared {
    std::mutex mutex;
    Samples samples;
    std::size_t at = 0;
    bool there = true, gone = false;
  };
  explicit MadeUp(std::shared_ptr<Shared> with) : shared(std::move(with)) {}
  base::Result<void> look() override { return open(); }
  base::Result<void> open() override {
    const std::scoped_lock lock(shared->mutex);
    if (!shared->there) return base::fail(base::FailureCode::MicrophoneMissing, "none");
    return {};
  }
  void close() override {}
  base::Result<std::size_t> read(std::span<std::int16_t> into, base::Milliseconds) override {
    const std::scoped_lock lock(shared->mutex);
    if (shared->gone) return base::fail(base::FailureCode::SoundFailed, "pulled out");
    const std::size_t count = std::min({into.size(), shared->samples.size() - shared->at, std::size_t{77}});
    std::copy_n(shared->samples.begin() + static_cast<std::ptrdiff_t>(shared->at), count, into.begin());
    shared->at += count;
    return count;
  }
  std::shared_ptr<Shared> shared;
};

struct Recorder {
  explicit Recorder(std::unique_ptr<devices::SoundSource> source, base::Milliseconds silence = 60'000'000ms)
      : recorder(std::move(source), {.retry = 10ms, .silence = silence}) {
    recorder.start(events.sink());
  }
  test::EventLog<devices::RecorderEvent> events;
  devices::SourceVoiceRecorder recorder;
};

}  // namespace

BOOST_AUTO_TEST_SUITE(recorder_memo_tests)

BOOST_AUTO_TEST_CASE(a_memo_decodes_to_what_was_said) {
  const Samples said = sine(440, 2.5137);
  auto encoder = devices::MemoEncoder::begin();
  BOOST_REQUIRE(encoder);
  std::size_t at = 0;
  for (; at + kMemoFrame <= said.size(); at += kMemoFrame)
    BOOST_REQUIRE(encoder->add(std::span<const std::int16_t, kMemoFrame>(said.data() + at, kMemoFrame)));
  const std::size_t expected = encoder->bytes();
  const auto opus = encoder->finish(std::span(said).subspan(at));
  BOOST_REQUIRE_MESSAGE(opus.has_value(), opus.error().detail);
  BOOST_TEST(opus->size() <= expected);
  const auto file = inspected(*opus);
  BOOST_TEST(file.channels == 1);
  BOOST_TEST(file.title.empty());
  BOOST_TEST(file.length.count() == 2513);
  const Samples heard = decoded(*opus);
  BOOST_TEST(heard.size() == said.size() * 3, "sample by sample");
  const auto middle = std::span(heard).subspan(24'000, 72'000);
  BOOST_TEST(hertz(middle) == 440, boost::test_tools::tolerance(0.01));
  BOOST_TEST(loudness(middle) == 16384 / std::numbers::sqrt2, boost::test_tools::tolerance(0.15));
}

BOOST_AUTO_TEST_CASE(records_through_alsa_until_the_limit) {
  const Alsa alsa;
  std::ofstream(alsa.heard(), std::ios::binary) << raw(sine(1000, 62));
  Recorder r(alsa.source());
  BOOST_REQUIRE(r.events.next<RecorderReady>());
  r.recorder.record();
  const auto done = r.events.next<RecordingDone>(60s);
  BOOST_REQUIRE(done);
  BOOST_TEST(done->limit_reached);
  BOOST_TEST(done->length.count() == 60'000);
  BOOST_TEST(done->opus.size() <= devices::kMemoBytes);
  BOOST_TEST(inspected(done->opus).length.count() == 60'000);
  const Samples heard = decoded(done->opus);
  BOOST_TEST(heard.size() == 60U * 48'000);
  BOOST_TEST(hertz(std::span(heard).subspan(48'000, 48'000 * 50)) == 1000, boost::test_tools::tolerance(0.01));
  BOOST_TEST(r.events.count<RecordingLevel>() == 600U);
}

BOOST_AUTO_TEST_CASE(stops_when_told_and_keeps_what_was_said_until_then) {
  const Alsa alsa;
  BOOST_REQUIRE(::mkfifo(alsa.heard().c_str(), 0600) == 0);
  const int speaker = ::open(alsa.heard().c_str(), O_RDWR | O_CLOEXEC);
  BOOST_REQUIRE(speaker >= 0);
  Recorder r(alsa.source());
  BOOST_REQUIRE(r.events.next<RecorderReady>());
  r.recorder.record();
  const std::string said = raw(sine(300, 1.0, 3276.8));
  std::size_t written = 0;
  while (written < said.size()) {
    const ssize_t wrote = ::write(speaker, said.data() + written, std::min<std::size_t>(said.size() - written, 6400));
    BOOST_REQUIRE(wrote > 0);
    written += static_cast<std::size_t>(wrote);
  }
  std::optional<RecordingLevel> level;
  for (int i = 0; i < 10; ++i) {
    level = r.events.next<RecordingLevel>();
    BOOST_REQUIRE(level);
    BOOST_TEST(level->length.count() == (i + 1) * 100);
    BOOST_TEST(level->percent == 67U);  // −20 dBFS
  }
  r.recorder.stop();
  BOOST_REQUIRE(::write(speaker, said.data(), 640) == 640);  // the frame that it waits for
  const auto done = r.events.next<RecordingDone>();
  ::close(speaker);
  BOOST_REQUIRE(done);
  BOOST_TEST(!done->limit_reached);
  BOOST_TEST(done->length.count() >= 1000);
  BOOST_TEST(done->length.count() <= 1020);
  const Samples heard = decoded(done->opus);
  BOOST_TEST(hertz(std::span(heard).subspan(9'600, 33'600)) == 300, boost::test_tools::tolerance(0.02));
}

BOOST_AUTO_TEST_CASE(the_loudest_noise_keeps_the_limit_of_bytes) {
  Samples noise(61 * kMemoRate);
  std::minstd_rand random(1);
  for (auto& sample : noise) sample = static_cast<std::int16_t>(random() >> 8);
  auto shared = std::make_shared<MadeUp::Shared>();
  shared->samples = std::move(noise);
  Recorder r(std::make_unique<MadeUp>(shared));
  r.recorder.record();
  const auto done = r.events.next<RecordingDone>(60s);
  BOOST_REQUIRE(done);
  BOOST_TEST(done->opus.size() <= devices::kMemoBytes);
  BOOST_TEST(done->limit_reached);
  BOOST_TEST(inspected(done->opus).length.count() == done->length.count());
}

BOOST_AUTO_TEST_CASE(a_cancelled_memo_is_heard_of_no_more) {
  auto shared = std::make_shared<MadeUp::Shared>();
  shared->samples = sine(440, 1);
  Recorder r(std::make_unique<MadeUp>(shared));
  r.recorder.stop();  // nothing is recorded
  r.recorder.record();
  for (int i = 0; i < 10; ++i) BOOST_REQUIRE(r.events.next<RecordingLevel>());
  r.recorder.cancel();
  r.recorder.stop();
  BOOST_TEST(!r.events.next<RecordingDone>(150ms));
  {
    const std::scoped_lock lock(shared->mutex);
    shared->at = 0;
    shared->samples = sine(440, 0.5);
  }
  r.recorder.record();
  for (int i = 0; i < 5; ++i) BOOST_REQUIRE(r.events.next<RecordingLevel>());
  r.recorder.stop();
  const auto done = r.events.next<RecordingDone>();
  BOOST_REQUIRE(done);
  BOOST_TEST(done->length.count() == 500);
  BOOST_TEST(inspected(done->opus).length.count() == 500);
  BOOST_TEST(r.events.count<RecordingDone>() == 1U);
  BOOST_TEST(r.events.count<RecordingFailed>() == 0U);
}

BOOST_AUTO_TEST_CASE(a_memo_of_nothing_has_failed) {
  auto shared = std::make_shared<MadeUp::Shared>();
  Recorder r(std::make_unique<MadeUp>(shared));
  r.recorder.record();
  r.recorder.stop();
  BOOST_TEST(r.events.next<RecordingFailed>().value().why.detail == "nothing was recorded");
  Recorder mute(std::make_unique<MadeUp>(shared), 100ms);
  mute.recorder.record();
  BOOST_TEST(mute.events.next<RecordingFailed>().has_value());
  BOOST_TEST(mute.events.next<RecorderLost>().value().why.detail == "the microphone gives no sound");
}

BOOST_AUTO_TEST_CASE(says_once_that_the_microphone_is_missing_and_that_it_is_back) {
  auto shared = std::make_shared<MadeUp::Shared>();
  shared->there = false;
  shared->samples = sine(440, 1);
  Recorder r(std::make_unique<MadeUp>(shared));
  BOOST_TEST((r.events.next<RecorderLost>().value().why.code == base::FailureCode::MicrophoneMissing));
  BOOST_TEST(!r.events.next<RecorderLost>(100ms));
  r.recorder.record();
  BOOST_TEST((r.events.next<RecordingFailed>().value().why.code == base::FailureCode::MicrophoneMissing));
  {
    const std::scoped_lock lock(shared->mutex);
    shared->there = true;
  }
  BOOST_TEST(r.events.next<RecorderReady>().has_value());
  r.recorder.record();
  BOOST_REQUIRE(r.events.next<RecordingLevel>());
  {
    const std::scoped_lock lock(shared->mutex);
    shared->gone = true;
  }
  BOOST_TEST(r.events.next<RecordingFailed>().value().why.detail == "pulled out");
  BOOST_TEST(r.events.next<RecorderLost>().has_value());
  Recorder alsa(devices::alsa_source("no-such-card"));
  BOOST_TEST((alsa.events.next<RecorderLost>().value().why.code == base::FailureCode::MicrophoneMissing));
}

BOOST_AUTO_TEST_CASE(the_meter_counts_in_decibels) {
  const auto level = [](std::int16_t peak) {
    const Samples samples{0, static_cast<std::int16_t>(-peak), 3};
    return devices::level_percent(samples);
  };
  BOOST_TEST(devices::level_percent({}) == 0U);
  BOOST_TEST(devices::level_percent(Samples{-32768}) == 100U);
  BOOST_TEST(level(16384) == 90U);
  BOOST_TEST(level(3277) == 67U);
  BOOST_TEST(level(33) == 0U);
}

BOOST_AUTO_TEST_CASE(lists_microphones_as_the_kernel_names_them) {
  const TemporaryDirectory folder;
  std::ofstream(folder / "pcm")
      << "00-00: ALC256 Analog : ALC256 Analog : playback 1 : capture 1\n"
         "00-03: HDMI 0 : HDMI 0 : playback 1\n02-10: USB Audio : USB Audio : capture 1\nnonsense\n"
         ": capture 1\n";
  const auto found = devices::list_microphones(folder / "pcm");
  BOOST_REQUIRE(found.size() == 2U);
  BOOST_TEST(found[0] == "plughw:0,0: ALC256 Analog");
  BOOST_TEST(found[1] == "plughw:2,10: USB Audio");
  BOOST_TEST(devices::list_microphones("/nonexistent").empty());
}

BOOST_AUTO_TEST_CASE(the_simulated_recorder_hears_what_it_was_given) {
  devices::SimulatedVoiceRecorder recorder(base::Secret("opus"), 3000ms);
  test::EventLog<devices::RecorderEvent> events;
  recorder.start(events.sink());
  BOOST_REQUIRE(events.next<RecorderReady>());
  recorder.stop();
  BOOST_TEST(!recorder.speak(50, 100ms));
  recorder.record();
  BOOST_TEST(recorder.speak(50, 100ms));
  BOOST_TEST(events.next<RecordingLevel>().value().percent == 50U);
  recorder.stop();
  BOOST_TEST(events.next<RecordingDone>().value().opus.reveal() == "opus");
  recorder.record();
  recorder.reach_limit();
  BOOST_TEST(events.next<RecordingDone>().value().limit_reached);
  recorder.record();
  recorder.cancel();
  recorder.stop();
  recorder.record();
  recorder.unplug();
  BOOST_TEST(events.next<RecordingFailed>().has_value());
  recorder.record();
  BOOST_TEST(events.next<RecordingFailed>().has_value());
  BOOST_TEST(events.count<RecordingDone>() == 2U);
}

BOOST_AUTO_TEST_SUITE_END()
