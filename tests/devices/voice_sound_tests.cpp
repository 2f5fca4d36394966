#include "tests/devices/support/voice_fixture.hpp"

BOOST_FIXTURE_TEST_SUITE(voice_sound_tests, Fixture)

BOOST_AUTO_TEST_CASE(a_segment_s_recording_stands_for_all_segments_of_its_text) {
  Utterance utterance = chinese(1);
  utterance.segments.push_back({"en", false, "please", 0ms});
  utterance.segments.push_back({"zh-CN", true, "hao3", 0ms});
  utterance.segments[0].recording = tone_file(folder, 440);
  utterance.segments[0].recorded = 2;
  const Samples samples = speak(utterance);
  const double spoken = seconds(speak(chinese(2, "hao3")));
  BOOST_TEST(seconds(samples) == 1 + spoken, boost::test_tools::tolerance(0.05));
  BOOST_TEST(share_of(440, samples, 10000, 2205) > 0.9);
  utterance.segments[0].recording = (folder / "gone.opus").string();
  BOOST_TEST(seconds(speak(utterance)) > 2.0);  // all three are synthesized
}

BOOST_AUTO_TEST_CASE(a_recording_goes_slower_and_faster_and_keeps_its_pitch) {
  Utterance utterance = chinese(1);
  utterance.recording = tone_file(folder, 440);
  for (const double rate : {0.5, 0.85, 1.5, 2.0}) {
    const Samples samples = speak(utterance, {.rate = rate});
    BOOST_TEST(seconds(samples) == 1 / rate, boost::test_tools::tolerance(0.06));
    BOOST_TEST(share_of(440, samples, samples.size() / 2, 2205) > 0.9);
  }
}

BOOST_AUTO_TEST_CASE(speech_never_talks_over_itself_on_the_sound_card) {
  const std::string low = tone_file(folder, 440), high = tone_file(folder, 1500);
  provide_sound_card();
  EspeakVoice::Options options;
  options.device = "card";
  {
    EspeakVoice voice(options);
    voice.start(log.sink());
    for (std::uint64_t id = 1; id <= 4; ++id) {
      Utterance utterance = chinese(id);
      utterance.recording = id % 2 == 1 ? low : high;
      voice.say(utterance);
      if (id < 4)
        BOOST_REQUIRE(eventually([&] { return log.started(id); }));
      else
        BOOST_REQUIRE(eventually([&] { return log.finished(id); }));
    }
  }
  const Samples samples = read_samples(folder / "card.raw", 0);
  constexpr std::size_t kWindow = 441;
  int changes = 0, loud = 0, mixed = 0;
  bool was_high = false;
  for (std::size_t at = 0; at + kWindow <= samples.size(); at += kWindow) {
    if (rms_db(Samples(samples.begin() + static_cast<std::ptrdiff_t>(at),
                       samples.begin() + static_cast<std::ptrdiff_t>(at + kWindow))) < -50)
      continue;
    const bool is_high = share_of(1500, samples, at, kWindow) > 0.8, is_low = share_of(440, samples, at, kWindow) > 0.8;
    ++loud;
    if (is_high == is_low)
      ++mixed;
    else if (std::exchange(was_high, is_high) != is_high)
      ++changes;
  }
  BOOST_TEST(loud > 40);
  BOOST_TEST(mixed <= 4);    // the window in which one ends and the other begins
  BOOST_TEST(changes == 3);  // low, high, low, high: none comes back
}

BOOST_AUTO_TEST_CASE(a_touch_silences_the_sound_card_within_50_ms) {
  provide_sound_card();
  EspeakVoice::Options options;
  options.device = "card";
  const auto heard_on_card = [&] { return read_samples(folder / "card.raw", 0).size(); };
  double least = 10;
  for (std::uint64_t id = 1; id <= 3; ++id) {
    std::filesystem::remove(folder / "card.raw");
    EspeakVoice voice(options);
    voice.start(log.sink());
    voice.say(chinese(id));
    BOOST_REQUIRE(eventually([&] { return heard_on_card() > 4000; }));
    const auto touched = Steady::now();
    voice.stop();
    // The last moment at which the card got another sample.
    std::size_t before = heard_on_card();
    auto last = touched;
    for (auto now = Steady::now(); now < touched + 300ms; now = Steady::now()) {
      if (const std::size_t size = heard_on_card(); std::exchange(before, size) != size) last = now;
      std::this_thread::yield();
    }
    least = std::min(least, seconds(last - touched));
    BOOST_TEST(!log.finished(id));
    // No more was handed over than the listener could have heard, and the lead.
    BOOST_TEST(static_cast<double>(before) / kRate <=
               seconds(touched - *log.when<SpeechStarted>(id)) + seconds(options.lead) + 0.06);
  }
  BOOST_TEST_MESSAGE("the card's last sample " << least * 1000 << " ms after the touch");
  BOOST_TEST(least < 0.050);
}

BOOST_AUTO_TEST_CASE(a_pause_on_the_sound_card_is_silence_and_then_the_rest) {
  provide_sound_card();
  EspeakVoice::Options options;
  options.device = "card";
  EspeakVoice voice(options);
  voice.start(log.sink());
  voice.say(chinese(1));
  BOOST_REQUIRE(eventually([&] { return read_samples(folder / "card.raw", 0).size() > 4000; }));
  voice.pause(true);
  std::size_t before = 0;
  BOOST_REQUIRE(eventually([&] {
    const std::size_t size = read_samples(folder / "card.raw", 0).size();
    return std::exchange(before, size) == size;
  }));
  BOOST_TEST(!log.finished(1));
  voice.pause(false);
  BOOST_REQUIRE(eventually([&] { return log.finished(1); }));
  voice.say(chinese(2, "hao3"));
  voice.pause(true);
  voice.stop();  // and a pause does not outlive what was paused
  voice.say(chinese(3, "hao3"));
  BOOST_REQUIRE(eventually([&] { return log.finished(3); }));
}

/// EN 301 549 8.2.1: a range of 18 dB at least, with a step 12 dB above the lowest. The default is what the amplifier
/// is set by (65 dBA at most): 0 dB, the same after each resident.
BOOST_AUTO_TEST_CASE(the_loudspeaker_s_range_is_18_db_at_least_with_a_step_of_12_between) {
  provide_sound_card();
  EspeakVoice::Options options;
  options.device = "card";
  const auto level = [&](int db, std::uint64_t id) {
    std::filesystem::remove(folder / "card.raw");
    {
      EspeakVoice voice(options);
      voice.set({.volume_db = db});
      voice.start(log.sink());
      voice.say(chinese(id, "hao3 de5 xie4 xie5"));
      BOOST_REQUIRE(eventually([&] { return log.finished(id); }));
    }
    return rms_db(read_samples(folder / "card.raw", 0));
  };
  const double lowest = level(-18, 1), step = level(-6, 2), normal = level(0, 3), highest = level(18, 4);
  BOOST_TEST_MESSAGE("dBFS: " << lowest << ", " << step << ", " << normal << ", " << highest);
  BOOST_TEST(step - lowest == 12.0, boost::test_tools::tolerance(0.05));
  BOOST_TEST(normal - lowest == 18.0, boost::test_tools::tolerance(0.05));
  BOOST_TEST(highest - lowest > 30);
  BOOST_TEST((VoiceSettings{}.volume_db == 0));
}

BOOST_AUTO_TEST_SUITE_END()
