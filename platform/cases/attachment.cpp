#include "platform/cases/attachment.hpp"

#include <algorithm>

#include "base/base64.hpp"
#include "platform/crypto/sodium.hpp"

namespace bianmin::platform {
namespace {

using base::FailureCode;
using base::JsonReader;

constexpr std::size_t kMostPixels = 12000;

unsigned byte_at(std::string_view bytes, std::size_t at) { return static_cast<unsigned char>(bytes[at]); }
std::size_t word_at(std::string_view bytes, std::size_t at) {
  return byte_at(bytes, at) << 8U | byte_at(bytes, at + 1);
}

bool is_frame(unsigned marker) {
  return marker >= 0xC0 && marker <= 0xCF && marker != 0xC4 && marker != 0xC8 && marker != 0xCC;
}

constexpr std::size_t in_base64(std::size_t bytes) { return (bytes + 2) / 3 * 4; }

base::Secret read_bytes(JsonReader data, std::size_t most, base::Result<void> (*check)(std::string_view)) {
  std::string text = data.string(in_base64(most));
  auto bytes = base::decode_base64(text);
  base::wipe(text);
  if (!data.ok()) return {};
  if (!bytes) {
    data.refuse("must be base64");
    return {};
  }
  if (bytes->size() > most) data.refuse("must have at most " + std::to_string(most) + " bytes");
  if (const auto checked = check(*bytes); data.ok() && !checked) data.refuse(checked.error().detail);
  base::Secret secret(*bytes);
  base::wipe(*bytes);
  return secret;
}

Attachment read_media(JsonReader reader, const char* kind, const char* type, std::size_t most,
                      base::Result<void> (*check)(std::string_view)) {
  reader.only({"type", "data"});
  JsonReader given = reader.member("type");
  if (given.string(64) != type && given.ok()) given.refuse(std::string("must be ") + type);
  return {kind, type, read_bytes(reader.member("data"), most, check)};
}

}  // namespace

std::string attachment_context(std::string_view number, std::size_t position) {
  return std::string(number) + "/" + std::to_string(position);
}

base::Result<void> check_jpeg(std::string_view bytes) {
  const auto wrong = [](const char* what) {
    return base::fail(FailureCode::InputInvalid, std::string("is no JPEG: ") + what);
  };
  if (!bytes.starts_with("\xFF\xD8")) return wrong("it does not begin as one");
  if (!bytes.ends_with("\xFF\xD9")) return wrong("it is cut short");
  bool framed = false;
  for (std::size_t at = 2; at + 4 <= bytes.size();) {
    if (byte_at(bytes, at) != 0xFF) return wrong("a marker is missing");
    const unsigned marker = byte_at(bytes, at + 1);
    if (marker == 0xFF) {  // fill
      ++at;
      continue;
    }
    if (marker < 0xC0 || (marker >= 0xD0 && marker <= 0xD9)) return wrong("a marker is out of place");
    const std::size_t length = word_at(bytes, at + 2);
    if (length < 2 || length > bytes.size() - at - 2) return wrong("a segment is cut short");
    if (is_frame(marker)) {
      if (length < 8) return wrong("the frame is too short");
      const std::size_t height = word_at(bytes, at + 5), width = word_at(bytes, at + 7);
      if (height == 0 || width == 0 || height > kMostPixels || width > kMostPixels)
        return wrong("its size is not possible");
      framed = true;
    }
    if (marker == 0xDA) return framed ? base::Result<void>() : wrong("it has no frame");
    at += 2 + length;
  }
  return wrong("it has no picture");
}

base::Result<void> check_ogg(std::string_view bytes) {
  const auto wrong = [](const char* what) {
    return base::fail(FailureCode::InputInvalid, std::string("is no Ogg sound: ") + what);
  };
  constexpr std::size_t kHeader = 27;
  if (bytes.empty()) return wrong("it is empty");
  for (std::size_t at = 0; at < bytes.size();) {
    if (bytes.size() - at < kHeader || bytes.substr(at, 4) != "OggS" || bytes[at + 4] != 0)
      return wrong("a page is missing");
    const std::size_t segments = byte_at(bytes, at + 26);
    if (bytes.size() - at - kHeader < segments) return wrong("a page is cut short");
    std::size_t size = 0;
    for (std::size_t i = 0; i < segments; ++i) size += byte_at(bytes, at + kHeader + i);
    const std::size_t begin = at + kHeader + segments;
    if (bytes.size() - begin < size) return wrong("a page is cut short");
    if (at == 0) {
      const std::string_view packet = bytes.substr(begin, size);
      const bool known = packet.starts_with("OpusHead") || packet.starts_with("\x01vorbis") ||
                         packet.starts_with(
                             "\x7F"
                             "FLAC");
      if ((byte_at(bytes, 5) & 2U) == 0 || !known) return wrong("it begins with no sound");
    }
    at = begin + size;
  }
  return {};
}

base::Result<void> check_strokes(std::string_view text) {
  if (text.empty()) return base::fail(FailureCode::InputInvalid, "must not be empty");
  const bool plain = std::all_of(text.begin(), text.end(), [](char c) { return (c >= ' ' && c <= '~') || c == '\n'; });
  if (!plain) return base::fail(FailureCode::InputInvalid, "must be printable ASCII");
  return {};
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
