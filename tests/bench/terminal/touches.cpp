// From a click to the next page's pixels.
#include <cstdio>

#include "tests/bench/support/terminal_page.hpp"
#include "tests/bench/terminal/figures.hpp"
#include "tests/bench/terminal/measures.hpp"

namespace bianmin::tests {
namespace {

constexpr int kStripWidth = 8, kHeader = 190;  // the strip begins below clock and tools
constexpr int kBlock = 10;                     // clicks of one program before the other's turn
constexpr double kPauseMs = 700;               // longer than a trembling hand's second touch is ignored
constexpr double kPatienceMs = 3000;

// A strip from the top of the page to its bottom, at the place where the two pages differ in most rows.
struct Strip {
  Area area;
  Picture before, after;
  std::vector<std::size_t> differing;  // pixels
};

Picture cut(const Picture& whole, const Area& area) {
  Picture part{area.width, area.height, {}};
  for (int y = area.y; y < area.y + area.height; ++y)
    for (int x = area.x; x < area.x + area.width; ++x) part.pixels.push_back(whole.at(x, y));
  return part;
}

Strip best_strip(const Picture& before, const Picture& after) {
  Strip best;
  int most = -1;
  for (int x = 0; x + kStripWidth <= before.width; x += kStripWidth) {
    int rows = 0;
    for (int y = kHeader; y < before.height; ++y) {
      bool differs = false;
      for (int i = 0; i < kStripWidth; ++i) differs = differs || before.at(x + i, y) != after.at(x + i, y);
      rows += differs;
    }
    if (rows <= most) continue;
    most = rows;
    best.area = {x, kHeader, kStripWidth, before.height - kHeader};
  }
  best.before = cut(before, best.area);
  best.after = cut(after, best.area);
  for (std::size_t i = 0; i < best.before.pixels.size(); ++i)
    if (best.before.pixels[i] != best.after.pixels[i]) best.differing.push_back(i);
  return best;
}

struct Times {
  std::vector<double> first, last;
};

Area middle_of(const TerminalPage& page, const char* target) {
  const Area& area = page.target(target)->area;
  return {area.x + area.width / 2, area.y + area.height / 2, 0, 0};
}

// One click; false when the page never came.
bool touch(XScreen& screen, const Area& at, const Strip& strip, Times& times) {
  const double begun = now_ms();
  screen.click(at.x, at.y);
  double first = 0;
  for (;;) {
    const Picture seen = screen.look(strip.area);
    const double now = now_ms();
    // A button that shows it is pressed is not yet the page: a pixel counts that is as on the new page.
    std::size_t arrived = 0;
    for (const std::size_t i : strip.differing) arrived += seen.pixels[i] == strip.after.pixels[i];
    if (first == 0 && arrived > 0) first = now;
    if (arrived == strip.differing.size()) {
      times.first.push_back(first - begun);
      times.last.push_back(now - begun);
      return true;
    }
    if (now - begun > kPatienceMs) return false;
    rest_ms(0.2);
  }
}

Picture settled(XScreen& screen) {
  Picture last = screen.look();
  for (double since = now_ms(); now_ms() - since < 600; rest_ms(20)) {
    Picture seen = screen.look();
    if (seen == last) continue;
    last = std::move(seen);
    since = now_ms();
  }
  return last;
}

struct Player {
  Subject* subject;
  Strip there, back;
  Times times;
};

bool prepare(Player& player, const Area& tile, const Area& home) {
  XScreen& screen = *player.subject->screen;
  if (player.subject->first.empty() && !player.subject->learn()) return false;
  if (!player.subject->process.running()) {
    player.subject->start();
    if (player.subject->wait_until_whole() == 0) return false;
  }
  const Picture first = settled(screen);
  screen.click(tile.x, tile.y);
  rest_ms(300);
  const Picture second = settled(screen);
  screen.click(home.x, home.y);
  rest_ms(300);
  const Picture again = settled(screen);
  player.there = best_strip(again, second);
  player.back = best_strip(second, again);
  std::fprintf(
      stderr, "%s: the pages differ in %zu pixels of the strip at x = %d; home again differs from home in %.4f %%\n",
      player.subject->name.c_str(), player.there.differing.size(), player.there.area.x, 100 * difference(first, again));
  return player.there.differing.size() > 100;
}

}  // namespace

bool measure_touches(Scene& scene, int rounds) {
  const Area tile = middle_of(scene.home(), kForward), home = middle_of(scene.second(), kBack);
  std::vector<Player> players{{&scene.ours(), {}, {}, {}}, {&scene.peers().back(), {}, {}, {}}};
  for (Player& player : players)
    if (!prepare(player, tile, home)) {
      std::fprintf(stderr, "%s: no page to switch to\n", player.subject->name.c_str());
      return false;
    }
  for (int done = 0; done < rounds; done += kBlock)
    for (Player& player : players)
      for (int i = 0; i < kBlock; ++i) {
        const bool forward = i % 2 == 0;
        if (!touch(*player.subject->screen, forward ? tile : home, forward ? player.there : player.back,
                   player.times)) {
          std::fprintf(stderr, "%s: click %d changed nothing\n", player.subject->name.c_str(), done + i);
          return false;
        }
        rest_ms(kPauseMs);
      }
  for (Player& player : players) {
    std::fprintf(stderr, "%-24s touch to first pixel median %.1f, p99 %.1f; to last pixel median %.1f, p99 %.1f ms\n",
                 player.subject->name.c_str(), median(player.times.first), percentile(player.times.first, 0.99),
                 median(player.times.last), percentile(player.times.last, 0.99));
    player.subject->stop();
  }
  const Times &ours = players[0].times, &theirs = players[1].times;
  const std::string& peer = players[1].subject->name;
  print(less_than_peer("touch to new pixels, median", median(ours.first), median(theirs.first), peer, "ms", 2));
  print(less_than_peer("touch to new pixels, p99", percentile(ours.first, 0.99), percentile(theirs.first, 0.99), peer,
                       "ms", 2));
  print(at_most("touch to last pixel, median", median(ours.last), "ms", 33));
  print(at_most("touch to last pixel, p99", percentile(ours.last, 0.99), "ms", 50));
  return true;
}

}  // namespace bianmin::tests
