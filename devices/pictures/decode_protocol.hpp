#pragma once

#include <cstdint>
#include <cstring>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

/// What the terminal and its decoder process say to each other over a socket pair on one machine: a fixed header in
/// host byte order, then `length` bytes. Neither side trusts the other's numbers.
namespace bianmin::devices::decode {

constexpr std::uint32_t kMagic = 0x31444D42;         // "BMD1"
constexpr std::uint32_t kMaxSide = 8192;             // pixels
constexpr std::uint32_t kMaxPixels = 24U << 20;      // 24 million
constexpr std::uint32_t kMaxImageBytes = 20U << 20;  // of an image file
constexpr std::uint32_t kMaxCodes = 16;
constexpr std::uint32_t kMaxPayload = 8192;  // a QR code holds at most 2,953 bytes
constexpr std::uint32_t kMaxReplyText = 512;
constexpr std::uint32_t kMaxPhotoSide = 1600;      // pixels, of what WriteJpeg takes
constexpr std::uint32_t kMaxPhotoBytes = 600'000;  // of what WriteJpeg makes

enum class Task : std::uint32_t {
  DecodeFrame = 1,  // width × height grey pixels → codes
  DecodeImage = 2,  // an image file → codes
  LoadImage = 3,    // an image file → grey pixels
  LoadColour = 4,   // an image file → red, green and blue; width = how long the longest side need be
  WriteJpeg = 5,    // width × height pixels of three bytes → a JPEG file
};
enum class Outcome : std::uint32_t { Ok = 0, ImageInvalid = 1 };  // ImageInvalid: the reply's bytes are the reason

struct Request {
  std::uint32_t magic = kMagic;
  Task task{};
  std::uint32_t width = 0, height = 0, length = 0;
};
struct Reply {
  std::uint32_t magic = kMagic;
  Outcome outcome{};
  std::uint32_t width = 0, height = 0, length = 0;  // width and height for LoadImage and LoadColour only
};
static_assert(sizeof(Request) == 20 && sizeof(Reply) == 20);

struct RawCode {
  std::string symbology;  // ZBar's name, "QR-Code"
  std::string payload;    // as the code holds it, no character set assumed
};

inline bool frame_size_ok(std::uint32_t width, std::uint32_t height) {
  return width >= 1 && height >= 1 && width <= kMaxSide && height <= kMaxSide && width * height <= kMaxPixels;
}

inline bool valid(const Request& request) {
  if (request.magic != kMagic) return false;
  switch (request.task) {
    case Task::DecodeFrame:
      return frame_size_ok(request.width, request.height) && request.length == request.width * request.height;
    case Task::DecodeImage:
    case Task::LoadImage: return request.length >= 1 && request.length <= kMaxImageBytes;
    case Task::LoadColour:
      return request.width >= 1 && request.width <= kMaxSide && request.length >= 1 && request.length <= kMaxImageBytes;
    case Task::WriteJpeg:
      return frame_size_ok(request.width, request.height) && request.width <= kMaxPhotoSide &&
             request.height <= kMaxPhotoSide && request.length == request.width * request.height * 3;
  }
  return false;
}

inline bool valid(const Reply& reply, Task task) {
  if (reply.magic != kMagic) return false;
  if (reply.outcome == Outcome::ImageInvalid) return reply.length <= kMaxReplyText;
  if (reply.outcome != Outcome::Ok) return false;
  if (task == Task::LoadImage)
    return frame_size_ok(reply.width, reply.height) && reply.length == reply.width * reply.height;
  if (task == Task::LoadColour)
    return frame_size_ok(reply.width, reply.height) && reply.length == reply.width * reply.height * 3;
  if (task == Task::WriteJpeg) return reply.length >= 1 && reply.length <= kMaxPhotoBytes;
  return reply.length <= kMaxCodes * (kMaxPayload + 64);
}

/// Codes one after another: u8 length of the symbology's name, the name, u16 length of the payload, the payload.
inline std::string pack_codes(const std::vector<RawCode>& codes) {
  std::string bytes;
  for (const RawCode& code : codes) {
    const auto name = static_cast<std::uint8_t>(std::min<std::size_t>(code.symbology.size(), 32));
    const auto size = static_cast<std::uint16_t>(std::min<std::size_t>(code.payload.size(), kMaxPayload));
    bytes += static_cast<char>(name);
    bytes.append(code.symbology, 0, name);
    bytes += static_cast<char>(size >> 8);
    bytes += static_cast<char>(size & 0xFF);
    bytes.append(code.payload, 0, size);
  }
  return bytes;
}

/// Nothing when a length points outside or a limit is passed.
inline std::optional<std::vector<RawCode>> unpack_codes(std::string_view bytes) {
  std::vector<RawCode> codes;
  std::size_t at = 0;
  const auto byte = [&](std::size_t i) { return static_cast<std::size_t>(static_cast<unsigned char>(bytes[i])); };
  while (at < bytes.size()) {
    if (codes.size() == kMaxCodes) return std::nullopt;
    const std::size_t name = byte(at++);
    if (name > 32 || bytes.size() - at < name + 2) return std::nullopt;
    RawCode code{std::string(bytes.substr(at, name)), {}};
    at += name;
    const std::size_t size = byte(at) << 8 | byte(at + 1);
    at += 2;
    if (size > kMaxPayload || bytes.size() - at < size) return std::nullopt;
    code.payload = bytes.substr(at, size);
    at += size;
    codes.push_back(std::move(code));
  }
  return codes;
}

}  // namespace bianmin::devices::decode
