#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

#include "base/clock.hpp"
#include "platform/store/sqlite.hpp"
#include "platform/uploads/piece.hpp"

// Bodies that come in pieces over a bad link, named by their SHA-256: a piece that comes twice changes nothing, one
// that comes too early is not kept, and whoever sends is told where to go on. What changes something is called inside a
// writer's job; all of it throws StoreError as the store does.
namespace bianmin::platform {

/// How many bodies of one terminal are kept at once; the one that has been silent the longest goes first.
inline constexpr int kMostUploads = 4;
/// A body of which nothing has come for so long is dropped.
inline constexpr base::Milliseconds kUploadPatience = std::chrono::hours{24 * 7};

struct UploadState {
  std::int64_t size = 0;      ///< 0: nothing of it is here
  std::int64_t received = 0;  ///< bytes from the beginning
  bool damaged = false;       ///< it was whole and another than its name says: it was dropped
};

UploadState find_upload(Database& database, std::string_view terminal, std::string_view sha256);
/// InputInvalid when a body of this name has another size.
base::Result<UploadState> add_piece(Database& database, std::string_view terminal, const PieceHead& head,
                                    std::string_view bytes, base::Instant now);
/// Nothing when it is not here, or not whole.
std::optional<std::string> whole_upload(Database& database, std::string_view terminal, std::string_view sha256);
void drop_upload(Database& database, std::string_view terminal, std::string_view sha256);
/// Drops what has been silent since `before`; how many bodies.
int drop_silent_uploads(Database& database, base::Instant before);

}  // namespace bianmin::platform
