#pragma once

#include <cstdint>
#include <memory>
#include <span>

#include "base/failure.hpp"
#include "base/secret.hpp"

namespace bianmin::devices {

constexpr unsigned kMemoRate = 16'000;              // samples a second
constexpr std::size_t kMemoFrame = kMemoRate / 50;  // samples in an Opus packet of 20 ms

/// Makes an Ogg Opus file (RFC 7845) of speech: mono, about 24 kbit/s. It says nothing of who, when or where. What was
/// heard is wiped from its memory. One thread.
class MemoEncoder {
 public:
  /// SoundFailed when libopus refuses.
  static base::Result<MemoEncoder> begin();
  MemoEncoder(MemoEncoder&&) noexcept;
  MemoEncoder& operator=(MemoEncoder&&) noexcept;
  ~MemoEncoder();

  base::Result<void> add(std::span<const std::int16_t, kMemoFrame> frame);
  /// Bytes that the file would have if it ended now, rounded up a little.
  std::size_t bytes() const;
  /// The file. `last`, fewer samples than a frame, ends it; the decoder gives back exactly as many samples as were
  /// added. Nothing may be called afterwards.
  base::Result<base::Secret> finish(std::span<const std::int16_t> last);

 private:
  struct State;
  explicit MemoEncoder(std::unique_ptr<State> state);
  std::unique_ptr<State> state_;
};

}  // namespace bianmin::devices
