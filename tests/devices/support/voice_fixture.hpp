#pragma once

#include <stdlib.h>
#include <unistd.h>

#include <cmath>
#include <cstring>
#include <fstream>
#include <mutex>
#include <numbers>
#include <optional>
#include <thread>

#include <boost/test/unit_test.hpp>

#include "devices/voice/espeak_voice.hpp"
#include "devices/voice/sound_sink.hpp"
#include "tests/support/ipp_printer.hpp"

// A voice into a file or a sound card of ALSA's file plug-in, and an ear that measures. For the voice tests only.

using namespace bianmin;
using namespace bianmin::devices;
using namespace std::chrono_literals;
using tests::eventually;
using Steady = std::chrono::steady_clock;

// "Please put your identity card on the reader."
constexpr const char* kSentence = "qing3 ba3 shen1 fen4 zheng4 fang4 zai4 du2 ka3 qi4 shang5";
constexpr double kRate = 22050;

inline Utterance chinese(std::uint64_t id, std::string pinyin = kSentence) {
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

inline Samples read_samples(const std::filesystem::path& file, std::size_t header) {
  std::ifstream in(file, std::ios::binary);
  const std::string bytes((std::istreambuf_iterator<char>(in)), std::istreambuf_iterator<char>());
  if (bytes.size() <= header) return {};
  Samples samples((bytes.size() - header) / 2);
  std::memcpy(samples.data(), bytes.data() + header, samples.size() * 2);
  return samples;
}

inline double rms_db(const Samples& samples) {
  double sum = 0;
  for (const auto sample : samples) sum += static_cast<double>(sample) / 32768 * sample / 32768;
  return 10 * std::log10(sum / static_cast<double>(samples.size()) + 1e-12);
}

inline int peak(const Samples& samples) {
  int highest = 0;
  for (const auto sample : samples) highest = std::max(highest, std::abs(int{sample}));
  return highest;
}

inline double seconds(const Samples& samples) { return static_cast<double>(samples.size()) / kRate; }
inline double seconds(Steady::duration time) { return std::chrono::duration<double>(time).count(); }

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

/// A second of one tone, encoded by opusenc as a clerk would.
inline std::string tone_file(const std::filesystem::path& folder, double hertz) {
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
inline double share_of(double hertz, const Samples& samples, std::size_t at, std::size_t length) {
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
