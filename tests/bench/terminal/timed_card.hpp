#pragma once

#include <atomic>
#include <cstdint>
#include <filesystem>
#include <thread>

#include "devices/card/virtual_card.hpp"

namespace bianmin::tests {

/// The card of bianmin-virtual-card (the same VirtualCard behind the same protocol of vpcd) that notes when it was
/// asked what. Inserted as long as it lives.
class TimedCard {
 public:
  struct Times {
    std::atomic<double> noticed = 0;  // pcscd asked for its answer to reset: the reader knows that it is there
    std::atomic<double> powered = 0;  // power on
    std::atomic<double> first = 0;    // the first command
    std::atomic<double> last = 0;     // the last answer
    std::atomic<double> card_ms = 0;  // spent by the card itself
    std::atomic<int> commands = 0;
  };
  TimedCard(devices::VirtualCard card, std::uint16_t port);
  ~TimedCard();
  const Times& times() const { return times_; }
  bool connected() const { return socket_ >= 0; }

 private:
  void serve();
  bool receive(std::uint8_t* bytes, std::size_t length) const;
  bool send(devices::ByteView payload) const;

  devices::VirtualCard card_;
  int socket_ = -1;
  Times times_;
  std::thread thread_;
};

}  // namespace bianmin::tests
