#include "base/ogg_opus.hpp"

#include <array>
#include <cstdint>

namespace bianmin::base {
namespace {

constexpr std::size_t kPageHead = 27;
constexpr std::size_t kMostHeader = 64U << 10;  // of the comment packet; a picture in it is none of ours
constexpr std::size_t kMostTitle = 1000;
constexpr std::int64_t kOpusRate = 48;  // samples a millisecond, whatever was recorded

std::uint64_t little(std::string_view bytes, std::size_t at, std::size_t count) {
  std::uint64_t value = 0;
  for (std::size_t i = 0; i < count; ++i) value |= std::uint64_t{static_cast<unsigned char>(bytes[at + i])} << (8 * i);
  return value;
}

// Ogg's checksum: polynomial 0x04c11db7, not reflected, the field itself taken as zero.
std::uint32_t checksum(std::string_view page) {
  static const auto table = [] {
    std::array<std::uint32_t, 256> made{};
    for (std::uint32_t i = 0; i < 256; ++i) {
      std::uint32_t r = i << 24;
      for (int bit = 0; bit < 8; ++bit) r = (r << 1) ^ ((r & 0x80000000U) != 0 ? 0x04c11db7U : 0U);
      made[i] = r;
    }
    return made;
  }();
  std::uint32_t sum = 0;
  for (std::size_t i = 0; i < page.size(); ++i) {
    const unsigned char byte = i >= 22 && i < 26 ? 0 : static_cast<unsigned char>(page[i]);
    sum = (sum << 8) ^ table[(sum >> 24) ^ byte];
  }
  return sum;
}

struct Page {
  std::string_view whole;
  std::string_view segments;  // the lacing values
  std::string_view body;
  std::uint64_t granule = 0;
  std::uint32_t stream = 0;
  bool first = false;
  bool ends_packet() const { return !segments.empty() && static_cast<unsigned char>(segments.back()) < 255; }
};

tl::unexpected<Failure> refuse(std::string detail) { return fail(FailureCode::InputInvalid, std::move(detail)); }

Result<Page> read_page(std::string_view bytes, std::size_t at) {
  const std::string place = "byte " + std::to_string(at);
  const std::string_view rest = bytes.substr(at);
  if (!rest.starts_with("OggS")) return refuse(place + ": no Ogg page");
  if (rest.size() < kPageHead) return refuse(place + ": cut short");
  if (rest[4] != 0) return refuse(place + ": unknown Ogg version");
  const std::size_t count = static_cast<unsigned char>(rest[26]);
  if (rest.size() < kPageHead + count) return refuse(place + ": cut short");
  Page page{.segments = rest.substr(kPageHead, count)};
  std::size_t length = 0;
  for (const char value : page.segments) length += static_cast<unsigned char>(value);
  if (rest.size() < kPageHead + count + length) return refuse(place + ": cut short");
  page.whole = rest.substr(0, kPageHead + count + length);
  page.body = page.whole.substr(kPageHead + count);
  page.granule = little(rest, 6, 8);
  page.stream = static_cast<std::uint32_t>(little(rest, 14, 4));
  page.first = (static_cast<unsigned char>(rest[5]) & 2U) != 0;
  if (checksum(page.whole) != little(rest, 22, 4)) return refuse(place + ": damaged, wrong checksum");
  return page;
}

bool is_title(std::string_view comment) {
  static constexpr std::string_view kName = "TITLE=";
  if (comment.size() < kName.size()) return false;
  for (std::size_t i = 0; i < kName.size(); ++i)
    if ((comment[i] & ~0x20) != (kName[i] & ~0x20)) return false;
  return true;
}

// vendor string, number of comments, comments; each string with its length before it.
Result<std::string> title_of(std::string_view tags) {
  std::size_t at = 8;
  const auto number = [&]() -> std::optional<std::size_t> {
    if (tags.size() - at < 4) return std::nullopt;
    const auto value = static_cast<std::size_t>(little(tags, at, 4));
    at += 4;
    return value;
  };
  const auto vendor = number();
  if (!vendor || *vendor > tags.size() - at) return refuse("comments: cut short");
  at += *vendor;
  const auto count = number();
  if (!count) return refuse("comments: cut short");
  for (std::size_t i = 0; i < *count; ++i) {
    const auto length = number();
    if (!length || *length > tags.size() - at) return refuse("comments: cut short");
    const std::string_view comment = tags.substr(at, *length);
    at += *length;
    if (is_title(comment)) return std::string(comment.substr(6).substr(0, kMostTitle));
  }
  return std::string();
}

}  // namespace

Result<OggOpus> inspect_ogg_opus(std::string_view bytes, Milliseconds most) {
  const auto head = read_page(bytes, 0);
  if (!head) return tl::unexpected(head.error());
  if (!head->body.starts_with("OpusHead") || head->body.size() < 19) return refuse("byte 0: no Opus stream");
  if ((static_cast<unsigned char>(head->body[8]) & 0xF0U) != 0) return refuse("unknown Opus version");
  OggOpus found{.channels = static_cast<unsigned char>(head->body[9])};
  if (found.channels < 1 || found.channels > 2) return refuse("must have one channel or two");
  const auto skipped = static_cast<std::int64_t>(little(head->body, 10, 2));

  std::string tags;
  bool tags_whole = false;
  std::int64_t samples = 0;
  for (std::size_t at = head->whole.size(); at < bytes.size();) {
    const auto page = read_page(bytes, at);
    if (!page) return tl::unexpected(page.error());
    if (page->stream != head->stream || page->first) return refuse("byte " + std::to_string(at) + ": a second stream");
    if (!tags_whole) {
      if (tags.size() + page->body.size() > kMostHeader) return refuse("comments: longer than 64 KiB");
      tags += page->body;
      tags_whole = page->ends_packet();
    } else if (page->granule != ~std::uint64_t{0}) {
      if (page->granule >
          static_cast<std::uint64_t>(kOpusRate * (most.count() + 1000)) + static_cast<std::uint64_t>(skipped))
        return refuse("longer than " + std::to_string(most.count() / 1000) + " s");
      samples = std::max(samples, static_cast<std::int64_t>(page->granule));
    }
    at += page->whole.size();
  }
  if (!tags_whole || !tags.starts_with("OpusTags")) return refuse("no comments after the head");
  auto title = title_of(tags);
  if (!title) return tl::unexpected(title.error());
  found.title = std::move(*title);
  found.length = Milliseconds((samples - skipped) / kOpusRate);
  if (found.length.count() <= 0) return refuse("holds no sound");
  if (found.length > most) return refuse("longer than " + std::to_string(most.count() / 1000) + " s");
  return found;
}

}  // namespace bianmin::base
