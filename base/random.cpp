#include "base/random.hpp"

#include <cstring>

#include <sodium.h>

namespace bianmin::base {

std::uint32_t Random::below(std::uint32_t bound) {
  const std::uint32_t limit = (0U - bound) % bound;  // rejects the uneven tail
  for (;;) {
    std::uint32_t value{};
    std::array<std::uint8_t, 4> bytes{};
    fill(bytes);
    std::memcpy(&value, bytes.data(), 4);
    if (value >= limit) return value % bound;
  }
}

void SystemRandom::fill(std::span<std::uint8_t> out) {
  if (!out.empty()) randombytes_buf(out.data(), out.size());
}

void SeededRandom::fill(std::span<std::uint8_t> out) {
  std::uint8_t nonce[crypto_stream_chacha20_NONCEBYTES];
  static_assert(sizeof nonce == sizeof(std::uint64_t));
  const std::uint64_t position = counter_.fetch_add(1, std::memory_order_relaxed);
  std::memcpy(nonce, &position, sizeof nonce);
  crypto_stream_chacha20(out.data(), out.size(), nonce, seed_.data());
}

}  // namespace bianmin::base
