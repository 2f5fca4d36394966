// bench_terminal: measures the whole terminal in its window, beside Chromium. JSON lines on standard output.
#include <cstdio>
#include <filesystem>

#include <CLI/CLI.hpp>

#include "base/log.hpp"
#include "kiosk/shell/share.hpp"
#include "tests/bench/terminal/measures.hpp"
#include "tests/support/temporary_directory.hpp"

int main(int argc, char** argv) {
  using namespace bianmin;
  CLI::App app{"Measures the whole terminal in its window, beside Chromium (tests/bench/README.md)"};
  std::string what = "all", card, journeys, programs = kiosk::program_folder().string();
  bool quick = false;
  app.add_option("--only", what)
      ->check(CLI::IsMember({"all", "start", "touch", "card", "voice", "memory"}))
      ->capture_default_str();
  app.add_option("--card", card, "the card that is put on the reader")->required()->check(CLI::ExistingFile);
  app.add_option("--journeys", journeys, "folder of the journeys")->required()->check(CLI::ExistingDirectory);
  app.add_option("--programs", programs, "where the terminal's programs are")->capture_default_str();
  app.add_flag("--quick", quick, "few rounds: to see that it works");
  CLI11_PARSE(app, argc, argv);
  base::set_log_level(base::LogLevel::Error);
  const tests::TemporaryDirectory folder;
  bool good = true;
  const auto wanted = [&](const char* name) { return what == "all" || what == name; };
  if (wanted("voice")) good = tests::measure_voice(kiosk::default_share(), folder.path(), quick ? 1 : 3) && good;
  if (wanted("memory")) good = tests::measure_memory(programs, journeys) && good;
  if (!wanted("start") && !wanted("touch") && !wanted("card")) return good ? 0 : 1;
  auto scene = tests::Scene::open(programs, folder.path());
  if (!scene) {
    std::fprintf(stderr, "bench_terminal: %s\n", scene.error().detail.c_str());
    return 1;
  }
  if (wanted("start")) good = tests::measure_starts(**scene, quick ? 2 : 7, quick ? 2 : 10) && good;
  if (wanted("touch")) good = tests::measure_touches(**scene, quick ? 20 : 100) && good;
  if (wanted("card")) good = tests::measure_card(**scene, card, quick ? 3 : 20) && good;
  return good ? 0 : 1;
}
