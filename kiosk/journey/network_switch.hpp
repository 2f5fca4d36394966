#pragma once

#include <atomic>
#include <cstdint>
#include <thread>

namespace bianmin::kiosk {

/// A piece of cable that can be pulled out: forwards TCP connections from a local port to another one, and drops all
/// of them while it is down. For journeys and the demo's dock.
class NetworkSwitch {
 public:
  /// Listens on 127.0.0.1:`local_port` (0: any free one), forwards to 127.0.0.1:`target_port`.
  explicit NetworkSwitch(std::uint16_t target_port, std::uint16_t local_port = 0);
  ~NetworkSwitch();
  std::uint16_t port() const { return port_; }
  void set(bool up) { up_ = up; }

 private:
  void work(std::stop_token stop);

  int listener_ = -1;
  std::uint16_t port_ = 0;
  const std::uint16_t target_;
  std::atomic<bool> up_{true};
  std::jthread thread_;
};

}  // namespace bianmin::kiosk
