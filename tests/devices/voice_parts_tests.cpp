#include <cmath>
#include <numbers>

#include <boost/test/unit_test.hpp>

#include "devices/voice/loudness.hpp"
#include "devices/voice/recording.hpp"
#include "devices/voice/simulated_voice.hpp"
#include "devices/voice/speech_cache.hpp"
#include "devices/voice/stretch.hpp"

using namespace bianmin;
using namespace bianmin::devices;
using namespace std::chrono_literals;

namespace {

std::vector<Sample> tone(double hertz, unsigned rate, std::size_t count, double amplitude) {
  std::vector<Sample> samples(count);
  for (std::size_t i = 0; i < count; ++i)
    samples[i] =
        static_cast<Sample>(amplitude * std::sin(2 * std::numbers::pi * hertz * static_cast<double>(i) / rate));
  return samples;
}

double rms(std::span<const Sample> samples) {
  double sum = 0;
  for (const Sample sample : samples) sum += static_cast<double>(sample) * sample;
  return std::sqrt(sum / static_cast<double>(samples.size()));
}

Utterance words(std::uint64_t id, std::string text) {
  Utterance utterance;
  utterance.id = id;
  utterance.segments.push_back({"zh-CN", true, std::move(text), base::Milliseconds(0)});
  return utterance;
}

}  // namespace

BOOST_AUTO_TEST_SUITE(voice_parts_tests)

BOOST_AUTO_TEST_CASE(the_limiter_holds_the_ceiling_and_lets_quiet_sound_alone) {
  Loudness loudness(22050);
  loudness.set_gain_db(6);
  auto quiet = tone(440, 22050, 22050, 3000);
  const double before = rms(quiet);
  loudness.apply(quiet);
  BOOST_TEST(rms(quiet) / before == 1.995, boost::test_tools::tolerance(0.01));
  auto loud = tone(440, 22050, 22050, 30000);
  loudness.apply(loud);
  BOOST_TEST(*std::max_element(loud.begin(), loud.end()) <= Loudness::kCeiling);
  BOOST_TEST(*std::min_element(loud.begin(), loud.end()) >= -Loudness::kCeiling);
}

BOOST_AUTO_TEST_CASE(resampling_keeps_a_tone_and_drops_what_would_alias) {
  const auto kept = resample(tone(1000, 48000, 48000, 10000), 48000, 22050);
  BOOST_TEST(kept.size() == 22050U);
  BOOST_TEST(rms(std::span(kept).subspan(1000, 20000)) == 10000 / std::sqrt(2.0), boost::test_tools::tolerance(0.02));
  const auto dropped = resample(tone(15000, 48000, 48000, 10000), 48000, 22050);
  BOOST_TEST(rms(std::span(dropped).subspan(1000, 20000)) < 50);
}

BOOST_AUTO_TEST_CASE(the_cache_forgets_the_least_used_first) {
  SpeechCache cache(4000);
  for (const char* key : {"a", "b", "c", "d"}) cache.put(key, std::vector<Sample>(450, 1));
  BOOST_REQUIRE(cache.find("a"));
  cache.put("e", std::vector<Sample>(450, 1));
  BOOST_TEST(cache.find("a") != nullptr);
  BOOST_TEST(cache.find("b") == nullptr);
  BOOST_TEST(cache.bytes() <= 4000U);
  cache.put("huge", std::vector<Sample>(5000, 1));
  BOOST_TEST(cache.find("huge") == nullptr);
  cache.clear();
  BOOST_TEST(cache.bytes() == 0U);
}

BOOST_AUTO_TEST_CASE(a_recording_that_is_none_is_refused) {
  BOOST_TEST((read_recording("/nonexistent/a.opus", 22050).error().code == base::FailureCode::ContentMissing));
  BOOST_TEST(
      (read_recording(BIANMIN_SOURCE_DIR "/CMakeLists.txt", 22050).error().code == base::FailureCode::InputInvalid));
}

BOOST_AUTO_TEST_CASE(the_simulated_voice_keeps_what_was_said) {
  SimulatedVoice voice;
  std::vector<VoiceEvent> events;
  voice.start([&](VoiceEvent event) { events.push_back(event); });
  voice.set({.rate = 0.8, .volume_db = 6});
  voice.say(words(1, "hao3"));
  voice.say(words(2, "xie4 xie5"));
  BOOST_TEST(voice.transcript() == "hao3\nxie4 xie5\n");
  BOOST_TEST(voice.said()[1].finished);
  BOOST_TEST(voice.said()[1].settings.volume_db == 6);
  BOOST_TEST(events.size() == 4U);
  voice.set_lost(true);
  voice.say(words(3, "a1"));
  BOOST_TEST(std::holds_alternative<VoiceLost>(events.back()));
  BOOST_TEST(!voice.said()[2].finished);
}

BOOST_AUTO_TEST_CASE(the_simulated_voice_takes_its_time_by_a_clock) {
  base::ManualClock clock(base::Instant{});
  SimulatedVoice voice(clock, 100ms);
  int finished = 0;
  voice.start([&](VoiceEvent event) { finished += std::holds_alternative<SpeechFinished>(event); });
  voice.say(words(1, "hao3"));
  clock.advance(399ms);
  voice.tick();
  BOOST_TEST(finished == 0);
  voice.pause(true);
  clock.advance(5s);
  voice.tick();
  BOOST_TEST(voice.speaking());
  voice.pause(false);
  clock.advance(1ms);
  voice.tick();
  BOOST_TEST(finished == 1);
  voice.say(words(2, "hao3"));
  voice.stop();
  clock.advance(1s);
  voice.tick();
  BOOST_TEST(finished == 1);
}

BOOST_AUTO_TEST_CASE(stretching_keeps_pitch_and_loudness) {
  const auto sound = tone(300, 22050, 22050, 10000);
  for (const double rate : {0.5, 0.8, 1.25, 2.0}) {
    const auto paced = stretch(sound, rate, 22050);
    BOOST_TEST(static_cast<double>(paced.size()) == 22050 / rate, boost::test_tools::tolerance(0.03));
    const auto middle = std::span(paced).subspan(2000, paced.size() - 4000);
    BOOST_TEST(rms(middle) == rms(sound), boost::test_tools::tolerance(0.05));
    int crossings = 0;
    for (std::size_t i = 1; i < middle.size(); ++i) crossings += (middle[i - 1] < 0) != (middle[i] < 0);
    BOOST_TEST(crossings / 2.0 / (static_cast<double>(middle.size()) / 22050) == 300.0,
               boost::test_tools::tolerance(0.03));
  }
  BOOST_TEST((stretch(sound, 1.0, 22050) == sound));
  for (const std::size_t few : {0U, 1U, 700U, 1400U}) {
    const auto little = tone(300, 22050, few, 10000);
    BOOST_TEST(stretch(little, 2.0, 22050).size() <= few);
  }
}

BOOST_AUTO_TEST_SUITE_END()
