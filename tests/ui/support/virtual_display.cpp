#include "tests/ui/support/virtual_display.hpp"

#include <fcntl.h>
#include <poll.h>
#include <signal.h>
#include <sys/wait.h>
#include <unistd.h>

#include <chrono>
#include <cstdlib>
#include <string>
#include <vector>

namespace bianmin::tests {
namespace {

using Clock = std::chrono::steady_clock;
constexpr auto kPatience = std::chrono::seconds(10);

// Reads what comes within `limit` and appends it; false at the end of the pipe.
bool read_some(int fd, Clock::time_point limit, std::string& into) {
  const auto left = std::chrono::duration_cast<std::chrono::milliseconds>(limit - Clock::now()).count();
  pollfd waiting{fd, POLLIN, 0};
  if (left <= 0 || ::poll(&waiting, 1, static_cast<int>(left)) <= 0) return false;
  char buffer[4096];
  const ssize_t got = ::read(fd, buffer, sizeof buffer);
  if (got <= 0) return false;
  into.append(buffer, static_cast<std::size_t>(got));
  return true;
}

pid_t start(const std::string& file, const std::vector<std::string>& arguments, const std::string& display,
            int output) {
  std::vector<char*> words{const_cast<char*>(file.c_str())};
  for (const auto& a : arguments) words.push_back(const_cast<char*>(a.c_str()));
  words.push_back(nullptr);
  const pid_t child = ::fork();
  if (child != 0) return child;
  ::dup2(output, STDOUT_FILENO);
  if (!display.empty()) {
    ::setenv("DISPLAY", display.c_str(), 1);
    ::setenv("GDK_BACKEND", "x11", 1);
  }
  const int nothing = ::open("/dev/null", O_WRONLY);
  ::dup2(nothing, STDERR_FILENO);
  ::execvp(file.c_str(), words.data());
  ::_exit(127);
}

void end(pid_t process) {
  if (process <= 0) return;
  ::kill(process, SIGTERM);
  ::waitpid(process, nullptr, 0);
}

}  // namespace

VirtualDisplay::VirtualDisplay(int width, int height) {
  int pipe_ends[2];
  if (::pipe(pipe_ends) != 0) return;
  const std::string screen = std::to_string(width) + "x" + std::to_string(height) + "x24";
  // Xvfb writes the number of the free display it took to the descriptor: its standard output.
  process_ = start("Xvfb", {"-displayfd", "1", "-screen", "0", screen, "-nolisten", "tcp"}, "", pipe_ends[1]);
  ::close(pipe_ends[1]);
  std::string number;
  const auto limit = Clock::now() + kPatience;
  while (number.find('\n') == std::string::npos && read_some(pipe_ends[0], limit, number)) {
  }
  ::close(pipe_ends[0]);
  if (const auto line = number.find('\n'); line != std::string::npos && line > 0) name_ = ":" + number.substr(0, line);
}

VirtualDisplay::~VirtualDisplay() { end(process_); }

Program::Program(const std::string& file, const std::vector<std::string>& arguments, const std::string& display) {
  int pipe_ends[2];
  if (::pipe(pipe_ends) != 0) return;
  process_ = start(file, arguments, display, pipe_ends[1]);
  ::close(pipe_ends[1]);
  output_ = pipe_ends[0];
}

Program::~Program() {
  end(process_);
  if (output_ >= 0) ::close(output_);
}

std::string Program::wait_for_line(const std::string& beginning) {
  const auto limit = Clock::now() + kPatience;
  for (;;) {
    std::size_t newline;
    while ((newline = pending_.find('\n')) != std::string::npos) {
      const std::string line = pending_.substr(0, newline);
      pending_.erase(0, newline + 1);
      if (line.starts_with(beginning)) return line;
    }
    if (!read_some(output_, limit, pending_)) return {};
  }
}

int Program::wait_for_end() {
  const auto limit = Clock::now() + kPatience;
  std::string rest;
  while (read_some(output_, limit, rest)) {
  }
  if (Clock::now() >= limit) return -1;
  int status = 0;
  ::waitpid(process_, &status, 0);
  process_ = -1;
  return WIFEXITED(status) ? WEXITSTATUS(status) : -1;
}

}  // namespace bianmin::tests
