#pragma once

#include <cstdint>
#include <map>
#include <string>
#include <string_view>
#include <vector>

#include "base/clock.hpp"
#include "base/failure.hpp"

namespace bianmin::offline {

enum class NoticeLevel { Info, Warning, Emergency };

/// What a centre tells everybody who stands before the terminal.
struct Notice {
  std::string id;
  NoticeLevel level{};
  std::map<std::string, std::string> title, text;  // language tag → words
  base::Instant from, until;                       // shown from ≤ now < until

  friend bool operator==(const Notice&, const Notice&) = default;
};

/// A notice as it was signed.
struct NoticeEnvelope {
  std::uint64_t sequence{};  // from 1, grows with each envelope of the platform
  Notice notice;
  std::vector<std::string> terminals;  // ids, or "*" for all
  bool withdrawn{};                    // takes the notice with this id away; texts and times may be absent then

  bool concerns(std::string_view terminal) const;
};

/// Reads an envelope's bytes, at most 64 KiB. InputInvalid names the place.
base::Result<NoticeEnvelope> parse_notice(std::string_view bytes);

/// An envelope's bytes with the signature over them.
struct SignedNotice {
  std::string envelope;
  std::string signature;  // 64 bytes

  friend bool operator==(const SignedNotice&, const SignedNotice&) = default;
};

}  // namespace bianmin::offline
