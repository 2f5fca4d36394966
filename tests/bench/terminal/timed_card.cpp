#include "tests/bench/terminal/timed_card.hpp"

#include <array>
#include <vector>

#include <arpa/inet.h>
#include <netinet/in.h>
#include <netinet/tcp.h>
#include <sys/socket.h>
#include <unistd.h>

#include "tests/bench/terminal/figures.hpp"

namespace bianmin::tests {
namespace {

// devices/card/virtual/vpcd_client.hpp has the protocol.
enum Control : std::uint8_t { kPowerOff = 0, kPowerOn = 1, kReset = 2, kAskAtr = 4 };

void quick(int socket, int option) {
  const int on = 1;
  ::setsockopt(socket, IPPROTO_TCP, option, &on, sizeof on);
}

}  // namespace

TimedCard::TimedCard(devices::VirtualCard card, std::uint16_t port) : card_(std::move(card)) {
  const int socket = ::socket(AF_INET, SOCK_STREAM | SOCK_CLOEXEC, 0);
  sockaddr_in address{};
  address.sin_family = AF_INET;
  address.sin_port = htons(port);
  address.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
  if (::connect(socket, reinterpret_cast<const sockaddr*>(&address), sizeof address) != 0) {
    ::close(socket);
    return;
  }
  quick(socket, TCP_NODELAY);
  socket_ = socket;
  thread_ = std::thread([this] { serve(); });
}

TimedCard::~TimedCard() {
  if (socket_ >= 0) ::shutdown(socket_, SHUT_RDWR);
  if (thread_.joinable()) thread_.join();
  if (socket_ >= 0) ::close(socket_);
}

void TimedCard::serve() {
  std::vector<std::uint8_t> buffer(65'535);
  for (;;) {
    std::array<std::uint8_t, 2> length{};
    if (!receive(length.data(), length.size())) return;
    const auto size = static_cast<std::size_t>(length[0] << 8 | length[1]);
    if (!receive(buffer.data(), size)) return;
    const double asked = now_ms();
    if (size == 1) {
      if (buffer[0] == kAskAtr) {
        if (times_.noticed == 0) times_.noticed = asked;
        if (!send(card_.atr())) return;
      } else {
        if (buffer[0] == kPowerOn && times_.powered == 0) times_.powered = asked;
        card_.reset();
      }
      continue;
    }
    if (times_.first == 0) times_.first = asked;
    const auto answer = card_.answer({buffer.data(), size});
    if (!answer) return;
    const double answered = now_ms();
    times_.card_ms = times_.card_ms + (answered - asked);
    ++times_.commands;
    times_.last = answered;
    if (!send({reinterpret_cast<const std::uint8_t*>(answer->reveal().data()), answer->reveal().size()})) return;
  }
}

bool TimedCard::receive(std::uint8_t* bytes, std::size_t length) const {
  for (std::size_t done = 0; done < length;) {
    quick(socket_, TCP_QUICKACK);
    const ssize_t got = ::recv(socket_, bytes + done, length - done, 0);
    if (got <= 0) return false;
    done += static_cast<std::size_t>(got);
  }
  return true;
}

bool TimedCard::send(devices::ByteView payload) const {
  std::vector<std::uint8_t> message{static_cast<std::uint8_t>(payload.size() >> 8),
                                    static_cast<std::uint8_t>(payload.size() & 0xFF)};
  message.insert(message.end(), payload.begin(), payload.end());
  for (std::size_t done = 0; done < message.size();) {
    const ssize_t wrote = ::send(socket_, message.data() + done, message.size() - done, MSG_NOSIGNAL);
    if (wrote <= 0) return false;
    done += static_cast<std::size_t>(wrote);
  }
  return true;
}

}  // namespace bianmin::tests
