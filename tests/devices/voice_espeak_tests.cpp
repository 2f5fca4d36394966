#include <stdlib.h>
#include <unistd.h>

#include <cmath>
#include <cstring>
#include <fstream>
#include <mutex>
#include <numbers>
#include <thread>

#include <boost/test/unit_test.hpp>

#include "devices/voice/espeak_voice.hpp"
#include "devices/voice/sound_sink.hpp"
#include "tests/support/ipp_printer.hpp"

using namespace bianmin;
using namespace bianmin::devices;
using namespace std::chrono_literals;
using tests::eventually;
using Steady = std::chrono::steady_clock;

namespace {

// "Please put your identity card on the reader."
constexpr const char* kSentence = "qing3 ba3 shen1 fen4 zheng4 fang4 zai4 du2 ka3 qi4 shang5";
constexpr double kRate = 22050;

Utterance chinese(std::uint64_t id, std::string pinyin = kSentence) {
  Utterance utterance;
  utterance.id = id;
  utterance.segments.push_back({"zh-CN", true, std::move(pinyin), base::Milliseconds(0)});
  return utterance;
}

struct Log {
  std::mutex mutex;
  std::vector<std::pair<VoiceEvent, Steady::time_point>> events;

  Voice::Sink sink() {
    return [this](VoiceEvent event) {
      const std::lock_guard lock(mutex);
      events.emplace_back(std::move(event), Steady::now());
    };
  }
  template <class Event>
  std::optional<Steady::time_point> when(std::uint64_t id) {
    const std::lock_guard lock(mutex);
    for (const auto& [event, time] : events)
      if (const auto* it = std::get_if<Event>(&event); it && it->id == id) return time;
    return std::nullopt;
  }
  bool started(std::uint64_t id) { return when<SpeechStarted>(id).has_value(); }
  bool finished(std::uint64_t id) { return when<SpeechFinished>(id).has_value(); }
  std::vector<base::Failure> lost() {
    const std::lock_guard lock(mutex);
    std::vector<base::Failure> found;
    for (const auto& [event, time] : events)
      if (const auto* it = std::get_if<VoiceLost>(&event)) found.push_back(it->why);
    return found;
  }
};

using Samples = std::vector<std::int16_t>;

Samples read_samples(const std::filesystem::path& file, std::size_t header) {
  std::ifstream in(file, std::ios::binary);
  const std::string bytes((std::istreambuf_iterator<char>(in)), std::istreambuf_iterator<char>());
  if (bytes.size() <= header) return {};
  Samples samples((bytes.size() - header) / 2);
  std::memcpy(samples.data(), bytes.data() + header, samples.size() * 2);
  return samples;
}

double rms_db(const Samples& samples) {
  double sum = 0;
  for (const auto sample : samples) sum += static_cast<double>(sample) / 32768 * sample / 32768;
  return 10 * std::log10(sum / static_cast<double>(samples.size()) + 1e-12);
}

int peak(const Samples& samples) {
  int highest = 0;
  for (const auto sample : samples) highest = std::max(highest, std::abs(int{sample}));
  return highest;
}

double seconds(const Samples& samples) { return static_cast<double>(samples.size()) / kRate; }
double seconds(Steady::duration time) { return std::chrono::duration<double>(time).count(); }

struct Fixture {
  std::filesystem::path folder;
  Log log;

  Fixture() {
    char pattern[] = "/tmp/bm-voice-XXXXXX";
    folder = ::mkdtemp(pattern);
    ::setenv("ALSA_CONFIG_PATH", (folder / "asoundrc").c_str(), 1);
    std::ofstream(folder / "asoundrc") << "pcm.nobody { type null }\n";
  }
  ~Fixture() {
    ::unsetenv("ALSA_CONFIG_PATH");
    std::filesystem::remove_all(folder);
  }

  std::filesystem::path wav() const { return folder / "spoken.wav"; }
  Samples heard() const { return read_samples(wav(), 44); }

  EspeakVoice::Options to_wav(EspeakVoice::Pace pace) const {
    std::filesystem::remove(wav());  // or the last voice's words would be taken for the next one's
    EspeakVoice::Options options;
    options.device.clear();
    options.wav_file = wav().string();
    options.wav_gap_ms = 0;
    options.pace = pace;
    return options;
  }
  /// What one utterance sounds like with these settings.
  Samples speak(const Utterance& utterance, const VoiceSettings& settings = {}) {
    {
      Log own;
      EspeakVoice voice(to_wav(EspeakVoice::Pace::AsFast));
      voice.set(settings);
      voice.start(own.sink());
      voice.say(utterance);
      BOOST_REQUIRE(eventually([&] { return own.finished(utterance.id); }));
    }
    return heard();
  }
  void provide_sound_card() {
    std::ofstream(folder / "asoundrc") << "pcm.card { type file slave.pcm { type null } file \""
                                       << (folder / "card.raw").string() << "\" format \"raw\" }\n";
  }
};

}  // namespace

BOOST_FIXTURE_TEST_SUITE(voice_espeak_tests, Fixture)

BOOST_AUTO_TEST_CASE(speaks_chinese_of_a_sensible_length_and_loudness) {
  const Samples samples = speak(chinese(1));
  BOOST_TEST(seconds(samples) > 1.5);
  BOOST_TEST(seconds(samples) < 5.0);
  BOOST_TEST(rms_db(samples) > -36);
  BOOST_TEST(rms_db(samples) < -18);
  BOOST_TEST_MESSAGE("length " << seconds(samples) << " s, " << rms_db(samples) << " dBFS, peak " << peak(samples));
}

BOOST_AUTO_TEST_CASE(speaks_english_and_korean_too) {
  Utterance utterance;
  utterance.id = 1;
  utterance.segments = {{"en", false, "Please put your card on the reader.", 300ms}, {"ko", false, "감사합니다", 0ms}};
  const Samples both = speak(utterance);
  utterance.segments.pop_back();
  const Samples english = speak(utterance);
  BOOST_TEST(seconds(english) > 1.0);
  BOOST_TEST(seconds(both) > seconds(english) + 0.4);
  BOOST_TEST(rms_db(Samples(both.end() - 12000, both.end())) > -45);
}

BOOST_AUTO_TEST_CASE(louder_is_louder_by_the_decibels_asked_and_never_clips) {
  const double normal = rms_db(speak(chinese(1), {.volume_db = 0}));
  BOOST_TEST(rms_db(speak(chinese(1), {.volume_db = 6})) - normal == 6.0, boost::test_tools::tolerance(0.1));
  BOOST_TEST(rms_db(speak(chinese(1), {.volume_db = -18})) - normal == -18.0, boost::test_tools::tolerance(0.1));
  const Samples loudest = speak(chinese(1), {.volume_db = 18});
  BOOST_TEST(rms_db(loudest) - normal > 12);
  BOOST_TEST(peak(loudest) <= 31'600);
}

BOOST_AUTO_TEST_CASE(slower_is_longer) {
  const double normal = seconds(speak(chinese(1)));
  BOOST_TEST(seconds(speak(chinese(1), {.rate = 0.5})) > 1.4 * normal);
  BOOST_TEST(seconds(speak(chinese(1), {.rate = 2.0})) < 0.7 * normal);
}

BOOST_AUTO_TEST_CASE(the_first_sample_comes_soon) {
  EspeakVoice voice(to_wav(EspeakVoice::Pace::RealTime));
  voice.start(log.sink());
  voice.say(chinese(1, "hao3"));
  BOOST_REQUIRE(eventually([&] { return log.finished(1); }));
  // The machine is shared: the best of several tries is what the program can do.
  const auto best = [&](bool fresh, std::uint64_t first_id) {
    double least = 10;
    for (std::uint64_t id = first_id; id < first_id + 5; ++id) {
      const auto begin = Steady::now();
      voice.say(chinese(id, std::string(kSentence) + (fresh ? " yi1 er4 san1" + std::string(id - first_id, 'a') : "")));
      BOOST_REQUIRE(eventually([&] { return log.started(id); }));
      least = std::min(least, seconds(*log.when<SpeechStarted>(id) - begin));
    }
    return least;
  };
  const double fresh = best(true, 10);
  voice.say(chinese(20));
  BOOST_REQUIRE(eventually([&] { return log.finished(20); }));
  const double cached = best(false, 30);
  BOOST_TEST_MESSAGE("first sample: new " << fresh * 1000 << " ms, cached " << cached * 1000 << " ms");
  BOOST_TEST(fresh < 0.080);
  BOOST_TEST(cached < 0.030);
}

BOOST_AUTO_TEST_CASE(finished_means_that_the_last_sample_has_sounded) {
  EspeakVoice voice(to_wav(EspeakVoice::Pace::RealTime));
  voice.start(log.sink());
  voice.say(chinese(1, "hao3 de5 xie4 xie5"));
  BOOST_REQUIRE(eventually([&] { return log.finished(1); }));
  const double took = seconds(*log.when<SpeechFinished>(1) - *log.when<SpeechStarted>(1));
  BOOST_TEST(took >= seconds(heard()) - 0.01);
  BOOST_TEST(took < seconds(heard()) + 0.5);
}

BOOST_AUTO_TEST_CASE(stop_is_silence_at_once_and_leaves_no_tail) {
  double least = 10;
  for (std::uint64_t id = 1; id <= 3; ++id) {
    double spoken = 0;
    Steady::time_point stopped;
    {
      EspeakVoice voice(to_wav(EspeakVoice::Pace::RealTime));
      voice.start(log.sink());
      voice.say(chinese(id));
      BOOST_REQUIRE(eventually([&] { return heard().size() > 8000; }));
      spoken = seconds(Steady::now() - *log.when<SpeechStarted>(id));
      stopped = Steady::now();
      voice.stop();
    }  // the thread has ended
    least = std::min(least, seconds(Steady::now() - stopped));
    BOOST_TEST(!log.finished(id));
    BOOST_TEST(seconds(heard()) <= spoken + seconds(Steady::now() - stopped) + 0.005);
  }
  BOOST_TEST_MESSAGE("silent after " << least * 1000 << " ms");
  BOOST_TEST(least < 0.050);
}

BOOST_AUTO_TEST_CASE(a_new_utterance_ends_the_old_one) {
  EspeakVoice voice(to_wav(EspeakVoice::Pace::RealTime));
  voice.start(log.sink());
  voice.say(chinese(1));
  BOOST_REQUIRE(eventually([&] { return log.started(1); }));
  voice.say(chinese(2, "hao3"));
  BOOST_REQUIRE(eventually([&] { return log.finished(2); }));
  BOOST_TEST(!log.finished(1));
}

BOOST_AUTO_TEST_CASE(a_pause_loses_nothing_and_repeats_nothing) {
  const double whole = seconds(speak(chinese(1, "hao3 de5 xie4 xie5")));
  EspeakVoice voice(to_wav(EspeakVoice::Pace::RealTime));
  voice.start(log.sink());
  voice.say(chinese(1, "hao3 de5 xie4 xie5"));
  BOOST_REQUIRE(eventually([&] { return heard().size() > 5000; }));
  voice.pause(true);
  std::size_t before = 0;
  BOOST_REQUIRE(eventually([&] { return std::exchange(before, heard().size()) == heard().size() && before > 0; }));
  BOOST_TEST(!log.finished(1));
  voice.pause(false);
  BOOST_REQUIRE(eventually([&] { return log.finished(1); }));
  BOOST_TEST(seconds(heard()) == whole, boost::test_tools::tolerance(0.01));
}

BOOST_AUTO_TEST_CASE(sounds_on_the_device_that_alsa_names) {
  provide_sound_card();
  EspeakVoice::Options options;
  options.device = "card";
  {
    EspeakVoice voice(options);
    voice.start(log.sink());
    voice.say(chinese(1, "hao3 de5 xie4 xie5"));
    BOOST_REQUIRE(eventually([&] { return log.finished(1); }));
  }
  BOOST_TEST(log.lost().empty());
  const Samples samples = read_samples(folder / "card.raw", 0);
  BOOST_REQUIRE(!samples.empty());
  BOOST_TEST(rms_db(samples) > -36);
  BOOST_TEST(seconds(*log.when<SpeechFinished>(1) - *log.when<SpeechStarted>(1)) > 0.5);
}

BOOST_AUTO_TEST_CASE(a_missing_device_is_told_once_and_found_when_it_comes) {
  EspeakVoice::Options options;
  options.device = "card";
  options.retry = 20ms;
  EspeakVoice voice(options);
  voice.start(log.sink());
  BOOST_REQUIRE(eventually([&] { return !log.lost().empty(); }));
  BOOST_TEST((log.lost()[0].code == base::FailureCode::VoiceMissing));
  const auto begin = Steady::now();
  voice.say(chinese(1));
  BOOST_TEST(seconds(Steady::now() - begin) < 0.01);
  provide_sound_card();
  BOOST_REQUIRE(eventually([&] {
    voice.say(chinese(2, "hao3"));
    return eventually([&] { return log.started(2); }, 100ms);
  }));
  BOOST_TEST(log.lost().size() == 1U);
}

BOOST_AUTO_TEST_CASE(there_is_one_voice_a_process) {
  EspeakVoice first(to_wav(EspeakVoice::Pace::AsFast));
  first.start(log.sink());
  first.say(chinese(1, "hao3"));
  BOOST_REQUIRE(eventually([&] { return log.finished(1); }));
  Log other;
  EspeakVoice second(to_wav(EspeakVoice::Pace::AsFast));
  second.start(other.sink());
  BOOST_REQUIRE(eventually([&] { return !other.lost().empty(); }));
}

BOOST_AUTO_TEST_CASE(plays_a_recording_instead_of_synthesis) {
  Utterance utterance = chinese(1);
  utterance.recording = BIANMIN_SOURCE_DIR "/tests/devices/voice_data/tone-440hz.opus";
  const Samples samples = speak(utterance);
  BOOST_TEST(seconds(samples) == 0.6, boost::test_tools::tolerance(0.05));
  int crossings = 0;
  for (std::size_t i = 4001; i < 9000; ++i) crossings += (samples[i - 1] < 0) != (samples[i] < 0);
  BOOST_TEST(crossings / 2.0 / (5000 / kRate) == 440.0, boost::test_tools::tolerance(0.02));
}

BOOST_AUTO_TEST_CASE(a_broken_recording_is_spoken_instead) {
  Utterance utterance = chinese(1);
  utterance.recording = (folder / "broken.opus").string();
  std::ofstream(utterance.recording) << "OggS but not really";
  BOOST_TEST(seconds(speak(utterance)) > 1.5);
}

/// eSpeak NG's noise differs from one synthesis to the next, so that the same samples twice mean the cache.
BOOST_AUTO_TEST_CASE(a_fixed_sentence_is_kept_and_a_personal_one_is_not) {
  for (const bool personal : {false, true}) {
    {
      EspeakVoice voice(to_wav(EspeakVoice::Pace::AsFast));
      voice.start(log.sink());
      for (const std::uint64_t id : {1U, 2U}) {
        Utterance utterance = chinese(id + (personal ? 10 : 0));
        utterance.personal = personal;
        voice.say(utterance);
        BOOST_REQUIRE(eventually([&] { return log.finished(utterance.id); }));
      }
    }
    const Samples both = heard();
    const auto middle = both.begin() + static_cast<std::ptrdiff_t>(both.size() / 2);
    const bool same = both.size() % 2 == 0 && std::equal(both.begin(), middle, middle);
    BOOST_TEST(same == !personal);
  }
}

/// What the pinyin voice makes of tones and of a place name, in eSpeak NG's phonemes: 单县 is shan4 xian4.
BOOST_AUTO_TEST_CASE(tones_become_the_right_phonemes) {
  FILE* pipe = ::popen("espeak-ng -q -x -v cmn-latn-pinyin 'chong2 xin1 yin2 hang2 shan4 xian4' 2>/dev/null", "r");
  std::array<char, 256> buffer{};
  const std::size_t got = std::fread(buffer.data(), 1, buffer.size() - 1, pipe);
  ::pclose(pipe);
  const std::string phonemes(buffer.data(), got);
  for (const char* tone : {"35", "55", "51"}) BOOST_TEST(phonemes.find(tone) != phonemes.npos, phonemes);
  BOOST_TEST(phonemes.find("s.'a51n") != phonemes.npos, phonemes);
}

/// A second of one tone, encoded by opusenc as a clerk would.
std::string tone_file(const std::filesystem::path& folder, double hertz) {
  const auto wav = folder / ("tone-" + std::to_string(static_cast<int>(hertz)) + ".wav");
  auto sink = wav_sink(wav.string(), 48000, 0);
  BOOST_REQUIRE(sink->open());
  Samples samples(48000);
  for (std::size_t i = 0; i < samples.size(); ++i)
    samples[i] = static_cast<Sample>(12000 * std::sin(2 * std::numbers::pi * hertz * static_cast<double>(i) / 48000));
  BOOST_REQUIRE(sink->write(samples));
  sink->flush();
  sink.reset();
  const auto opus = std::filesystem::path(wav).replace_extension(".opus").string();
  BOOST_REQUIRE(std::system(("opusenc --quiet " + wav.string() + " " + opus).c_str()) == 0);
  return opus;
}

/// How much of one tone there is in a window, as a share of all its energy (Goertzel).
double share_of(double hertz, const Samples& samples, std::size_t at, std::size_t length) {
  const double turn = 2 * std::cos(2 * std::numbers::pi * hertz / kRate);
  double first = 0, second = 0, energy = 1;
  for (std::size_t i = 0; i < length; ++i) {
    const double x = samples[at + i], now = x + turn * first - second;
    second = std::exchange(first, now);
    energy += x * x;
  }
  const double power = first * first + second * second - turn * first * second;
  return 2 * power / (static_cast<double>(length) * energy);
}

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
    if (is_high == is_low) ++mixed;
    else if (std::exchange(was_high, is_high) != is_high) ++changes;
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
