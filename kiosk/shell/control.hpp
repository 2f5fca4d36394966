#pragma once

#include <filesystem>
#include <functional>
#include <memory>
#include <string>
#include <thread>

#include "base/executor.hpp"
#include "base/failure.hpp"

namespace bianmin::kiosk {

/// A Unix socket through which the demo's dock and the journey player look at a running terminal and do what can't be
/// done from outside: move its clock, press its keypad. Only there when the program was started with --control; mode
/// 0600. One request is one line of JSON, and so is its answer; at most 64 KiB a line.
class Control {
 public:
  /// Answers one request; runs on the executor's thread.
  using Handler = std::function<std::string(const std::string& request)>;

  /// StoreUnavailable when the socket can't be made.
  static base::Result<std::unique_ptr<Control>> open(const std::filesystem::path& socket, base::Executor& executor,
                                                     Handler handler);
  ~Control();

 private:
  Control(int listener, std::filesystem::path socket, base::Executor& executor, Handler handler);
  void serve(const std::stop_token& stop);
  void serve_client(int client, const std::stop_token& stop);
  std::string answer(std::string request, const std::stop_token& stop);

  const int listener_;
  const std::filesystem::path socket_;
  base::Executor& executor_;
  Handler handler_;
  std::shared_ptr<bool> alive_;  // shared with posted tasks
  std::jthread thread_;
};

/// Sends one request to a terminal's control socket and returns its answer. NetworkDown when nobody listens.
base::Result<std::string> ask_control(const std::filesystem::path& socket, const std::string& request);

}  // namespace bianmin::kiosk
