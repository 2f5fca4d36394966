#include "tests/kiosk/starts/start_trial.hpp"

#include <chrono>
#include <fstream>
#include <thread>

#include <unistd.h>

#include "kiosk/journey/subprocess.hpp"
#include "tests/bench/support/processes.hpp"
#include "tests/bench/support/x_screen.hpp"
#include "tests/ui/support/virtual_display.hpp"

namespace bianmin::tests {
namespace {

namespace fs = std::filesystem;
using kiosk::capture;
using Outcome = StartTrial::Outcome;

// Everybody's favourite nobody: cage refuses root.
constexpr const char* kPlainUser = "65534";
constexpr double kPatienceMs = 10'000;  // of a machine that builds beside it
constexpr double kSettledMs = 900;      // longer than the window waits before it draws everything once more
constexpr double kLeastInk = 0.004;     // of a target's area; an empty button has none, its frame alone less
constexpr const char* kClock = "2026-11-20T01:42:05Z";  // the same minute on every picture

double now_ms() {
  return std::chrono::duration<double, std::milli>(std::chrono::steady_clock::now().time_since_epoch()).count();
}

void rest() { std::this_thread::sleep_for(std::chrono::milliseconds(5)); }

std::vector<std::string> as_plain_user(std::vector<std::string> command) {
  if (::geteuid() == 0)
    command.insert(command.begin(), {"setpriv", "--reuid", kPlainUser, "--regid", kPlainUser, "--clear-groups"});
  return command;
}

bool installed(const char* program) { return capture({"sh", "-c", std::string("command -v ") + program}).status == 0; }

}  // namespace

struct StartTrial::Display {
  Display(int width, int height) : server(width, height), screen(server.name()) {}
  VirtualDisplay server;
  XScreen screen;
};

std::string StartTrial::unavailable(Where where, const fs::path& programs) {
  for (const char* program : {"bianmin-kiosk", "bianmin-platform"})
    if (!fs::exists(programs / program)) return std::string(program) + " has not been built";
  if (where == Where::X) return installed("Xvfb") ? "" : "Xvfb is not installed";
  for (const char* program : {"cage", "grim", "Xwayland"})
    if (!installed(program)) return std::string(program) + " is not installed";
  if (capture(as_plain_user({"test", "-x", (programs / "bianmin-kiosk").string()})).status != 0)
    return "cage refuses root, and a plain user can't reach " + programs.string();
  return "";
}

StartTrial::StartTrial(Where where, fs::path programs, fs::path folder)
    : where_(where), programs_(std::move(programs)), folder_(std::move(folder)) {}

StartTrial::~StartTrial() = default;

base::Result<std::unique_ptr<StartTrial>> StartTrial::open(Where where, fs::path programs, fs::path folder) {
  std::unique_ptr<StartTrial> self(new StartTrial(where, std::move(programs), std::move(folder)));
  auto platform = kiosk::PlatformProcess::start(self->programs_ / "bianmin-platform", self->folder_ / "platform");
  if (!platform) return tl::unexpected(platform.error());
  self->platform_ = std::move(*platform);
  const fs::path own = self->folder_ / "own";
  for (const char* name : {"data", "home", "run"}) fs::create_directories(own / name);
  fs::permissions(own / "run", fs::perms::owner_all);
  fs::copy(self->platform_->identity(), own / "identity", fs::copy_options::recursive);
  std::ofstream(own / "kiosk.toml") << "[terminal]\nidentity = \"" << (own / "identity").string() << "\"\ndata = \""
                                    << (own / "data").string()
                                    << "\"\n[card]\ndriver = \"none\"\n[sound]\ndevice = \"none\"\n";
  if (::geteuid() == 0) {
    // The plain user passes through our folder and owns what is its.
    fs::permissions(self->folder_, fs::perms::group_exec | fs::perms::others_exec, fs::perm_options::add);
    if (capture({"chown", "-R", std::string(kPlainUser) + ":" + kPlainUser, own.string()}).status != 0)
      return base::fail(base::FailureCode::Internal, "chown " + own.string());
  }
  if (where == Where::X) {
    self->display_ = std::make_unique<Display>(1080, 1920);
    if (!self->display_->screen.connected())
      return base::fail(base::FailureCode::Internal, "no X display can be started");
  }
  return self;
}

std::vector<std::string> StartTrial::command() const {
  const std::string own = (folder_ / "own").string();
  std::vector<std::string> all{"setpriv",
                               "--pdeathsig",
                               "TERM",
                               "env",
                               "-u",
                               "WAYLAND_DISPLAY",
                               "-u",
                               "DISPLAY",
                               "HOME=" + own + "/home",
                               "XDG_RUNTIME_DIR=" + own + "/run"};
  if (where_ == Where::X) {
    all.insert(all.end(), {"GDK_BACKEND=x11", "DISPLAY=" + display_->server.name()});
  } else {
    // A rotated output is composed anew with each frame. An upright one of the window's size would hand the window's
    // buffer to the headless output as it is ("direct scan-out"), and what grim then reads back is a buffer that was
    // never drawn: black, or only what changed since. Real outputs don't scan out such buffers.
    all.insert(all.end(), {"WLR_BACKENDS=headless", "WLR_RENDERER=pixman", "WLR_LIBINPUT_NO_DEVICES=1",
                           "LIBSEAT_BACKEND=noop", "cage", "-r", "-d", "--"});
  }
  all.insert(all.end(), {(programs_ / "bianmin-kiosk").string(), "--config", own + "/kiosk.toml", "--control",
                         own + "/run/control", "--clock", kClock});
  return as_plain_user(std::move(all));
}

Picture StartTrial::look() {
  if (where_ == Where::X) return display_->screen.look();
  const fs::path run = folder_ / "own" / "run";
  for (const char* name : {"wayland-0", "wayland-1"}) {
    if (!fs::exists(run / name)) continue;
    const auto shot = capture(as_plain_user(
        {"env", "XDG_RUNTIME_DIR=" + run.string(), std::string("WAYLAND_DISPLAY=") + name, "grim", "-t", "ppm", "-"}));
    return shot.status == 0 ? parse_ppm(shot.out).value_or(Picture{}) : Picture{};
  }
  return {};
}

StartTrial::Outcome StartTrial::start_once() {
  const fs::path own = folder_ / "own";
  for (const char* left : {"run/control", "run/wayland-0", "run/wayland-1"}) fs::remove(own / left);
  const double begun = now_ms();
  kiosk::Subprocess program(command(), folder_ / "start.log");
  const Outcome outcome = reference_.empty() ? learn(begun) : compare(begun);
  // The window first: cage ends by itself with it. What is left would hold the data folder.
  end_process(find_process({"--control", (own / "run" / "control").string()}));
  for (const double until = now_ms() + kPatienceMs; program.running() && now_ms() < until;) rest();
  return outcome;
}

Outcome StartTrial::learn(double begun) {
  Picture last;
  double since = begun, now = begun;
  for (; now - begun < kPatienceMs; now = now_ms()) {
    Picture seen = look();
    if (!(seen == last)) since = now;
    last = std::move(seen);
    page_ = ask_page(folder_ / "own" / "run" / "control");
    if (page_.id == "home" && page_.link_up && !last.empty() && now - since > kSettledMs) break;
    rest();
  }
  Outcome outcome = wanting(last);
  outcome.ms = since - begun;
  if (outcome.whole) reference_ = std::move(last);
  return outcome;
}

Outcome StartTrial::compare(double begun) {
  Picture seen;
  for (double now = begun; now - begun < kPatienceMs; now = now_ms()) {
    seen = look();
    if (seen == reference_) return {true, now_ms() - begun, ""};
    rest();
  }
  Outcome outcome = wanting(seen);
  outcome.whole = false;
  outcome.ms = kPatienceMs;
  if (outcome.missing.empty())
    outcome.missing = std::to_string(difference(seen, reference_) * 100) + " % of the picture differ";
  return outcome;
}

// Whether each target of the page has its ink.
Outcome StartTrial::wanting(const Picture& seen) const {
  Outcome outcome;
  if (page_.id != "home" || page_.targets.empty())
    outcome.missing = "the terminal shows \"" + page_.id + "\", not its home page";
  for (const auto& target : page_.targets)
    if (seen.empty() || ink(seen, target.area) < kLeastInk)
      outcome.missing += (outcome.missing.empty() ? "nothing to be seen of " : ", ") + target.id;
  outcome.whole = outcome.missing.empty();
  return outcome;
}

}  // namespace bianmin::tests
