#include "kiosk/dock/visit.hpp"

#include <chrono>
#include <fstream>
#include <iostream>
#include <system_error>
#include <thread>

#include <unistd.h>

#include "kiosk/dock/papers.hpp"
#include "kiosk/dock/private_folder.hpp"
#include "kiosk/dock/stop_signal.hpp"
#include "kiosk/dock/summary.hpp"
#include "kiosk/journey/window_stage.hpp"

namespace bianmin::dock {
namespace {

namespace fs = std::filesystem;
using Steady = std::chrono::steady_clock;

constexpr base::Milliseconds kPatience{20'000};  // for an expectation
constexpr base::Milliseconds kSilence{700};      // nothing new for so long: the voice has finished
constexpr int kStopped = 130;                    // as a shell reports Ctrl-C

base::Milliseconds since(Steady::time_point begin) {
  return std::chrono::duration_cast<base::Milliseconds>(Steady::now() - begin);
}

std::uintmax_t size_of(const fs::path& file) {
  std::error_code error;
  const auto size = fs::file_size(file, error);
  return error ? 0 : size;
}

// The speech file grows while the voice speaks.
void let_voice_speak(const fs::path& speech, base::Milliseconds most) {
  const auto began = Steady::now();
  auto changed = began;
  for (auto size = size_of(speech); since(changed) < kSilence && since(began) < most && !stop_asked();) {
    std::this_thread::sleep_for(base::Milliseconds(40));
    if (const auto now = size_of(speech); now != size) {
      size = now;
      changed = Steady::now();
    }
  }
}

class Play {
 public:
  Play(const Options& options, kiosk::Stack& stack, const kiosk::Journey& journey)
      : options_(options), journey_(journey), stage_(stack, journey, options.out), speech_(stack.speech()) {}

  Visit run(kiosk::PlatformProcess& platform) {
    visit_.title = journey_.title;
    const auto began = Steady::now();
    visit_.result =
        kiosk::Player(
            stage_, false, kPatience,
            {.before_picture = [this] { let_voice_speak(speech_, base::Milliseconds(1000 * options_.listen)); },
             .after_step = [this](const kiosk::StepReport& step) { note(step); },
             .stopped = stop_asked})
            .play(journey_);
    visit_.playing = since(began);
    if (!visit_.result.passed && !stop_asked()) stage_.picture("failed");
    visit_.spoken = stage_.spoken();
    visit_.cases = platform.cases();
    return std::move(visit_);
  }

 private:
  void note(const kiosk::StepReport& report) {
    StepRecord step{report.number,
                    std::string(kiosk::kind_of(report.step.action)),
                    report.step.note,
                    report.page,
                    {},
                    report.failure,
                    report.took};
    if (report.step.picture && report.failure.empty()) {
      char number[16];
      std::snprintf(number, sizeof number, "%02d-", ++pictures_);
      step.picture = number + report.step.note + ".png";
      std::cout << "  " << step.picture << std::endl;
    }
    if (visit_.pages.empty() || visit_.pages.back() != report.page) visit_.pages.push_back(report.page);
    visit_.steps.push_back(std::move(step));
  }

  const Options& options_;
  const kiosk::Journey& journey_;
  kiosk::WindowStage stage_;
  const fs::path speech_;
  Visit visit_;
  int pictures_ = 0;
};

void keep(const fs::path& from, const fs::path& to) {
  std::error_code ignored;
  if (fs::exists(from, ignored)) fs::copy_file(from, to, fs::copy_options::overwrite_existing, ignored);
}

int fail(const base::Failure& why) {
  std::cerr << "bianmin-demo: " << base::to_string(why.code) << ": " << with_log(why.detail) << "\n";
  return 2;
}

}  // namespace

int play_visit(const Options& options) {
  auto journey = kiosk::load_journey(options.journey);
  if (!journey) {
    std::cerr << "bianmin-demo: " << journey.error().detail << "\n";
    return 2;
  }
  journey->language = options.language;
  journey->elder = options.elder;
  std::error_code error;
  fs::create_directories(options.out, error);
  if (!error && ::access(options.out.c_str(), W_OK) != 0) error.assign(errno, std::generic_category());
  auto folder = PrivateFolder::make();
  if (error || !folder) {
    std::cerr << "bianmin-demo: " << (error ? options.out.string() + ": " + error.message() : folder.error().detail)
              << "\n";
    return 2;
  }
  std::cout << "Starting platform, card reader, printers and terminal…" << std::endl;
  const auto began = Steady::now();
  auto stack = kiosk::Stack::start({.programs = options.programs,
                                    .folder = folder->path(),
                                    .width = options.width,
                                    .height = options.height,
                                    .clock = {},
                                    .own_display = true,
                                    .sound = options.sound,
                                    .residents = options.residents,
                                    .services = options.services});
  if (stop_asked()) return kStopped;
  if (!stack) return fail(stack.error());
  const auto starting = since(began);

  std::cout << journey->title << "\n";
  Visit visit = Play(options, **stack, *journey).run((*stack)->platform());
  visit.starting = starting;
  const auto sheets = (*stack)->printed();
  const auto speech = (*stack)->speech(), events = (*stack)->event_log();
  stack->reset();  // what it writes is complete now
  if (stop_asked()) return kStopped;

  const auto papers = keep_papers(sheets, options.out);
  keep(speech, options.out / "speech.wav");
  keep(events, options.out / "events.jsonl");
  if (!visit.result.passed) keep(folder->path() / "kiosk.log", options.out / "kiosk.log");
  std::ofstream transcript(options.out / "transcript.txt");
  for (const auto& text : visit.spoken) transcript << text << "\n";
  const double seconds = wav_seconds(speech);
  std::ofstream(options.out / "summary.json") << summary_json(options, visit, papers, seconds);
  std::cout << summary_text(options, visit, papers, seconds);
  return visit.result.passed ? 0 : 1;
}

}  // namespace bianmin::dock
