#include "kiosk/dock/dock.hpp"

#include <algorithm>
#include <iostream>

#include "kiosk/dock/dock_window.hpp"
#include "kiosk/dock/stop_signal.hpp"
#include "ui/screen/wx_application.hpp"

namespace bianmin::dock {
namespace {

constexpr base::Milliseconds kLookForSignal{200};
constexpr int kStopped = 130;
constexpr int kFrames = 80;  // what title bars and panels take of the display's height
constexpr int kTallEnough = 1400;

// Upright, as the terminal stands, where the display is tall enough to read it; else beside the dock, as large as fits.
void fit(Options& options, const ScreenArea& area) {
  options.height = std::min(1920, area.height - kFrames);
  options.width = std::min(1080, options.height * 9 / 16);
  if (options.height < kTallEnough)
    options.width = std::max(options.width, std::min(options.height * 4 / 3, area.width - kDockWidth));
}

// Destroyed in reverse: the window first, then the terminal.
struct Dock {
  std::unique_ptr<Terminal> terminal;
  std::unique_ptr<DockWindow> window;
};

}  // namespace

int run_dock(Options options, bool size_given) {
  return ui::run_application([&](ui::Application& app) -> std::shared_ptr<void> {
    if (!size_given) fit(options, usable_area());
    auto dock = std::make_shared<Dock>();
    Dock* all = dock.get();
    dock->terminal = std::make_unique<Terminal>(options, app.executor(), [all, &app](const News& news) {
      if (all->window) all->window->show(news);
      if (news.phase != News::Phase::Ended) return;
      if (!news.trouble.empty()) std::cerr << "bianmin-demo: " << news.trouble << "\n";
      app.quit(news.trouble.empty() ? 0 : 2);
    });
    dock->window = std::make_unique<DockWindow>(*dock->terminal, options.share / "cards", [&app] { app.quit(0); });
    app.every(kLookForSignal, [&app] {
      if (stop_asked()) app.quit(kStopped);
    });
    return std::static_pointer_cast<void>(dock);
  });
}

}  // namespace bianmin::dock
