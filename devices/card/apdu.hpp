#pragma once

#include <cstdint>
#include <initializer_list>
#include <span>
#include <vector>

#include "base/failure.hpp"
#include "base/secret.hpp"

namespace bianmin::devices {

using CommandApdu = std::vector<std::uint8_t>;
using ByteView = std::span<const std::uint8_t>;

/// The bytes of a secret, borrowed as long as it is unchanged.
ByteView bytes_of(const base::Secret& secret);
/// Copies bytes into memory that is wiped.
base::Secret secret_of(ByteView bytes);

/// Carries commands to one presented card. A command goes out whole; the answer is data and two status bytes.
/// One thread at a time.
class ApduChannel {
 public:
  virtual ~ApduChannel() = default;
  /// CardRemovedEarly, CardMute, CardReadFailed or Cancelled. The answer is at most 65,538 bytes and may be empty.
  virtual base::Result<base::Secret> transmit(ByteView command) = 0;
};

/// What a card answered: ISO/IEC 7816-4 §5.3.
struct ApduResponse {
  base::Secret data;
  std::uint16_t status = 0;  // SW1 SW2
  bool ok() const { return status == 0x9000; }
};

/// Splits an answer; CardDataInvalid when it has fewer than two bytes or more data than 65,536.
base::Result<ApduResponse> parse_response(ByteView answer);

/// Sends a command and follows the transport's detours: 61xx is fetched by GET RESPONSE, 6Cxx is sent again with the
/// Le the card named. At most eight detours, at most 4,096 bytes in all; CardDataInvalid beyond. Any other status is
/// the caller's to judge.
base::Result<ApduResponse> send_command(ApduChannel& channel, ByteView command);

/// SELECT (A4). `p1` 04 selects by application name, 02 an elementary file under it, 00 by identifier.
CommandApdu select_command(std::uint8_t p1, ByteView name);
/// READ RECORD (B2). `le` 0 asks for all there is.
CommandApdu read_record_command(std::uint8_t p1, std::uint8_t p2, std::uint8_t le);

}  // namespace bianmin::devices
