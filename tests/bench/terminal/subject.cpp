#include "tests/bench/terminal/subject.hpp"

#include <algorithm>
#include <cstdlib>

#include "tests/bench/support/processes.hpp"
#include "tests/bench/support/terminal_page.hpp"
#include "tests/bench/terminal/figures.hpp"
#include "tests/bench/terminal/peer_page.hpp"

namespace bianmin::tests {
namespace {

constexpr double kPatienceMs = 20'000, kSettledMs = 1500, kPageMs = 10'000;
// What may still change on a page that is whole: the clock, the state of the link, colour and note of a tile whose
// printer has not reported yet.
constexpr double kMostDifferent = 0.05, kSameInk = 0.9;
constexpr int kProbe = 48;
constexpr double kLeastInk = 0.004;

template <class Condition>
bool eventually(double patience, Condition condition) {
  for (const double until = now_ms() + patience; !condition(); rest_ms(1))
    if (now_ms() > until) return false;
  return true;
}

std::vector<std::string> chromium(const std::filesystem::path& profile, const std::filesystem::path& page,
                                  bool gpu_process) {
  std::vector<std::string> command{"chromium",
                                   "--kiosk",
                                   "--no-sandbox",
                                   "--no-first-run",
                                   "--no-default-browser-check",
                                   "--noerrdialogs",
                                   "--disable-infobars",
                                   "--disable-session-crashed-bubble",
                                   "--disable-features=Translate",
                                   "--window-position=0,0",
                                   "--window-size=1080,1920",
                                   "--user-data-dir=" + profile.string()};
  if (!gpu_process) command.insert(command.end(), {"--disable-gpu", "--in-process-gpu"});
  command.push_back("file://" + page.string());
  return command;
}

}  // namespace

void Subject::start() {
  ::setenv("DISPLAY", display.c_str(), 1);
  process = kiosk::Subprocess(kiosk::tied(command));
}

void Subject::stop() {
  // Chromium is a tree of processes; its head alone would leave some for a while, in the next one's way.
  const pid_t head = find_process({command.back()});
  const auto members = head > 0 ? family(head) : std::vector<pid_t>{};
  for (const pid_t member : members) end_process(member);
  process.stop();
}

double Subject::wait_until_whole() {
  // A small look often; all of it only when something is drawn there.
  const Area& last = tiles.back();
  const Area probe{last.x + last.width / 16, last.y + last.height / 4, last.width / 3,
                   std::min(kProbe, last.height / 2)};
  double seen_at = 0;
  const bool whole = eventually(kPatienceMs, [&] {
    if (ink(screen->look(probe), {0, 0, probe.width, probe.height}) < kLeastInk) return false;
    const Picture seen = screen->look();
    seen_at = now_ms();
    return difference(seen, first) <= kMostDifferent && std::all_of(tiles.begin(), tiles.end(), [&](const Area& tile) {
             return ink(seen, tile) >= kSameInk * ink(first, tile);
           });
  });
  return whole ? seen_at : 0;
}

bool Subject::learn() {
  start();
  double since = now_ms();
  return eventually(kPatienceMs, [&] {
    Picture seen = screen->look();
    if (!(seen == first)) {
      since = now_ms();
      first = std::move(seen);
    }
    rest_ms(20);
    return now_ms() - since > kSettledMs &&
           std::all_of(tiles.begin(), tiles.end(), [&](const Area& tile) { return ink(first, tile) > kLeastInk; });
  });
}

base::Result<std::unique_ptr<Scene>> Scene::open(const std::filesystem::path& programs,
                                                 const std::filesystem::path& folder) {
  const auto fail = [](std::string why) { return base::fail(base::FailureCode::Internal, std::move(why)); };
  std::unique_ptr<Scene> self(new Scene);
  kiosk::Stack::Options options;
  options.programs = programs;
  options.folder = folder / "stack";
  options.own_display = true;
  auto stack = kiosk::Stack::start(std::move(options));
  if (!stack) return tl::unexpected(stack.error());
  self->stack_ = std::move(*stack);
  self->ours_.display = std::getenv("DISPLAY");
  self->screen_ = std::make_unique<XScreen>(self->ours_.display);
  self->ours_.name = "bianmin-kiosk";
  self->ours_.screen = self->screen_.get();
  if (!self->screen_->connected()) return fail("the display can't be looked at");
  if (!eventually(kPageMs,
                  [&] { return (self->home_ = ask_page(self->control())).link_up && self->home_.id == "home"; }))
    return fail("the terminal does not come to its home page");
  rest_ms(kSettledMs);
  self->home_ = ask_page(self->control());
  for (const auto& target : self->home_.targets) {
    if (target.id.starts_with("service:")) self->ours_.tiles.push_back(target.area);
  }
  const auto* tile = self->home_.target(kForward);
  if (tile == nullptr) return fail(std::string("the home page has no ") + kForward);
  const std::string from = self->home_.id;
  self->screen_->click(tile->area.x + tile->area.width / 2, tile->area.y + tile->area.height / 2);
  if (!eventually(kPageMs, [&] {
        return (self->second_ = ask_page(self->control())).id != from && self->second_.target(kBack) != nullptr;
      }))
    return fail("touching a tile leads nowhere");
  if (!self->go(kBack, "home")) return fail("no way home");

  // From here on the terminal is started by us, with the same configuration.
  end_process(find_process({"--control", self->control().string()}));
  const std::string config = (self->stack_->folder() / "kiosk.toml").string();
  self->ours_.command = {(programs / "bianmin-kiosk").string(),
                         "--config",
                         config,
                         "--clock",
                         "2026-11-20T01:42:05Z",
                         "--control",
                         self->control().string()};

  const auto page = folder / "peer.html";
  write_peer_page(page, self->home_, kForward, self->second_, kBack);
  self->peer_display_ = std::make_unique<VirtualDisplay>(1080, 1920);
  self->peer_screen_ = std::make_unique<XScreen>(self->peer_display_->name());
  if (!self->peer_screen_->connected()) return fail("no second display");
  for (const bool gpu : {true, false}) {
    Subject& peer = self->peers_.emplace_back();
    peer.name = gpu ? "Chromium" : "Chromium --disable-gpu";
    peer.command = chromium(folder / (gpu ? "profile-gpu" : "profile"), page, gpu);
    // A profile of its own for each, so that the page tells the two apart in the process list, too.
    peer.command.back() += gpu ? "?gpu" : "?plain";
    peer.screen = self->peer_screen_.get();
    peer.display = self->peer_display_->name();
    peer.tiles = self->ours_.tiles;
  }
  return self;
}

Scene::~Scene() {
  ours_.stop();
  for (auto& peer : peers_) peer.stop();
}

bool Scene::go(const std::string& target, const std::string& page) {
  const TerminalPage now = ask_page(control());
  const auto* place = now.target(target);
  if (place == nullptr) return false;
  screen_->click(place->area.x + place->area.width / 2, place->area.y + place->area.height / 2);
  return eventually(kPageMs, [&] { return ask_page(control()).id == page; });
}

}  // namespace bianmin::tests
