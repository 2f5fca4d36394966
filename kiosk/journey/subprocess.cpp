#include "kiosk/journey/subprocess.hpp"

#include <cerrno>
#include <chrono>
#include <thread>
#include <utility>

#include <fcntl.h>
#include <signal.h>
#include <spawn.h>
#include <sys/wait.h>
#include <unistd.h>

namespace bianmin::kiosk {
namespace {

constexpr std::size_t kMostOutput = 16U << 20;

std::vector<char*> arguments(const std::vector<std::string>& command) {
  std::vector<char*> out;
  for (const auto& word : command) out.push_back(const_cast<char*>(word.c_str()));
  out.push_back(nullptr);
  return out;
}

pid_t spawn(const std::vector<std::string>& command, posix_spawn_file_actions_t& actions) {
  auto words = arguments(command);
  pid_t pid = -1;
  if (::posix_spawnp(&pid, words[0], &actions, nullptr, words.data(), environ) != 0) return -1;
  return pid;
}

}  // namespace

Captured capture(const std::vector<std::string>& command) {
  int ends[2];
  Captured captured;
  if (::pipe2(ends, O_CLOEXEC) != 0) return captured;
  posix_spawn_file_actions_t actions;
  ::posix_spawn_file_actions_init(&actions);
  ::posix_spawn_file_actions_adddup2(&actions, ends[1], 1);
  ::posix_spawn_file_actions_addopen(&actions, 2, "/dev/null", O_WRONLY, 0);
  const pid_t pid = spawn(command, actions);
  ::posix_spawn_file_actions_destroy(&actions);
  ::close(ends[1]);
  char buffer[4096];
  for (ssize_t got; (got = ::read(ends[0], buffer, sizeof buffer)) > 0 || (got < 0 && errno == EINTR);)
    if (got > 0 && captured.out.size() < kMostOutput) captured.out.append(buffer, std::size_t(got));
  ::close(ends[0]);
  int status = 0;
  if (pid > 0 && ::waitpid(pid, &status, 0) == pid && WIFEXITED(status)) captured.status = WEXITSTATUS(status);
  return captured;
}

std::vector<std::string> tied(std::vector<std::string> command) {
  command.insert(command.begin(), {"setpriv", "--pdeathsig", "TERM"});
  return command;
}

Subprocess::Subprocess(const std::vector<std::string>& command, const std::filesystem::path& log) {
  posix_spawn_file_actions_t actions;
  ::posix_spawn_file_actions_init(&actions);
  const std::string target = log.empty() ? "/dev/null" : log.string();
  ::posix_spawn_file_actions_addopen(&actions, 1, target.c_str(), O_WRONLY | O_CREAT | O_APPEND, 0600);
  ::posix_spawn_file_actions_adddup2(&actions, 1, 2);
  pid_ = spawn(command, actions);
  ::posix_spawn_file_actions_destroy(&actions);
}

Subprocess::Subprocess(Subprocess&& other) noexcept
    : pid_(std::exchange(other.pid_, -1)), status_(std::exchange(other.status_, std::nullopt)) {}

Subprocess& Subprocess::operator=(Subprocess&& other) noexcept {
  if (this != &other) {
    stop();
    pid_ = std::exchange(other.pid_, -1);
    status_ = std::exchange(other.status_, std::nullopt);
  }
  return *this;
}

Subprocess::~Subprocess() { stop(); }

bool Subprocess::running() {
  if (pid_ <= 0) return false;
  int status = 0;
  const pid_t ended = ::waitpid(pid_, &status, WNOHANG);
  if (ended == 0) return true;
  if (ended == pid_) status_ = status;
  pid_ = -1;
  return false;
}

std::string Subprocess::ending() const {
  if (pid_ > 0) return "it is running";
  if (!status_) return "it was never started";
  if (WIFSIGNALED(*status_)) return "it died of signal " + std::to_string(WTERMSIG(*status_));
  return "it ended with " + std::to_string(WEXITSTATUS(*status_));
}

void Subprocess::stop() {
  using namespace std::chrono;
  if (!running()) return;
  ::kill(pid_, SIGTERM);
  const auto until = steady_clock::now() + seconds(2);
  while (running())
    if (steady_clock::now() > until)
      ::kill(pid_, SIGKILL);
    else
      std::this_thread::sleep_for(milliseconds(5));
}

}  // namespace bianmin::kiosk
