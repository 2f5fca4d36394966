// bianmin-journey: plays journeys, headless on the core, blind, or in the real window.
#include <cstdlib>
#include <iostream>

#include <unistd.h>

#include <CLI/CLI.hpp>

#include "base/file.hpp"
#include "base/log.hpp"
#include "kiosk/journey/headless_stage.hpp"
#include "kiosk/journey/player.hpp"
#include "kiosk/journey/window_stage.hpp"
#include "kiosk/shell/share.hpp"

namespace {

using namespace bianmin;
namespace fs = std::filesystem;

struct Options {
  std::vector<std::string> files;
  bool window = false, blind = false, keep = false, renew = false;
  std::string programs, share, out, transcript, golden, size = "1080x1920";
  std::vector<std::string> residents, services;
  int patience = 15;
};

// A folder that goes away with the program unless it is wanted.
struct Folder {
  fs::path path;
  bool keep = false;
  ~Folder() {
    std::error_code ignored;
    if (!keep) fs::remove_all(path, ignored);
  }
};

bool plays(const kiosk::Journey& journey, const std::string& mode) {
  return journey.modes.empty() || std::find(journey.modes.begin(), journey.modes.end(), mode) != journey.modes.end();
}

int fail(const base::Failure& why) {
  std::cerr << base::to_string(why.code) << ": " << why.detail << "\n";
  return 2;
}

constexpr int kMostPlays = 4;  // until a golden transcript is the same

class Runner {
 public:
  Runner(const Options& options, Folder& folder) : options_(options), folder_(folder) {}

  int run() {
    const std::string mode = options_.window ? "window" : options_.blind ? "blind" : "headless";
    for (const auto& file : options_.files) {
      auto journey = kiosk::load_journey(file);
      if (!journey) return fail(journey.error());
      const std::string name = fs::path(file).stem().string();
      if (!plays(*journey, mode)) {
        std::cout << "skip  " << name << "  (not played " << mode << ")\n";
        ++skipped_;
        continue;
      }
      heard_ = {};
      // A golden transcript is that of a first visit, whatever was played before it.
      if (!options_.golden.empty()) platform_.reset();
      auto result = options_.window ? play_in_window(*journey) : play_headless(*journey, name);
      if (!result) return fail(result.error());
      if (result->passed && !options_.golden.empty()) {
        auto same = compare(name, *journey);
        // The platform's own messages race with the resident: one that came a moment later than usual is no difference.
        for (int again = 0; !same && again < kMostPlays - 1; ++again) {
          heard_ = {};
          platform_.reset();
          result = play_headless(*journey, name);
          if (!result) return fail(result.error());
          if (!result->passed) break;
          same = compare(name, *journey);
        }
        if (!same && result->passed) {
          result->passed = false;
          result->failure = same.error().detail;
        }
      }
      std::cout << (result->passed ? "ok    " : "FAIL  ") << name << "  " << journey->title << "  (" << result->steps
                << " steps)\n";
      if (!result->passed) std::cout << "      " << result->failure << "\n";
      ++(result->passed ? passed_ : failed_);
      if (auto kept = keep_transcript(name, *journey); !kept) return fail(kept.error());
    }
    std::cout << passed_ << " passed, " << failed_ << " failed, " << skipped_ << " skipped\n";
    return failed_ == 0 ? 0 : 1;
  }

 private:
  base::Result<kiosk::PlayResult> play_headless(const kiosk::Journey& journey, const std::string& name) {
    if (!platform_ || payment_expiry_ != journey.payment_expiry) {
      payment_expiry_ = journey.payment_expiry;
      platform_.reset();
      world_ = folder_.path / std::to_string(++platforms_);
      auto platform =
          kiosk::PlatformProcess::start(fs::path(options_.programs) / "bianmin-platform", world_, payment_expiry_);
      if (!platform) return tl::unexpected(platform.error());
      platform_ = std::move(*platform);
      for (const auto& resident : options_.residents)
        if (auto ok = platform_->import_resident(resident); !ok) return tl::unexpected(ok.error());
    }
    // One terminal for all journeys, as in life: its case numbers go on counting.
    kiosk::HeadlessStage::Options options{.folder = world_ / "terminal",
                                          .papers = folder_.path / ("papers-" + name),
                                          .share = options_.share,
                                          .services = {}};
    for (const auto& service : options_.services) options.services.emplace_back(service);
    auto stage = kiosk::HeadlessStage::open(std::move(options), *platform_, journey);
    if (!stage) return tl::unexpected(stage.error());
    if (options_.blind) (*stage)->plug_headphones(true);
    auto result =
        kiosk::Player(**stage, options_.blind, base::Milliseconds(1000 * options_.patience), {.transcript = &heard_})
            .play(journey);
    heard_.end((*stage)->spoken());
    return result;
  }

  base::Result<kiosk::PlayResult> play_in_window(const kiosk::Journey& journey) {
    kiosk::Stack::Options options{.programs = options_.programs, .folder = folder_.path / std::to_string(++stacks_)};
    options.payment_expiry = journey.payment_expiry;
    options.languages = journey.offered();
    if (std::sscanf(options_.size.c_str(), "%dx%d", &options.width, &options.height) != 2)
      return base::fail(base::FailureCode::InputInvalid, "--size must be like 1080x1920");
    for (const auto& resident : options_.residents) options.residents.emplace_back(resident);
    for (const auto& service : options_.services) options.services.emplace_back(service);
    auto stack = kiosk::Stack::start(std::move(options));
    if (!stack) return tl::unexpected(stack.error());
    kiosk::WindowStage stage(**stack, journey, options_.out);
    auto result =
        kiosk::Player(stage, options_.blind, base::Milliseconds(1000 * options_.patience), {.transcript = &heard_})
            .play(journey);
    heard_.end(stage.spoken());
    if (!result.passed && !options_.out.empty()) stage.picture("failed");
    return result;
  }

  base::Result<void> compare(const std::string& name, const kiosk::Journey& journey) const {
    return kiosk::compare_transcript(fs::path(options_.golden) / (name + ".txt"), heard_.text(journey), options_.renew);
  }

  base::Result<void> keep_transcript(const std::string& name, const kiosk::Journey& journey) {
    if (options_.transcript.empty()) return {};
    const std::string text = heard_.text(journey);
    if (options_.transcript == "-") {
      std::cout << text;
      return {};
    }
    const fs::path place = options_.transcript;
    return base::write_file_durably(fs::is_directory(place) ? place / (name + ".txt") : place, text, 0644);
  }

  const Options& options_;
  Folder& folder_;
  std::unique_ptr<kiosk::PlatformProcess> platform_;
  kiosk::Transcript heard_;  // of the last journey
  fs::path world_;           // the platform's folder and its terminal's
  int payment_expiry_ = 0, platforms_ = 0;
  int passed_ = 0, failed_ = 0, skipped_ = 0, stacks_ = 0;
};

}  // namespace

int main(int argc, char** argv) {
  Options options;
  options.programs = kiosk::program_folder().string();
  options.share = kiosk::default_share().string();
  CLI::App app{
      "Plays journeys (tests/journeys/README.md). Exit status: 0 all passed, 1 one failed, 2 could not be played"};
  app.add_option("journeys", options.files, "journey files")->required()->check(CLI::ExistingFile);
  app.add_flag("--window", options.window, "in the real window, with real clicks and devices");
  app.add_flag("--blind", options.blind, "with the keypad and the ear only");
  app.add_option("--resident", options.residents, "a further resident's record for the platform")
      ->check(CLI::ExistingFile);
  app.add_option("--service", options.services, "a further service document")->check(CLI::ExistingFile);
  app.add_option("--out", options.out, "with --window: where pictures go");
  app.add_option("--size", options.size, "of the window")->capture_default_str();
  app.add_option("--transcript", options.transcript,
                 "write what is heard and pressed: a file, a folder, - for standard output");
  app.add_option("--golden", options.golden, "with --blind: compare the transcript with the one in this folder");
  app.add_flag("--renew", options.renew, "with --golden: write it anew instead");
  app.add_flag("--keep", options.keep, "leave the working folder behind");
  app.add_option("--patience", options.patience, "seconds to wait for an expectation")->capture_default_str();
  app.add_option("--programs", options.programs, "where bianmin-platform and the other programs are");
  app.add_option("--share", options.share, "the product's data");
  CLI11_PARSE(app, argc, argv);
  base::set_log_level(base::LogLevel::Error);
  std::string pattern = (fs::temp_directory_path() / "bianmin-journey-XXXXXX").string();
  if (::mkdtemp(pattern.data()) == nullptr) return 2;
  Folder folder{pattern, options.keep};
  if (options.keep) std::cout << "working folder: " << pattern << "\n";
  if (!options.out.empty()) fs::create_directories(options.out);
  return Runner(options, folder).run();
}
