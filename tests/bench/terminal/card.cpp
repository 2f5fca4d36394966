// From a card on the reader to its holder's name on the screen.
#include <cstdio>
#include <fstream>
#include <sstream>

#include "tests/bench/support/terminal_page.hpp"
#include "tests/bench/terminal/figures.hpp"
#include "tests/bench/terminal/measures.hpp"
#include "tests/bench/terminal/timed_card.hpp"

namespace bianmin::tests {
namespace {

constexpr std::uint16_t kSystemVpcdPort = 35963;
constexpr double kPatienceMs = 10'000, kSettledMs = 700;
constexpr double kGoalMs = 60;
constexpr const char* kService = "service:social-proof";
constexpr const char* kIdentify = "social-proof/identify";
constexpr const char* kReview = "social-proof/review";

// Where the virtual reader listens, from the configuration the stack wrote for its pcscd.
std::uint16_t vpcd_port(const std::filesystem::path& stack) {
  const char* socket = std::getenv("PCSCLITE_CSOCK_NAME");
  if (socket == nullptr || !std::string_view(socket).starts_with(stack.string())) return kSystemVpcdPort;
  std::ifstream in(stack / "pcscd-conf" / "virtual");
  for (std::string word; in >> word;)
    if (word == "CHANNELID" && in >> word) return static_cast<std::uint16_t>(std::stoul(word, nullptr, 16));
  return kSystemVpcdPort;
}

template <class Condition>
bool eventually(Condition condition) {
  for (const double until = now_ms() + kPatienceMs; !condition(); rest_ms(0.3))
    if (now_ms() > until) return false;
  return true;
}

struct Seen {
  std::vector<double> total, from_first, reading, after_card, noticed_to_power, card;
};

}  // namespace

bool measure_card(Scene& scene, const std::filesystem::path& card_file, int rounds) {
  const auto file = devices::load_card_file(card_file);
  if (!file) return false;
  const std::uint16_t port = vpcd_port(scene.stack().folder());
  Subject& ours = scene.ours();
  ours.start();
  if (!eventually([&] { return ask_page(scene.control()).link_up; })) return false;
  XScreen& screen = *ours.screen;
  const Area strip{screen.whole().width / 16, 200, screen.whole().width * 7 / 8, 900};
  Picture review;
  Seen seen;
  for (int round = 0; round <= rounds; ++round) {
    if (!scene.go(kService, kIdentify)) return false;
    rest_ms(kSettledMs);
    auto card = devices::VirtualCard::create(*file);
    if (!card) return false;
    TimedCard inserted(std::move(*card), port);
    if (!inserted.connected()) {
      std::fprintf(stderr, "the virtual reader does not listen on port %d\n", port);
      return false;
    }
    double shown = 0;
    const TimedCard::Times& times = inserted.times();
    if (round == 0) {  // learns what the page looks like
      if (!eventually([&] { return ask_page(scene.control()).id == kReview; })) return false;
      rest_ms(kSettledMs);
      review = screen.look(strip);
    } else {
      if (!eventually([&] {
            if (times.noticed == 0) return false;
            const bool there = screen.look(strip) == review;
            shown = now_ms();
            return there;
          })) {
        std::fprintf(stderr, "round %d: the page with the name never came\n", round);
        return false;
      }
      seen.total.push_back(shown - times.noticed - times.card_ms);
      seen.from_first.push_back(shown - times.first - times.card_ms);
      seen.noticed_to_power.push_back(times.first - times.noticed);
      seen.reading.push_back(times.last - times.first);
      seen.after_card.push_back(shown - times.last);
      seen.card.push_back(times.card_ms);
    }
    rest_ms(300);
    if (!scene.go(kBack, "home")) {
      // A question whether to leave stands before the way home.
      std::fprintf(stderr, "no way home from %s\n", ask_page(scene.control()).id.c_str());
      return false;
    }
  }
  ours.stop();
  std::fprintf(stderr,
               "card: reader notices → first command %.1f ms; first command → last answer %.1f ms (the card itself "
               "%.2f ms); last answer → "
               "pixels %.1f ms (platform's answer included); first command → pixels %.1f ms\n",
               median(seen.noticed_to_power), median(seen.reading), median(seen.card), median(seen.after_card),
               median(seen.from_first));
  print(at_most("card noticed to greeting, above its own time, median", median(seen.total), "ms", kGoalMs));
  print(at_most("card noticed to greeting, above its own time, p95", percentile(seen.total, 0.95), "ms", kGoalMs));
  return true;
}

}  // namespace bianmin::tests
