// From a key on the keypad, which moves the focus, to the first sample of what stands there.
#include <condition_variable>
#include <cstdio>
#include <set>

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
      if (std::holds_alternative<devices::SpeechFinished>(event)) {
        const std::scoped_lock lock(mutex_);
        finished_ = true;
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
    finished_ = false;
  }
  /// When speech began since `forget`; 0 when it did not in time.
  double wait() {
    std::unique_lock lock(mutex_);
    changed_.wait_for(lock, std::chrono::duration<double, std::milli>(kPatienceMs), [&] { return started_ > 0; });
    return started_;
  }
  /// Until it has been heard to its end, at most ten seconds.
  void wait_for_end() {
    std::unique_lock lock(mutex_);
    changed_.wait_for(lock, std::chrono::seconds(10), [&] { return finished_; });
  }

 private:
  devices::EspeakVoice voice_;
  std::mutex mutex_;
  std::condition_variable changed_;
  double started_ = 0;
  bool finished_ = false;
};

/// A platform that is never there.
// Nothing is printed here.
class NoPapers final : public kiosk::documents::Typesetter {
 public:
  void prepare() override {}
  void rest() override {}
  void typeset(kiosk::documents::Document, Done) override {}
};

class NoBackend final : public kiosk::Backend {
 public:
  void start(Sink) override {}
  void ask(const kiosk::Ask&) override {}
  void cancel(const kiosk::CancelAsk&) override {}
  void file(const kiosk::FileCase&) override {}
  void rate(const kiosk::Rate&) override {}
  void report(std::vector<kiosk::PartStatus>) override {}
  void park(const kiosk::Park&) override {}
  void find_parked(const kiosk::FindParked&) override {}
  void drop_parked(const kiosk::DropParked&) override {}
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
  NoPapers papers;
  kiosk::Ports ports{.executor = executor,
                     .clock = clock,
                     .random = random,
                     .backend = backend,
                     .voice = voice,
                     .typesetter = papers,
                     .printers = {}};
  kiosk::Shell shell(rules, std::move(ports));
  shell.speaker().use(content->pronouncer);
  shell.handle(kiosk::ContentChanged{content->content});
  shell.start();

  std::set<std::string> said;
  bool new_sentence = false;
  shell.speaker().listen([&](const i18n::Language& language, std::string_view text) {
    new_sentence = said.insert(language.tag() + "|" + std::string(text)).second;
  });
  std::vector<double> fresh, kept;
  // Moves the focus through a page once; each next key cuts off what is being said, unless it is heard to its end.
  const auto walk = [&](std::vector<double>* new_ones, std::vector<double>* others, bool to_the_end) {
    for (std::size_t left = ui::focus_stops(shell.page()).size(); left > 0; --left) {
      voice.forget();
      const double begun = now_ms();
      shell.handle(devices::KeypadEvent(devices::KeyPressed{devices::Key::Down}));
      const double started = voice.wait();
      if (started == 0) return false;
      if (auto* times = new_sentence ? new_ones : others; times != nullptr) times->push_back(started - begun);
      if (to_the_end)
        voice.wait_for_end();
      else
        rest_ms(kListenMs);
      executor.run_pending();
    }
    return true;
  };
  // The first key brings the focus on the page, and the voice into being.
  shell.handle(devices::KeypadEvent(devices::KeyPressed{devices::Key::Down}));
  bool good = voice.wait() > 0;
  for (const char* language : {"zh-CN", "en"}) {
    if (shell.state().language.tag() != language) shell.handle(ui::ActionPressed{"tool:language"});
    good = good && walk(&fresh, nullptr, false);
    for (const char* service : {"service:complaint", "service:progress"}) {
      shell.handle(ui::ActionPressed{service});
      good = good && walk(&fresh, nullptr, false);
      shell.handle(ui::ActionPressed{"home"});
    }
  }
  shell.handle(ui::ActionPressed{"tool:language"});
  good = good && walk(nullptr, nullptr, true);
  for (int round = 0; round < rounds; ++round) good = good && walk(nullptr, &kept, false);
  if (!good) {
    std::fprintf(stderr, "the voice says nothing\n");
    return false;
  }
  std::fprintf(stderr, "voice: %zu new sentences, slowest %.1f ms; %zu heard before, slowest %.1f ms\n", fresh.size(),
               percentile(fresh, 1), kept.size(), percentile(kept, 1));
  print(at_most("focus to first sound, new sentence, median", median(fresh), "ms", kGoalMs));
  print(at_most("focus to first sound, new sentence, p95", percentile(fresh, 0.95), "ms", kGoalMs));
  print(at_most("focus to first sound, said before, median", median(kept), "ms", kGoalMs));
  print(at_most("focus to first sound, said before, p95", percentile(kept, 0.95), "ms", kGoalMs));
  return !fresh.empty() && !kept.empty();
}

}  // namespace bianmin::tests
