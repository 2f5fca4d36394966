#pragma once

#include <string>
#include <string_view>

#include "base/clock.hpp"
#include "base/failure.hpp"

namespace bianmin::base {

/// What an Ogg Opus file (RFC 7845) says of itself.
struct OggOpus {
  int channels = 0;  // 1 or 2
  Milliseconds length{0};
  std::string title;  // the comment TITLE, "" without one; at most 1,000 bytes
};

/// What a recorded prompt may be at most: who publishes one and who plays it agree.
inline constexpr std::size_t kMostPromptBytes = 2U << 20;
inline constexpr Milliseconds kMostPromptLength{120'000};

/// Reads the container's pages, checksums included, and the two headers; the sound itself is not decoded. InputInvalid
/// names the place: what is no Ogg Opus, damaged, cut short, of several streams, longer than `most`. Any thread.
Result<OggOpus> inspect_ogg_opus(std::string_view bytes, Milliseconds most);

}  // namespace bianmin::base
