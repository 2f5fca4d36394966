#include "base/helper_process.hpp"

#include <cerrno>
#include <csignal>
#include <cstring>

#include <fcntl.h>
#include <poll.h>
#include <spawn.h>
#include <sys/socket.h>
#include <sys/wait.h>
#include <unistd.h>

namespace bianmin::base {
namespace {

// Waits until the socket can be read or written; false when the time is over or the other side is gone.
bool wait_for(int socket, short events, HelperProcess::Deadline deadline) {
  for (;;) {
    const auto left = std::chrono::ceil<std::chrono::milliseconds>(deadline - std::chrono::steady_clock::now()).count();
    if (left <= 0) return false;
    pollfd waiting{socket, events, 0};
    const int ready = ::poll(&waiting, 1, static_cast<int>(left));
    if (ready < 0 && errno == EINTR) continue;
    return ready > 0;
  }
}

}  // namespace

Result<void> HelperProcess::start(const std::filesystem::path& program, const std::vector<std::string>& environment) {
  if (running()) return {};
  int pair[2];
  if (::socketpair(AF_UNIX, SOCK_STREAM | SOCK_CLOEXEC, 0, pair) != 0)
    return fail(FailureCode::Internal, std::string("socketpair: ") + std::strerror(errno));
  posix_spawn_file_actions_t actions;
  ::posix_spawn_file_actions_init(&actions);
  ::posix_spawn_file_actions_adddup2(&actions, pair[1], 0);
  ::posix_spawn_file_actions_addopen(&actions, 1, "/dev/null", O_WRONLY, 0);
  const std::string path = program.string();
  char* const arguments[] = {const_cast<char*>(path.c_str()), nullptr};
  std::vector<char*> words;
  for (const std::string& word : environment) words.push_back(const_cast<char*>(word.c_str()));
  words.push_back(nullptr);
  const int error = ::posix_spawn(&pid_, path.c_str(), &actions, nullptr, arguments, words.data());
  ::posix_spawn_file_actions_destroy(&actions);
  ::close(pair[1]);
  if (error != 0) {
    pid_ = -1;
    ::close(pair[0]);
    return fail(FailureCode::ConfigInvalid, path + ": " + std::strerror(error));
  }
  socket_ = pair[0];
  return {};
}

bool HelperProcess::send(std::string_view bytes, Deadline deadline) {
  while (!bytes.empty()) {
    const ssize_t wrote = ::send(socket_, bytes.data(), bytes.size(), MSG_DONTWAIT | MSG_NOSIGNAL);
    if (wrote > 0) {
      bytes.remove_prefix(static_cast<std::size_t>(wrote));
    } else if (wrote < 0 && (errno == EAGAIN || errno == EINTR)) {
      if (!wait_for(socket_, POLLOUT, deadline)) return false;
    } else {
      return false;
    }
  }
  return true;
}

bool HelperProcess::receive(char* to, std::size_t length, Deadline deadline) {
  while (length > 0) {
    const ssize_t got = ::recv(socket_, to, length, MSG_DONTWAIT);
    if (got > 0) {
      to += got;
      length -= static_cast<std::size_t>(got);
    } else if (got < 0 && (errno == EAGAIN || errno == EINTR)) {
      if (!wait_for(socket_, POLLIN, deadline)) return false;
    } else {
      return false;
    }
  }
  return true;
}

void HelperProcess::end() {
  if (socket_ >= 0) ::close(socket_);
  socket_ = -1;
  if (pid_ <= 0) return;
  ::kill(pid_, SIGKILL);
  while (::waitpid(pid_, nullptr, 0) < 0 && errno == EINTR) {
  }
  pid_ = -1;
}

std::filesystem::path helper_program(std::string_view name) {
  std::error_code error;
  const auto self = std::filesystem::read_symlink("/proc/self/exe", error);
  if (!error) {
    const auto beside = self.parent_path() / name;
    if (std::filesystem::exists(beside, error)) return beside;
  }
  return std::filesystem::path("/usr/libexec/bianmin") / name;
}

}  // namespace bianmin::base
