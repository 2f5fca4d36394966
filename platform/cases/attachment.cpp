#include "platform/cases/attachment.hpp"

#include <algorithm>

#include "base/base64.hpp"
#include "base/ogg_opus.hpp"
#include "platform/cases/jpeg.hpp"

namespace bianmin::platform {
namespace {

using base::FailureCode;
using base::JsonReader;

using Check = base::Result<AttachmentFacts> (*)(std::string_view);

constexpr std::size_t in_base64(std::size_t bytes) { return (bytes + 2) / 3 * 4; }

base::Secret read_bytes(JsonReader data, std::size_t most, Check check, AttachmentFacts& facts) {
  std::string text = data.string(in_base64(most));
  auto bytes = base::decode_base64(text);
  base::wipe(text);
  if (!data.ok()) return {};
  if (!bytes) {
    data.refuse("must be base64");
    return {};
  }
  if (bytes->size() > most) data.refuse("must have at most " + std::to_string(most) + " bytes");
  if (!data.ok()) return {};
  if (const auto checked = check(*bytes); checked)
    facts = *checked;
  else
    data.refuse(checked.error().detail);
  base::Secret secret(*bytes);
  base::wipe(*bytes);
  return secret;
}

Attachment read_media(JsonReader reader, const char* kind, const char* type, std::size_t most, Check check) {
  reader.only({"type", "data"});
  JsonReader given = reader.member("type");
  if (given.string(64) != type && given.ok()) given.refuse(std::string("must be ") + type);
  Attachment made{kind, type, {}};
  made.bytes = read_bytes(reader.member("data"), most, check, made.facts);
  return made;
}

}  // namespace

std::string attachment_context(std::string_view number, std::size_t position) {
  return std::string(number) + "/" + std::to_string(position);
}

base::Result<AttachmentFacts> check_jpeg(std::string_view bytes) {
  const auto facts = inspect_jpeg(bytes);
  if (!facts) return tl::unexpected(facts.error());
  return AttachmentFacts{facts->width, facts->height};
}

base::Result<AttachmentFacts> check_ogg(std::string_view bytes) {
  const auto sound = base::inspect_ogg_opus(bytes, kMostVoice);
  if (!sound) return base::fail(FailureCode::InputInvalid, "is no Ogg Opus sound: " + sound.error().detail);
  return AttachmentFacts{0, 0, sound->length};
}

base::Result<AttachmentFacts> check_strokes(std::string_view text) {
  if (text.empty()) return base::fail(FailureCode::InputInvalid, "must not be empty");
  const bool plain = std::all_of(text.begin(), text.end(), [](char c) { return (c >= ' ' && c <= '~') || c == '\n'; });
  if (!plain) return base::fail(FailureCode::InputInvalid, "must be printable ASCII");
  return AttachmentFacts{};
}

std::vector<Attachment> read_attachments(JsonReader content) {
  std::vector<Attachment> attachments;
  if (JsonReader photos = content.optional_member("photos"); photos.present())
    photos.each([&](JsonReader photo) {
      if (attachments.size() == kMostPhotos) return photo.refuse("has 3 before it, which is the most");
      attachments.push_back(read_media(photo, "photo", "image/jpeg", kMostPhotoBytes, check_jpeg));
    });
  if (JsonReader voice = content.optional_member("voice"); voice.present())
    attachments.push_back(read_media(voice, "voice", "audio/ogg", kMostVoiceBytes, check_ogg));
  if (JsonReader signature = content.optional_member("signature"); signature.present()) {
    std::string strokes = signature.string(kMostSignatureBytes);
    if (const auto checked = check_strokes(strokes); signature.ok() && !checked)
      signature.refuse(checked.error().detail);
    attachments.push_back({"signature", "text/plain", base::Secret(strokes)});
    base::wipe(strokes);
  }
  return attachments;
}

}  // namespace bianmin::platform
