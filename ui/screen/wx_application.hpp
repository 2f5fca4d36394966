#pragma once

#include <functional>
#include <memory>

#include "base/executor.hpp"
#include "ui/screen/wx_screen_window.hpp"

namespace bianmin::ui {

/// The running toolkit, so that main() needs no header of it.
class Application {
 public:
  virtual ~Application() = default;
  /// Runs tasks on the window's thread; post() may be called from any thread.
  virtual base::Executor& executor() = 0;
  /// Calls `tick` on the window's thread every `interval` until the application ends.
  virtual void every(base::Milliseconds interval, std::function<void()> tick) = 0;
  /// Ends the loop with an exit status. Any thread.
  virtual void quit(int status = 0) = 0;
};

/// Settles every variable of the environment that the toolkit would change. To be called before the first thread:
/// others read the environment while it starts.
void settle_environment();

/// Starts the toolkit, calls `start` on its thread and runs until quit(). What `start` returns lives as long as the
/// loop (windows, shell, devices) and is destroyed before the toolkit ends; null ends at once with status 1. Returns
/// the exit status; 2 when there is no display.
int run_application(const std::function<std::shared_ptr<void>(Application&)>& start);

}  // namespace bianmin::ui
