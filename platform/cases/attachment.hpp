#pragma once

#include <cstddef>
#include <string>
#include <string_view>
#include <vector>

#include "base/json.hpp"
#include "base/secret.hpp"

namespace bianmin::platform {

/// What came with a case: a photo, a voice memo, a signature.
struct Attachment {
  std::string kind;  ///< "photo", "voice" or "signature"
  std::string type;  ///< "image/jpeg", "audio/ogg" or "text/plain"
  base::Secret bytes;
};

inline constexpr std::size_t kMostPhotos = 3;
inline constexpr std::size_t kMostPhotoBytes = 600 << 10;
inline constexpr std::size_t kMostVoiceBytes = 400 << 10;
inline constexpr std::size_t kMostSignatureBytes = 20 << 10;

/// What its encryption is bound to: the case's number and its place in the case, from 1.
std::string attachment_context(std::string_view number, std::size_t position);

/// A whole baseline or progressive JPEG: markers in order up to a picture of 1 to 12,000 pixels a side, and its end
/// (ITU-T T.81, annex B). The picture itself is not decoded. InputInvalid says what is wrong.
base::Result<void> check_jpeg(std::string_view bytes);
/// Whole Ogg pages (RFC 3533), the first of them beginning an Opus, Vorbis or FLAC stream. InputInvalid likewise.
base::Result<void> check_ogg(std::string_view bytes);
/// Printable ASCII and line feeds, not empty. InputInvalid likewise.
base::Result<void> check_strokes(std::string_view text);

/// The case's "photos", "voice" and "signature", checked; the reader keeps what was wrong and never a value.
std::vector<Attachment> read_attachments(base::JsonReader content);

}  // namespace bianmin::platform
