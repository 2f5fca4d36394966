#include "tests/platform/platform_process.hpp"

#include <csignal>
#include <cstdlib>
#include <cstring>
#include <stdexcept>

#include <fcntl.h>
#include <poll.h>
#include <sys/wait.h>
#include <unistd.h>

#include "base/file.hpp"

namespace bianmin::tests {
namespace {

constexpr char kProgram[] = BIANMIN_BINARY_DIR "/bin/bianmin-platform";

struct Child {
  int pid = -1;
  int output = -1;
};

Child spawn(const std::vector<std::string>& arguments) {
  int ends[2];
  if (::pipe2(ends, O_CLOEXEC) != 0) throw std::runtime_error("pipe");
  std::vector<char*> argv{const_cast<char*>(kProgram)};
  for (const std::string& argument : arguments) argv.push_back(const_cast<char*>(argument.c_str()));
  argv.push_back(nullptr);
  const int pid = ::fork();
  if (pid == 0) {
    ::dup2(ends[1], STDOUT_FILENO);
    ::dup2(ends[1], STDERR_FILENO);
    ::execv(kProgram, argv.data());
    ::_exit(127);
  }
  ::close(ends[1]);
  return {pid, ends[0]};
}

int wait_for_exit(int pid, std::chrono::milliseconds limit) {
  const auto until = std::chrono::steady_clock::now() + limit;
  for (;;) {
    int status = 0;
    const int got = ::waitpid(pid, &status, WNOHANG);
    if (got == pid) return WIFEXITED(status) ? WEXITSTATUS(status) : 128 + WTERMSIG(status);
    if (std::chrono::steady_clock::now() > until) return -1;
    ::poll(nullptr, 0, 5);
  }
}

}  // namespace

Finished run_platform(const std::vector<std::string>& arguments) {
  const Child child = spawn(arguments);
  Finished finished;
  char buffer[4096];
  for (ssize_t got = 0; (got = ::read(child.output, buffer, sizeof buffer)) > 0;)
    finished.output.append(buffer, static_cast<std::size_t>(got));
  ::close(child.output);
  finished.status = wait_for_exit(child.pid, std::chrono::seconds{20});
  return finished;
}

PlatformProcess::PlatformProcess(std::vector<std::string> options) : options_(std::move(options)) {
  const std::string key_folder = (folder_ / "key").string();
  auto made = run_platform({"content-key", "--out", key_folder, "--data", data().string()});
  if (made.status != 0) throw std::runtime_error(made.output);
  start();
  made = command({"enroll", "--terminal", "LC07", "--out", enrolment().string()});
  if (made.status != 0) throw std::runtime_error(made.output);
}

PlatformProcess::~PlatformProcess() {
  if (pid_ > 0) kill_hard();
}

void PlatformProcess::start() {
  std::vector<std::string> arguments{"serve",  "--data",   data().string(),
                                     "--seed", "--listen", "127.0.0.1:" + std::to_string(port_)};
  arguments.insert(arguments.end(), options_.begin(), options_.end());
  const Child child = spawn(arguments);
  pid_ = child.pid;
  std::string output;
  const auto until = std::chrono::steady_clock::now() + std::chrono::seconds{20};
  while (output.find("ready at https://127.0.0.1:") == std::string::npos) {
    pollfd wait{child.output, POLLIN, 0};
    char buffer[512];
    const ssize_t got = ::poll(&wait, 1, 1000) > 0 ? ::read(child.output, buffer, sizeof buffer) : -1;
    if (got == 0 || std::chrono::steady_clock::now() > until) throw std::runtime_error("did not start: " + output);
    if (got > 0) output.append(buffer, static_cast<std::size_t>(got));
  }
  // From here on its log goes to a pipe that nobody reads; a test's server writes far less than a pipe holds.
  const auto listen = base::read_file(data() / "listen");
  port_ = static_cast<unsigned short>(std::stoi(listen->substr(listen->rfind(':') + 1)));
}

void PlatformProcess::kill_hard() {
  ::kill(pid_, SIGKILL);
  wait_for_exit(pid_, std::chrono::seconds{10});
  pid_ = -1;
}

int PlatformProcess::stop() {
  ::kill(pid_, SIGTERM);
  const int status = wait_for_exit(pid_, std::chrono::seconds{10});
  if (status >= 0) pid_ = -1;
  return status;
}

HttpsClient PlatformProcess::client() const { return as(enrolment()); }
HttpsClient PlatformProcess::anonymous() const { return {url(), (enrolment() / "ca.crt").string(), ""}; }
HttpsClient PlatformProcess::as(const fs::path& certificates) const {
  return {url(), (enrolment() / "ca.crt").string(), certificates.string()};
}

Finished PlatformProcess::command(std::vector<std::string> arguments) const {
  arguments.push_back("--data");
  arguments.push_back(data().string());
  return run_platform(arguments);
}

}  // namespace bianmin::tests
