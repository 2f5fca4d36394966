#include "kiosk/shell/control.hpp"

#include <cerrno>
#include <cstring>
#include <future>

#include <poll.h>
#include <sys/socket.h>
#include <sys/stat.h>
#include <sys/un.h>
#include <unistd.h>

namespace bianmin::kiosk {
namespace {

constexpr std::size_t kMaxRequest = 64U << 10;
constexpr int kLookMs = 100;

bool address_of(const std::filesystem::path& socket, sockaddr_un& address) {
  address = {};
  address.sun_family = AF_UNIX;
  const std::string path = socket.string();
  if (path.size() >= sizeof address.sun_path) return false;
  std::memcpy(address.sun_path, path.c_str(), path.size() + 1);
  return true;
}

const sockaddr* generic(const sockaddr_un& address) { return reinterpret_cast<const sockaddr*>(&address); }

bool send_line(int to, std::string line) {
  line += '\n';
  for (std::size_t sent = 0; sent < line.size();) {
    const ssize_t wrote = ::send(to, line.data() + sent, line.size() - sent, MSG_NOSIGNAL);
    if (wrote <= 0) return false;
    sent += std::size_t(wrote);
  }
  return true;
}

}  // namespace

base::Result<std::unique_ptr<Control>> Control::open(const std::filesystem::path& socket, base::Executor& executor,
                                                     Handler handler) {
  sockaddr_un address{};
  const int listener = ::socket(AF_UNIX, SOCK_STREAM | SOCK_CLOEXEC, 0);
  ::unlink(socket.c_str());
  if (listener < 0 || !address_of(socket, address) || ::bind(listener, generic(address), sizeof address) != 0 ||
      ::chmod(socket.c_str(), 0600) != 0 || ::listen(listener, 4) != 0) {
    if (listener >= 0) ::close(listener);
    return base::fail(base::FailureCode::StoreUnavailable, socket.string() + ": " + std::strerror(errno));
  }
  return std::unique_ptr<Control>(new Control(listener, socket, executor, std::move(handler)));
}

Control::Control(int listener, std::filesystem::path socket, base::Executor& executor, Handler handler)
    : listener_(listener),
      socket_(std::move(socket)),
      executor_(executor),
      handler_(std::move(handler)),
      alive_(std::make_shared<bool>(true)),
      thread_([this](const std::stop_token& stop) { serve(stop); }) {}

Control::~Control() {
  *alive_ = false;
  thread_.request_stop();
  thread_.join();
  ::close(listener_);
  ::unlink(socket_.c_str());
}

void Control::serve(const std::stop_token& stop) {
  while (!stop.stop_requested()) {
    pollfd waiting{listener_, POLLIN, 0};
    if (::poll(&waiting, 1, kLookMs) <= 0) continue;
    const int client = ::accept4(listener_, nullptr, nullptr, SOCK_CLOEXEC);
    if (client < 0) continue;
    serve_client(client, stop);
    ::close(client);
  }
}

void Control::serve_client(int client, const std::stop_token& stop) {
  std::string buffer;
  while (!stop.stop_requested() && buffer.size() <= kMaxRequest) {
    pollfd waiting{client, POLLIN, 0};
    if (::poll(&waiting, 1, kLookMs) <= 0) continue;
    char bytes[4096];
    const ssize_t got = ::recv(client, bytes, sizeof bytes, 0);
    if (got <= 0) return;
    buffer.append(bytes, std::size_t(got));
    for (std::size_t end; (end = buffer.find('\n')) != std::string::npos; buffer.erase(0, end + 1))
      if (!send_line(client, answer(buffer.substr(0, end), stop))) return;
  }
}

std::string Control::answer(std::string request, const std::stop_token& stop) {
  auto promise = std::make_shared<std::promise<std::string>>();
  auto future = promise->get_future();
  executor_.post([this, alive = alive_, promise, request = std::move(request)] {
    promise->set_value(*alive ? handler_(request) : std::string());
  });
  while (future.wait_for(std::chrono::milliseconds(kLookMs)) != std::future_status::ready)
    if (stop.stop_requested()) return {};
  return future.get();
}

base::Result<std::string> ask_control(const std::filesystem::path& socket, const std::string& request) {
  const auto down = [&] {
    return base::fail(base::FailureCode::NetworkDown, socket.string() + ": no terminal answers");
  };
  sockaddr_un address{};
  const int fd = ::socket(AF_UNIX, SOCK_STREAM | SOCK_CLOEXEC, 0);
  if (fd < 0) return down();
  std::string answer;
  bool ok =
      address_of(socket, address) && ::connect(fd, generic(address), sizeof address) == 0 && send_line(fd, request);
  while (ok && (answer.empty() || answer.back() != '\n')) {
    char bytes[16384];
    const ssize_t got = ::recv(fd, bytes, sizeof bytes, 0);
    ok = got > 0;
    if (ok) answer.append(bytes, std::size_t(got));
  }
  ::close(fd);
  if (!ok) return down();
  answer.pop_back();
  return answer;
}

}  // namespace bianmin::kiosk
