#include "kiosk/journey/network_switch.hpp"

#include <vector>

#include <arpa/inet.h>
#include <fcntl.h>
#include <netinet/in.h>
#include <netinet/tcp.h>
#include <poll.h>
#include <sys/socket.h>
#include <unistd.h>

namespace bianmin::kiosk {
namespace {

constexpr int kLookMs = 50;  // how soon a pulled plug is noticed

sockaddr_in loopback(std::uint16_t port) {
  sockaddr_in address{};
  address.sin_family = AF_INET;
  address.sin_port = htons(port);
  address.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
  return address;
}

sockaddr* generic(sockaddr_in& address) { return reinterpret_cast<sockaddr*>(&address); }

struct Pair {
  int near;
  int far;
};

// Moves what is there from one end to the other; false when the connection has ended.
bool pump(int from, int to) {
  char buffer[16384];
  const ssize_t got = ::recv(from, buffer, sizeof buffer, 0);
  if (got <= 0) return false;
  for (ssize_t sent = 0; sent < got;) {
    const ssize_t wrote = ::send(to, buffer + sent, std::size_t(got - sent), MSG_NOSIGNAL);
    if (wrote <= 0) return false;
    sent += wrote;
  }
  return true;
}

void end(const Pair& pair) {
  ::close(pair.near);
  ::close(pair.far);
}

}  // namespace

NetworkSwitch::NetworkSwitch(std::uint16_t target_port, std::uint16_t local_port) : target_(target_port) {
  listener_ = ::socket(AF_INET, SOCK_STREAM | SOCK_CLOEXEC, 0);
  const int on = 1;
  ::setsockopt(listener_, SOL_SOCKET, SO_REUSEADDR, &on, sizeof on);
  sockaddr_in address = loopback(local_port);
  socklen_t size = sizeof address;
  if (::bind(listener_, generic(address), size) == 0 && ::listen(listener_, 16) == 0 &&
      ::getsockname(listener_, generic(address), &size) == 0)
    port_ = ntohs(address.sin_port);
  thread_ = std::jthread([this](std::stop_token stop) { work(std::move(stop)); });
}

NetworkSwitch::~NetworkSwitch() {
  thread_.request_stop();
  thread_.join();
  ::close(listener_);
}

void NetworkSwitch::work(std::stop_token stop) {
  std::vector<Pair> pairs;
  while (!stop.stop_requested()) {
    if (!up_) {
      for (const Pair& pair : pairs) end(pair);
      pairs.clear();
    }
    std::vector<pollfd> watched{{listener_, POLLIN, 0}};
    for (const Pair& pair : pairs) {
      watched.push_back({pair.near, POLLIN, 0});
      watched.push_back({pair.far, POLLIN, 0});
    }
    if (::poll(watched.data(), watched.size(), kLookMs) <= 0) continue;
    std::vector<Pair> alive;
    for (std::size_t i = 0; i < pairs.size(); ++i) {
      const bool near_ok = watched[1 + 2 * i].revents == 0 || pump(pairs[i].near, pairs[i].far);
      const bool far_ok = watched[2 + 2 * i].revents == 0 || pump(pairs[i].far, pairs[i].near);
      if (near_ok && far_ok)
        alive.push_back(pairs[i]);
      else
        end(pairs[i]);
    }
    pairs = std::move(alive);
    if ((watched[0].revents & POLLIN) == 0) continue;
    const int near = ::accept4(listener_, nullptr, nullptr, SOCK_CLOEXEC);
    if (near < 0) continue;
    const int far = up_ ? ::socket(AF_INET, SOCK_STREAM | SOCK_CLOEXEC, 0) : -1;
    sockaddr_in address = loopback(target_);
    if (far < 0 || ::connect(far, generic(address), sizeof address) != 0) {
      ::close(near);
      if (far >= 0) ::close(far);
      continue;
    }
    const int on = 1;
    ::setsockopt(near, IPPROTO_TCP, TCP_NODELAY, &on, sizeof on);
    ::setsockopt(far, IPPROTO_TCP, TCP_NODELAY, &on, sizeof on);
    pairs.push_back({near, far});
  }
  for (const Pair& pair : pairs) end(pair);
}

}  // namespace bianmin::kiosk
