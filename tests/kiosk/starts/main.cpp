// bench_starts: starts the terminal many times and says how often the whole home page was on the screen, and when.
#include <algorithm>
#include <cstdio>
#include <filesystem>

#include <CLI/CLI.hpp>

#include "base/log.hpp"
#include "kiosk/shell/share.hpp"
#include "tests/bench/support/processes.hpp"
#include "tests/kiosk/starts/start_trial.hpp"
#include "tests/support/temporary_directory.hpp"

namespace {

using namespace bianmin;
using tests::StartTrial;
namespace fs = std::filesystem;

// 0: all whole, 1: one was not, 2: could not be tried.
int try_starts(StartTrial::Where where, const char* name, int count, const fs::path& programs) {
  if (const std::string why = StartTrial::unavailable(where, programs); !why.empty()) {
    std::printf("%-5s can't be tried: %s\n", name, why.c_str());
    return 2;
  }
  const tests::TemporaryDirectory folder;
  auto trial = StartTrial::open(where, programs, folder.path());
  if (!trial) {
    std::printf("%-5s can't be tried: %s\n", name, trial.error().detail.c_str());
    return 2;
  }
  std::vector<double> times;
  int whole = 0;
  for (int i = 1; i <= count; ++i) {
    const auto outcome = (*trial)->start_once();
    if (outcome.whole) {
      ++whole;
      if (i > 1) times.push_back(outcome.ms);  // the first one learns the picture
    } else {
      std::printf("%-5s start %d: %s\n", name, i, outcome.missing.c_str());
    }
    std::fflush(stdout);
  }
  std::sort(times.begin(), times.end());
  std::printf("%-5s %d of %d starts whole", name, whole, count);
  if (!times.empty())
    std::printf("; start to whole page: median %.0f ms, slowest %.0f ms (load %.1f)", times[times.size() / 2],
                times.back(), tests::load());
  std::printf("\n");
  return whole == count ? 0 : 1;
}

}  // namespace

int main(int argc, char** argv) {
  CLI::App app{
      "Starts the terminal many times and looks at the pixels. Exit status: 0 the home page was whole each time, 1 "
      "once it was not, 2 could not be tried"};
  int count = 100;
  std::string where = "both", programs = kiosk::program_folder().string();
  app.add_option("--count", count, "starts on each display")->capture_default_str()->check(CLI::Range(1, 100'000));
  app.add_option("--where", where, "x, cage or both")
      ->capture_default_str()
      ->check(CLI::IsMember({"x", "cage", "both"}));
  app.add_option("--programs", programs, "where bianmin-kiosk and bianmin-platform are");
  CLI11_PARSE(app, argc, argv);
  base::set_log_level(base::LogLevel::Error);
  int worst = 0;
  if (where != "cage") worst = try_starts(StartTrial::Where::X, "Xvfb", count, programs);
  if (where != "x") worst = std::max(worst, try_starts(StartTrial::Where::Cage, "cage", count, programs));
  return worst;
}
