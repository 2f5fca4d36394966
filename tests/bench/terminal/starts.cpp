// From the program's start to the whole home page on the screen; memory and processor on that page.
#include <algorithm>
#include <cstdio>

#include "tests/bench/support/processes.hpp"
#include "tests/bench/terminal/figures.hpp"
#include "tests/bench/terminal/measures.hpp"

namespace bianmin::tests {
namespace {

constexpr double kGreetingMs = 20'000;  // the home page is spoken once after the start; then nothing goes on
constexpr double kLookFor = 3000, kLookEvery = 250;  // how long memory is watched on the page

struct Seen {
  std::vector<double> start_ms, memory_mib, idle_percent;
  std::size_t processes = 0;
};

bool one_round(Subject& subject, Seen& seen, int idle_seconds) {
  const double begun = now_ms();
  subject.start();
  const double whole = subject.wait_until_whole();
  if (whole == 0) {
    std::fprintf(stderr, "%s never showed the whole page\n", subject.name.c_str());
    subject.stop();
    return false;
  }
  seen.start_ms.push_back(whole - begun);
  const pid_t head = find_process({subject.command.back()});
  double most = 0;
  for (const double until = now_ms() + kLookFor; now_ms() < until; rest_ms(kLookEvery))
    most = std::max(most, memory_mib(family(head)));
  seen.memory_mib.push_back(most);
  const auto members = family(head);
  seen.processes = members.size();
  if (idle_seconds > 0) {
    rest_ms(kGreetingMs);
    const double before = processor_ms(members);
    rest_ms(1000.0 * idle_seconds);
    seen.idle_percent.push_back((processor_ms(members) - before) / (10.0 * idle_seconds));
  }
  subject.stop();
  return true;
}

void tell(const Subject& subject, const Seen& seen) {
  std::fprintf(stderr,
               "%-24s start median %.0f (fastest %.0f, slowest %.0f) ms; %zu processes, %.0f MiB; idle %.2f %%\n",
               subject.name.c_str(), median(seen.start_ms), percentile(seen.start_ms, 0), percentile(seen.start_ms, 1),
               seen.processes, median(seen.memory_mib), median(seen.idle_percent));
}

}  // namespace

bool measure_starts(Scene& scene, int rounds, int idle_seconds) {
  std::vector<Subject*> subjects{&scene.ours()};
  for (auto& peer : scene.peers()) subjects.push_back(&peer);
  for (Subject* subject : subjects) {
    const bool learnt = subject->learn();
    subject->stop();
    if (!learnt) {
      std::fprintf(stderr, "%s never came to rest with all its tiles\n", subject->name.c_str());
      return false;
    }
  }
  std::vector<Seen> seen(subjects.size());
  for (int round = 0; round < rounds; ++round)
    for (std::size_t i = 0; i < subjects.size(); ++i)
      if (!one_round(*subjects[i], seen[i], round < 2 ? idle_seconds : 0)) return false;
  for (std::size_t i = 0; i < subjects.size(); ++i) tell(*subjects[i], seen[i]);
  for (std::size_t i = 1; i < subjects.size(); ++i)
    print(less_than_peer("start to whole home page", median(seen[0].start_ms), median(seen[i].start_ms),
                         subjects[i]->name, "ms", 5));
  for (std::size_t i = 1; i < subjects.size(); ++i)
    print(less_than_peer("peak memory on the home page", median(seen[0].memory_mib), median(seen[i].memory_mib),
                         subjects[i]->name, "MiB", 6));
  if (idle_seconds > 0)
    print(less_than_peer("processor when idle", median(seen[0].idle_percent), median(seen[1].idle_percent),
                         subjects[1]->name, "%", 1));
  return true;
}

}  // namespace bianmin::tests
