#include "ui/screen/wx_application.hpp"

#include <wx/app.h>
#include <wx/init.h>
#include <wx/timer.h>
#include <cstdlib>

#include "base/log.hpp"

namespace bianmin::ui {
namespace {

class App;

class WxExecutor final : public base::Executor {
 public:
  void post(Task task) override {
    if (wxTheApp) wxTheApp->CallAfter(std::move(task));
  }
};

class Ticker final : public wxTimer {
 public:
  explicit Ticker(std::function<void()> tick) : tick_(std::move(tick)) {}
  void Notify() override { tick_(); }

 private:
  std::function<void()> tick_;
};

class App final : public wxApp, public Application {
 public:
  explicit App(const std::function<std::shared_ptr<void>(Application&)>& start) : start_(start) {}

  bool OnInit() override {
    SetExitOnFrameDelete(false);
    held_ = start_(*this);
    return held_ != nullptr;
  }
  int OnExit() override {
    tickers_.clear();
    held_.reset();
    return 0;
  }
  void OnUnhandledException() override { throw; }

  base::Executor& executor() override { return executor_; }
  void every(base::Milliseconds interval, std::function<void()> tick) override {
    tickers_.push_back(std::make_unique<Ticker>(std::move(tick)));
    tickers_.back()->Start(static_cast<int>(interval.count()));
  }
  void quit(int status) override {
    CallAfter([this, status] {
      status_ = status;
      ExitMainLoop();
    });
  }
  int status() const { return status_; }

 private:
  const std::function<std::shared_ptr<void>(Application&)>& start_;
  std::shared_ptr<void> held_;
  WxExecutor executor_;
  std::vector<std::unique_ptr<Ticker>> tickers_;
  int status_ = 0;
};

}  // namespace

void settle_environment() {
  // The screen draws everything itself: neither OpenGL, whose driver alone takes 25 MB and 100 ms, nor the bridge to
  // the desktop's screen readers has anything to do here.
  ::setenv("GDK_GL", "disable", 0);
  ::setenv("NO_AT_BRIDGE", "1", 0);
  // wx would set the one and GTK remove the other later on, which moves the environment under fontconfig's thread that
  // reads it at that moment: one start in twenty died of it. What is there already is replaced in its place.
  ::setenv("G_FILENAME_ENCODING", "UTF-8", 0);
  ::unsetenv("DESKTOP_STARTUP_ID");
}

int run_application(const std::function<std::shared_ptr<void>(Application&)>& start) {
  wxApp::SetInstance(new App(start));  // wx owns it
  // wx wants words of a command line; ours is read by main().
  char name[] = "bianmin";
  char* words[] = {name, nullptr};
  int count = 1;
  if (!wxEntryStart(count, words)) {
    base::log(base::LogLevel::Error, "no-display", {.part = "screen"});
    return 2;
  }
  int status = 1;
  if (wxTheApp->CallOnInit()) {
    wxTheApp->OnRun();
    status = static_cast<App*>(wxTheApp)->status();
    wxTheApp->OnExit();
  } else {
    wxTheApp->OnExit();
  }
  wxEntryCleanup();
  return status;
}

}  // namespace bianmin::ui
