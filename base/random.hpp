#pragma once

#include <array>
#include <atomic>
#include <cstdint>
#include <span>

namespace bianmin::base {

/// Where chance comes from. Any thread.
class Random {
 public:
  virtual ~Random() = default;
  virtual void fill(std::span<std::uint8_t> out) = 0;
  /// Uniform in [0, bound); bound > 0.
  std::uint32_t below(std::uint32_t bound);
};

/// The operating system's generator (libsodium).
class SystemRandom final : public Random {
 public:
  void fill(std::span<std::uint8_t> out) override;
};

/// The same numbers from the same seed (ChaCha20): the flow machine's own chance, tests, replay. Not for keys. Asked by
/// several threads, no number is given twice; who gets which one depends on who comes first.
class SeededRandom final : public Random {
 public:
  using Seed = std::array<std::uint8_t, 32>;
  explicit SeededRandom(const Seed& seed) : seed_(seed) {}
  void fill(std::span<std::uint8_t> out) override;

 private:
  Seed seed_;
  std::atomic<std::uint64_t> counter_{0};
};

}  // namespace bianmin::base
