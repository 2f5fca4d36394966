#pragma once

#include <cstddef>
#include <string>
#include <string_view>
#include <vector>

#include "base/clock.hpp"
#include "base/json.hpp"
#include "base/secret.hpp"

namespace bianmin::platform {

/// What an attachment says of itself.
struct AttachmentFacts {
  unsigned width = 0, height = 0;  ///< pixels, of a photo; else 0
  base::Milliseconds duration{0};  ///< of a voice memo; else 0
};

/// What came with a case: a photo, a voice memo, a signature.
struct Attachment {
  std::string kind;  ///< "photo", "voice" or "signature"
  std::string type;  ///< "image/jpeg", "audio/ogg" or "text/plain"
  base::Secret bytes;
  AttachmentFacts facts = {};
};

inline constexpr std::size_t kMostPhotos = 3;
inline constexpr std::size_t kMostPhotoBytes = 600 << 10;
inline constexpr std::size_t kMostVoiceBytes = 400 << 10;
inline constexpr std::size_t kMostSignatureBytes = 20 << 10;

/// What its encryption is bound to: the case's number and its place in the case, from 1.
std::string attachment_context(std::string_view number, std::size_t position);

inline constexpr base::Milliseconds kMostVoice{180'000};

/// A whole JPEG, as inspect_jpeg() takes it. InputInvalid says what is wrong.
base::Result<AttachmentFacts> check_jpeg(std::string_view bytes);
/// Whole Ogg pages with their checksums, one Opus stream of at most three minutes. InputInvalid likewise.
base::Result<AttachmentFacts> check_ogg(std::string_view bytes);
/// Printable ASCII and line feeds, not empty. InputInvalid likewise.
base::Result<AttachmentFacts> check_strokes(std::string_view text);

/// The case's "photos", "voice" and "signature", checked; the reader keeps what was wrong and never a value.
std::vector<Attachment> read_attachments(base::JsonReader content);

}  // namespace bianmin::platform
