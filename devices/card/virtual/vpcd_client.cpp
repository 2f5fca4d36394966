#include "devices/card/virtual/vpcd_client.hpp"

#include <array>
#include <cerrno>
#include <chrono>
#include <cstring>
#include <thread>

#include <netdb.h>
#include <netinet/in.h>
#include <netinet/tcp.h>
#include <poll.h>
#include <sys/socket.h>
#include <unistd.h>

namespace bianmin::devices {
namespace {

enum Control : std::uint8_t { kPowerOff = 0, kPowerOn = 1, kReset = 2, kAskAtr = 4 };

void set_tcp_flag(int socket, int option) {
  const int on = 1;
  ::setsockopt(socket, IPPROTO_TCP, option, &on, sizeof on);
}

}  // namespace

VpcdClient::~VpcdClient() {
  if (socket_ >= 0) ::close(socket_);
}

base::Result<void> VpcdClient::connect(const std::string& host, std::uint16_t port) {
  addrinfo hints{};
  hints.ai_socktype = SOCK_STREAM;
  addrinfo* found = nullptr;
  if (const int error = ::getaddrinfo(host.c_str(), std::to_string(port).c_str(), &hints, &found); error != 0)
    return base::fail(base::FailureCode::ReaderMissing, host + ": " + ::gai_strerror(error));
  int last_error = 0;
  for (const addrinfo* address = found; address != nullptr && socket_ < 0; address = address->ai_next) {
    const int tried = ::socket(address->ai_family, address->ai_socktype | SOCK_CLOEXEC, address->ai_protocol);
    if (tried >= 0 && ::connect(tried, address->ai_addr, address->ai_addrlen) == 0) {
      socket_ = tried;
    } else {
      last_error = errno;
      if (tried >= 0) ::close(tried);
    }
  }
  ::freeaddrinfo(found);
  if (socket_ < 0)
    return base::fail(base::FailureCode::ReaderMissing,
                      host + ":" + std::to_string(port) + ": " + std::strerror(last_error));
  set_tcp_flag(socket_, TCP_NODELAY);
  return {};
}

bool VpcdClient::serve(VirtualCard& card) {
  std::array<std::uint8_t, 65'535> buffer{};
  for (;;) {
    std::array<std::uint8_t, 2> length{};
    if (!receive(length.data(), length.size())) return true;
    const auto size = static_cast<std::size_t>(length[0] << 8 | length[1]);
    if (!receive(buffer.data(), size)) return true;
    const ByteView payload(buffer.data(), size);
    if (size == 1) {
      if (payload[0] == kAskAtr && !send(card.atr())) return true;
      if (payload[0] == kPowerOff || payload[0] == kPowerOn || payload[0] == kReset) card.reset();
      continue;
    }
    if (card.faults().slow_ms > 0) std::this_thread::sleep_for(std::chrono::milliseconds(card.faults().slow_ms));
    const auto answer = card.answer(payload);
    if (answer && !send(bytes_of(*answer))) return true;
    if (!answer && card.pulled()) return false;
  }
}

bool VpcdClient::receive(std::uint8_t* bytes, std::size_t length) const {
  std::size_t done = 0;
  while (done < length) {
    set_tcp_flag(socket_, TCP_QUICKACK);  // the kernel forgets it; without it each command costs 40 ms
    const ssize_t got = ::recv(socket_, bytes + done, length - done, 0);
    if (got < 0 && errno == EINTR) continue;
    if (got <= 0) return false;
    done += static_cast<std::size_t>(got);
  }
  return true;
}

bool VpcdClient::send(ByteView payload) const {
  std::vector<std::uint8_t> message{static_cast<std::uint8_t>(payload.size() >> 8),
                                    static_cast<std::uint8_t>(payload.size() & 0xFF)};
  message.insert(message.end(), payload.begin(), payload.end());
  std::size_t done = 0;
  while (done < message.size()) {
    const ssize_t wrote = ::send(socket_, message.data() + done, message.size() - done, MSG_NOSIGNAL);
    if (wrote < 0 && errno == EINTR) continue;
    if (wrote < 0) return false;
    done += static_cast<std::size_t>(wrote);
  }
  return true;
}

}  // namespace bianmin::devices
