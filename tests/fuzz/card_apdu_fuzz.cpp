#include <cstddef>
#include <cstdint>

#include "devices/card/social_security_card.hpp"

// A hostile card: the input is its answer to reset (one byte of length, then so many) and its answers (the same),
// the last of which it repeats.

namespace {

using namespace bianmin;

class HostileCard final : public devices::ApduChannel {
 public:
  explicit HostileCard(devices::ByteView bytes) : bytes_(bytes) {}
  devices::ByteView next() {
    if (bytes_.empty()) return last_;
    const std::size_t length = std::min<std::size_t>(bytes_[0], bytes_.size() - 1);
    last_ = bytes_.subspan(1, length);
    bytes_ = bytes_.subspan(1 + length);
    return last_;
  }
  base::Result<base::Secret> transmit(devices::ByteView) override { return devices::secret_of(next()); }

 private:
  devices::ByteView bytes_, last_;
};

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  static const base::ManualClock clock{base::Instant{}};
  HostileCard card({data, size});
  const auto atr = card.next();
  (void)devices::read_card(atr, card, clock);
  HostileCard again({data, size});
  (void)devices::read_social_security_card(again, clock);
  return 0;
}
