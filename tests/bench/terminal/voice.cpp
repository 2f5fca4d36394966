// From a key on the keypad, which moves the focus, to the first sample of what stands there.
#include <condition_variable>
#include <cstdio>

#include "base/clock.hpp"
#include "devices/keypad/simulated_keypad.hpp"
#include "devices/voice/espeak_voice.hpp"
#include "kiosk/shell/content_loader.hpp"
#include "kiosk/shell/shell.hpp"
#include "tests/bench/terminal/figures.hpp"
#include "tests/bench/terminal/measures.hpp"

namespace bianmin::tests {
namespace {

constexpr double kPatienceMs = 5000, kListenMs = 60, kGoalMs = 30;

/// The product's voice; notes when the first sample of an utterance was handed over.
class TimedVoice final : public devices::Voice {
 public:
  explicit TimedVoice(devices::EspeakVoice::Options options) : voice_(std::move(options)) {}
  void start(Sink sink) override {
    voice_.start([this, sink = std::move(sink)](devices::VoiceEvent event) {
      if (std::holds_alternative<devices::SpeechStarted>(event)) {
        const double now = now_ms();
        const std::scoped_lock lock(mutex_);
        started_ = now;
        changed_.notify_all();
      }
      sink(std::move(event));
    });
  }
  void say(devices::Utterance utterance) override { voice_.say(std::move(utterance)); }
  void stop() override { voice_.stop(); }
  void pause(bool paused) override { voice_.pause(paused); }
  void set(const devices::VoiceSettings& settings) override { voice_.set(settings); }

  void forget() {
    const std::scoped_lock lock(mutex_);
    started_ = 0;
  }
  /// When speech began since `forget`; 0 when it did not in time.
  double wait() {
    std::unique_lock lock(mutex_);
    changed_.wait_for(lock, std::chrono::duration<double, std::milli>(kPatienceMs), [&] { return started_ > 0; });
    return started_;
  }

 private:
  devices::EspeakVoice voice_;
  std::mutex mutex_;
  std::condition_variable changed_;
  double started_ = 0;
};

/// A platform that is never there.
class NoBackend final : public kiosk::Backend {
 public:
  void start(Sink) override {}
  void ask(const kiosk::Ask&) override {}
  void cancel(const kiosk::CancelAsk&) override {}
  void file(const kiosk::FileCase&) override {}
  void rate(const kiosk::Rate&) override {}
  void report(std::vector<kiosk::PartStatus>) override {}
};

}  // namespace

bool measure_voice(const std::filesystem::path& share, const std::filesystem::path& folder, int rounds) {
  kiosk::Rules rules;
  rules.terminal = "LC07";
  const auto content = kiosk::ContentLoader(share, rules.languages).load(std::nullopt, 0);
  if (!content) {
    std::fprintf(stderr, "%s\n", content.error().detail.c_str());
    return false;
  }
  TimedVoice voice({.device = "", .wav_file = (folder / "speech.wav").string()});
  base::SystemClock clock;
  base::SystemRandom random;
  base::QueueExecutor executor;
  NoBackend backend;
  kiosk::Ports ports{.executor = executor, .clock = clock, .random = random, .backend = backend, .voice = voice, .printers = {}};
  kiosk::Shell shell(rules, std::move(ports));
  shell.speaker().use(content->pronouncer);
  shell.handle(kiosk::ContentChanged{content->content});
  shell.start();

  std::set<std::string> said;
  std::vector<double> fresh, cached;
  bool new_sentence = false;
  shell.speaker().listen([&](const i18n::Language& language, std::string_view text) {
    new_sentence = said.insert(language.tag() + "|" + std::string(text)).second;
  });
  const auto press = [&](devices::Key key) {
    voice.forget();
    const double begun = now_ms();
    shell.handle(devices::KeypadEvent(devices::KeyPressed{key}));
    const double started = voice.wait();
    if (started == 0) return false;
    (new_sentence ? fresh : cached).push_back(started - begun);
    rest_ms(kListenMs);
    executor.run_pending();
    return true;
  };
  shell.handle(devices::KeypadEvent(devices::KeyPressed{devices::Key::Down}));
  if (voice.wait() == 0) {
    std::fprintf(stderr, "the voice says nothing\n");
    return false;
  }
  const auto walk = [&](int keys) {
    for (int i = 0; i < keys; ++i)
      if (!press(devices::Key::Down)) return false;
    return true;
  };
  for (int round = 0; round < rounds; ++round)
    for (const char* language : {"zh-CN", "en"}) {
      if (shell.state().language.tag() != language) shell.handle(ui::ActionPressed{"tool:language"});
      if (!walk(static_cast<int>(ui::focus_stops(shell.page()).size()))) return false;
      shell.handle(ui::ActionPressed{"service:complaint"});
      const bool walked = walk(static_cast<int>(ui::focus_stops(shell.page()).size()));
      shell.handle(ui::ActionPressed{"home"});
      if (!walked) return false;
    }
  std::fprintf(stderr, "voice: %zu new sentences, slowest %.1f ms; %zu said again, slowest %.1f ms\n", fresh.size(), percentile(fresh, 1),
               cached.size(), percentile(cached, 1));
  print(at_most("focus to first sound, new sentence, median", median(fresh), "ms", kGoalMs));
  print(at_most("focus to first sound, new sentence, p95", percentile(fresh, 0.95), "ms", kGoalMs));
  print(at_most("focus to first sound, said before, median", median(cached), "ms", kGoalMs));
  print(at_most("focus to first sound, said before, p95", percentile(cached, 0.95), "ms", kGoalMs));
  return !fresh.empty() && !cached.empty();
}

}  // namespace bianmin::tests
