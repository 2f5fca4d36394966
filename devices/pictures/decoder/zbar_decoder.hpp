#pragma once

#include <memory>
#include <vector>

#include "devices/pictures/decode_protocol.hpp"
#include "devices/pictures/frames.hpp"

namespace bianmin::devices::decode {

/// Finds QR codes, Code 128, EAN-13 and EAN-8 in a picture with ZBar. ZBAR_CFG_BINARY keeps ZBar from guessing
/// character sets, which ruins GB18030 (devices.md §7). Runs in the decoder process only: ZBar's QR reader has had heap
/// overflows (CVE-2023-40889, CVE-2023-40890).
class ZbarDecoder {
 public:
  ZbarDecoder();
  ~ZbarDecoder();
  ZbarDecoder(const ZbarDecoder&) = delete;
  ZbarDecoder& operator=(const ZbarDecoder&) = delete;
  /// At most kMaxCodes, in ZBar's order.
  std::vector<RawCode> decode(const GreyFrame& frame);

 private:
  struct State;
  std::unique_ptr<State> state_;
};

}  // namespace bianmin::devices::decode
