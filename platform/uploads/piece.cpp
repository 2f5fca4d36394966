#include "platform/uploads/piece.hpp"

#include <charconv>

#include "platform/content/manifest.hpp"

namespace bianmin::platform {
namespace {

using base::FailureCode;

base::Result<std::int64_t> read_count(const char* place, std::string_view text) {
  std::int64_t value = 0;
  const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), value);
  if (text.empty() || error != std::errc{} || end != text.data() + text.size() || value < 0 || value > kMostUpload)
    return base::fail(
        FailureCode::InputInvalid,
        std::string("upload: ") + place + ": must be a number of bytes up to " + std::to_string(kMostUpload));
  return value;
}

}  // namespace

base::Result<PieceHead> read_piece_head(std::string_view sha256, std::string_view start, std::string_view size,
                                        std::size_t length) {
  if (!is_sha256(sha256)) return base::fail(FailureCode::InputInvalid, "upload: its name must be a SHA-256");
  const auto first = read_count("start", start), all = read_count("size", size);
  if (!first) return tl::unexpected(first.error());
  if (!all) return tl::unexpected(all.error());
  if (length == 0) return base::fail(FailureCode::InputInvalid, "upload: the piece is empty");
  if (static_cast<std::int64_t>(length) > *all - *first)
    return base::fail(FailureCode::InputInvalid, "upload: the piece goes beyond the size");
  return PieceHead{std::string(sha256), *all, *first};
}

}  // namespace bianmin::platform
