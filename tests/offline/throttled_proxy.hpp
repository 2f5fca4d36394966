#pragma once

#include <atomic>
#include <chrono>
#include <thread>
#include <vector>

#include <arpa/inet.h>
#include <netinet/in.h>
#include <poll.h>
#include <sys/socket.h>
#include <unistd.h>

namespace bianmin::offline::tests {

/// A bad link on 127.0.0.1: whatever goes up passes at so many bytes a second, and each connection breaks after so
/// many.
class ThrottledProxy {
 public:
  ThrottledProxy(std::uint16_t to, std::size_t bytes_a_second, std::size_t breaks_after)
      : to_(to), rate_(bytes_a_second), most_(breaks_after) {
    listener_ = ::socket(AF_INET, SOCK_STREAM | SOCK_CLOEXEC, 0);
    sockaddr_in address = local(0);
    socklen_t size = sizeof address;
    ::bind(listener_, reinterpret_cast<sockaddr*>(&address), size);
    ::listen(listener_, 16);
    ::getsockname(listener_, reinterpret_cast<sockaddr*>(&address), &size);
    port_ = ntohs(address.sin_port);
    thread_ = std::jthread([this](const std::stop_token& stop) { accept_all(stop); });
  }
  ~ThrottledProxy() {
    thread_.request_stop();
    thread_.join();
    pumps_.clear();
    ::close(listener_);
  }
  std::uint16_t port() const { return port_; }
  int broken() const { return broken_; }

 private:
  static sockaddr_in local(std::uint16_t port) {
    sockaddr_in address{};
    address.sin_family = AF_INET;
    address.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
    address.sin_port = htons(port);
    return address;
  }

  void accept_all(const std::stop_token& stop) {
    while (!stop.stop_requested()) {
      pollfd ready{listener_, POLLIN, 0};
      if (::poll(&ready, 1, 50) <= 0) continue;
      const int here = ::accept4(listener_, nullptr, nullptr, SOCK_CLOEXEC);
      if (here < 0) continue;
      pumps_.emplace_back([this, here](const std::stop_token& ends) { pump(ends, here); });
    }
  }

  void pump(const std::stop_token& stop, int here) {
    const int there = ::socket(AF_INET, SOCK_STREAM | SOCK_CLOEXEC, 0);
    sockaddr_in address = local(to_);
    bool open = ::connect(there, reinterpret_cast<sockaddr*>(&address), sizeof address) == 0;
    std::size_t passed = 0;
    char buffer[2048];
    while (open && !stop.stop_requested()) {
      pollfd ends[2] = {{here, POLLIN, 0}, {there, POLLIN, 0}};
      if (::poll(ends, 2, 50) < 0) break;
      if ((ends[1].revents & (POLLIN | POLLHUP)) != 0) {
        const ssize_t got = ::read(there, buffer, sizeof buffer);
        open = got > 0 && ::send(here, buffer, static_cast<std::size_t>(got), MSG_NOSIGNAL) == got;
      }
      if (open && (ends[0].revents & (POLLIN | POLLHUP)) != 0) {
        const ssize_t got = ::read(here, buffer, sizeof buffer);
        open = got > 0 && ::send(there, buffer, static_cast<std::size_t>(got), MSG_NOSIGNAL) == got;
        if (!open) break;
        passed += static_cast<std::size_t>(got);
        // This is the slowness that is played, not a wait for something.
        std::this_thread::sleep_for(std::chrono::microseconds(static_cast<std::size_t>(got) * 1'000'000 / rate_));
        if (passed >= most_) {
          ++broken_;
          open = false;
        }
      }
    }
    ::close(here);
    ::close(there);
  }

  const std::uint16_t to_;
  const std::size_t rate_, most_;
  int listener_ = -1;
  std::uint16_t port_ = 0;
  std::atomic<int> broken_{0};
  std::vector<std::jthread> pumps_;
  std::jthread thread_;
};

}  // namespace bianmin::offline::tests
