// The next resident must never see the last one's data: not even in the memory of the real program.
#include <boost/json.hpp>

#include <fcntl.h>
#include <unistd.h>
#include <cstdio>

#include "kiosk/journey/player.hpp"
#include "kiosk/journey/stack.hpp"
#include "kiosk/journey/window_stage.hpp"
#include "kiosk/shell/control.hpp"
#include "tests/kiosk/shell/terminal.hpp"

using namespace bianmin;
using namespace bianmin::tests;

namespace {

// How often the text stands in the writable memory of a process.
std::size_t occurrences(pid_t pid, const std::string& text) {
  std::ifstream maps("/proc/" + std::to_string(pid) + "/maps");
  const int memory = ::open(("/proc/" + std::to_string(pid) + "/mem").c_str(), O_RDONLY | O_CLOEXEC);
  BOOST_REQUIRE_MESSAGE(memory >= 0, "the program's memory can't be read");
  std::size_t found = 0;
  for (std::string line; std::getline(maps, line);) {
    unsigned long long from{}, to{};
    char rights[8]{};
    if (std::sscanf(line.c_str(), "%llx-%llx %7s", &from, &to, rights) != 3 || rights[0] != 'r' || rights[1] != 'w')
      continue;
    std::string bytes(to - from, '\0');
    const ssize_t got = ::pread(memory, bytes.data(), bytes.size(), static_cast<off_t>(from));
    if (got <= 0) continue;
    bytes.resize(static_cast<std::size_t>(got));
    for (auto at = bytes.find(text); at != std::string::npos; at = bytes.find(text, at + 1)) ++found;
  }
  ::close(memory);
  return found;
}

}  // namespace

BOOST_AUTO_TEST_SUITE(wipe_tests)

BOOST_AUTO_TEST_CASE(nothing_of_a_resident_is_left_in_the_program_after_the_visit) {
  TemporaryDirectory folder;
  auto stack = kiosk::Stack::start(
      {.programs = kPrograms, .folder = folder.path() / "stack", .width = 1080, .height = 1920, .own_display = true});
  BOOST_REQUIRE_MESSAGE(stack.has_value(), why(stack));
  const auto card = kSource / "devices/card/cards/wang-xiulan.json";
  const std::string name = "王秀兰", number = "371524194803120067";
  kiosk::Journey journey{.title = "visit", .clock = base::SystemClock().now()};
  kiosk::WindowStage stage(**stack, journey, {});
  kiosk::Player player(stage, false, base::Milliseconds(20'000));

  journey.steps = {{kiosk::Press{"service:social-proof"}},
                   {kiosk::PutCard{card}},
                   {kiosk::Expect{.page = "social-proof/review", .shows = {name}}}};
  auto played = player.play(journey);
  BOOST_REQUIRE_MESSAGE(played.passed, played.failure);
  // The search finds what is there.
  BOOST_TEST(occurrences((*stack)->kiosk_pid(), name) > 0U);
  BOOST_TEST(occurrences((*stack)->kiosk_pid(), number) > 0U);

  journey.steps = {{kiosk::Press{"next"}},
                   {kiosk::Expect{.page = "social-proof/done", .printed_on = "a4"}},
                   {kiosk::TakeCard{}},
                   {kiosk::Press{"home"}},
                   {kiosk::Expect{.page = "home", .hides = {name}}}};
  played = player.play(journey);
  BOOST_REQUIRE_MESSAGE(played.passed, played.failure);
  stage.pass_time(base::Milliseconds(2000));
  BOOST_REQUIRE(kiosk::ask_control((*stack)->control(), R"({"do":"forget"})").has_value());
  std::size_t left = 1;
  for (int i = 0; i < 50 && left > 0; ++i) {  // devices' threads let go of their copies within moments
    stage.breathe();
    left = occurrences((*stack)->kiosk_pid(), name) + occurrences((*stack)->kiosk_pid(), number);
  }
  BOOST_TEST(left == 0U);

  // Nor on its disk: outbox, print journal, content, log.
  for (const auto& entry : std::filesystem::recursive_directory_iterator((*stack)->folder() / "terminal"))
    if (entry.is_regular_file()) {
      const std::string content = read(entry.path());
      BOOST_TEST(content.find(name) == std::string::npos, entry.path().string());
      BOOST_TEST(content.find(number) == std::string::npos, entry.path().string());
    }
  for (const char* log : {"kiosk.log", "events.jsonl"}) {
    const std::string content = read((*stack)->folder() / log);
    BOOST_TEST(content.find(name) == std::string::npos, log);
    BOOST_TEST(content.find(number) == std::string::npos, log);
  }
}

BOOST_AUTO_TEST_SUITE_END()
