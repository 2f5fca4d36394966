#pragma once

#include <cstddef>
#include <optional>
#include <string>
#include <string_view>

#include "base/clock.hpp"
#include "offline/platform_client.hpp"

namespace bianmin::offline {

/// Sends a sealed case piece by piece, so that a link of a few kilobytes a second that breaks now and then brings it
/// over all the same: what the platform has stays there, and it says itself where to go on. Values only: whoever owns
/// it sends what `next()` gives and tells the answer to `took()`.
class CaseUpload {
 public:
  /// Bodies up to this size go at once: at 64 kbit/s that takes six seconds.
  static constexpr std::size_t kAtOnce = 48U << 10;
  static constexpr std::size_t kFirstPiece = 32U << 10, kLeastPiece = 4U << 10, kMostPiece = 192U << 10;
  /// The platform waits 20 s for a body.
  static constexpr base::Milliseconds kPieceTimeout{25'000};

  /// What an answer means for the whole.
  enum class Outcome {
    GoOn,      ///< send what next() gives
    Whole,     ///< all of it is there: file the case with body()
    Unknown,   ///< the platform knows nothing of pieces: send the case at once
    Unusable,  ///< the reply isn't the platform's
  };

  /// `box`: the sealed box's bytes. Nothing when `body` is no {"sealed"} or small enough to go at once.
  static std::optional<CaseUpload> of_body(std::string_view body);

  /// How much is there, or the next piece.
  PlatformRequest next() const;
  /// The answer to next(), which took so long. Failures of the link make the pieces smaller; ask again afterwards.
  Outcome took(const PlatformReply& reply, base::Milliseconds how_long);
  /// {"upload": …}, for POST /v1/cases.
  std::string body() const { return "{\"upload\":\"" + name_ + "\"}"; }
  /// Nothing is known of what is there: the next question is for that.
  void forget() { received_.reset(); }

  std::size_t size() const { return box_.size(); }
  std::size_t received() const { return received_.value_or(0); }
  std::size_t piece() const { return piece_; }

 private:
  explicit CaseUpload(std::string box);

  std::string box_;
  std::string name_;  // its SHA-256
  std::size_t piece_ = kFirstPiece;
  std::optional<std::size_t> received_;  // by what the platform said last
};

}  // namespace bianmin::offline
