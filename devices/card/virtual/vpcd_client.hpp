#pragma once

#include <cstdint>
#include <string>

#include "base/failure.hpp"
#include "devices/card/virtual_card.hpp"

namespace bianmin::devices {

/// A connection to vsmartcard's virtual reader (vpcd), which pcscd loads as a driver. Connecting is inserting the
/// card, closing is removing it. Messages are a big-endian u16 length and so many bytes; 00, 01, 02 switch the power
/// off, on, and reset; 04 asks for the answer to reset; anything else is a command (devices.md §4). One thread.
class VpcdClient {
 public:
  VpcdClient() = default;
  ~VpcdClient();
  VpcdClient(const VpcdClient&) = delete;
  VpcdClient& operator=(const VpcdClient&) = delete;

  /// ReaderMissing when nobody listens. `host` is a name or an address.
  base::Result<void> connect(const std::string& host, std::uint16_t port);
  /// Serves until the reader hangs up (true) or the card's file says that it is pulled out (false).
  bool serve(VirtualCard& card);

 private:
  bool receive(std::uint8_t* bytes, std::size_t length) const;
  bool send(ByteView payload) const;

  int socket_ = -1;
};

}  // namespace bianmin::devices
