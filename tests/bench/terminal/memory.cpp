// The shell's memory while residents write by hand, file a complaint and are given certificates and slips: journeys in
// the window, looked at from outside.
#include <algorithm>
#include <chrono>
#include <cstdio>
#include <future>

#include "kiosk/journey/subprocess.hpp"
#include "tests/bench/support/processes.hpp"
#include "tests/bench/terminal/figures.hpp"
#include "tests/bench/terminal/measures.hpp"

namespace bianmin::tests {
namespace {

namespace fs = std::filesystem;

constexpr std::chrono::milliseconds kLookEvery{50};
constexpr double kMost = 150;  // MiB, performance.md and issue 3: with handwriting and pinyin loaded

// The most that the shell and its children held at once; 0 when the journey failed.
double peak_of(const fs::path& programs, const fs::path& journey) {
  auto player = std::async(std::launch::async, [&] {
    return kiosk::capture(
        {(programs / "bianmin-journey").string(), "--programs", programs.string(), "--window", journey.string()});
  });
  const std::string shell = (programs / "bianmin-kiosk").string();
  double most = 0;
  while (player.wait_for(kLookEvery) != std::future_status::ready)
    if (const pid_t head = find_process({shell, "--control"}); head > 0)
      most = std::max(most, memory_mib(family(head)));
  return player.get().status == 0 ? most : 0;
}

}  // namespace

bool measure_memory(const fs::path& programs, const fs::path& journeys) {
  struct Visit {
    const char *journey, *row;
  };
  bool good = true;
  for (const Visit& visit : {Visit{"complaint", "peak memory, a complaint by hand and its slip"},
                             Visit{"medical-proof", "peak memory, a certificate is made"}}) {
    const double most = peak_of(programs, journeys / (std::string(visit.journey) + ".json"));
    if (most == 0) {
      std::fprintf(stderr, "the journey %s did not pass\n", visit.journey);
      good = false;
      continue;
    }
    print(at_most(visit.row, most, "MiB", kMost));
  }
  return good;
}

}  // namespace bianmin::tests
