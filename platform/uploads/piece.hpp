#pragma once

#include <cstdint>
#include <string>
#include <string_view>

#include "base/failure.hpp"

namespace bianmin::platform {

/// The largest body that comes in pieces: a case inside its sealed box.
inline constexpr std::int64_t kMostUpload = 3500 << 10;

/// Where a piece belongs: of which body, from which byte of it.
struct PieceHead {
  std::string sha256;  ///< hexadecimal, of the whole body
  std::int64_t size = 0;
  std::int64_t start = 0;
};

/// From PUT /v1/uploads/{sha256}?start=N&size=N. `length`: bytes of the piece, 1 and more. InputInvalid names the
/// place.
base::Result<PieceHead> read_piece_head(std::string_view sha256, std::string_view start, std::string_view size,
                                        std::size_t length);

}  // namespace bianmin::platform
