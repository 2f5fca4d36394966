#include "i18n/text.hpp"

namespace bianmin::i18n {
namespace {

constexpr char32_t kReplacement = 0xFFFD;

unsigned byte_at(std::string_view text, std::size_t i) { return static_cast<unsigned char>(text[i]); }

// Length of the well-formed sequence at `offset` (RFC 3629: shortest form, no surrogates, up to U+10FFFF), 0 if none.
std::size_t decode(std::string_view text, std::size_t offset, char32_t& out) {
  const unsigned lead = byte_at(text, offset);
  if (lead < 0x80) {
    out = lead;
    return 1;
  }
  const std::size_t size = lead >= 0xF0 ? 4 : lead >= 0xE0 ? 3 : 2;
  if (lead < 0xC2 || lead > 0xF4 || offset + size > text.size()) return 0;
  char32_t value = lead & (0xFFU >> (size + 1));
  for (std::size_t i = 1; i < size; ++i) {
    const unsigned byte = byte_at(text, offset + i);
    if ((byte & 0xC0) != 0x80) return 0;
    value = (value << 6) | (byte & 0x3F);
  }
  const bool too_long = (size == 3 && value < 0x800) || (size == 4 && value < 0x10000);
  if (too_long || (value >= 0xD800 && value <= 0xDFFF) || value > 0x10FFFF) return 0;
  out = value;
  return size;
}

}  // namespace

std::string ascii_lower(std::string_view text) {
  std::string out(text);
  for (char& c : out)
    if (c >= 'A' && c <= 'Z') c = static_cast<char>(c - 'A' + 'a');
  return out;
}

char32_t next_code_point(std::string_view text, std::size_t& offset) {
  char32_t value = kReplacement;
  const std::size_t size = decode(text, offset, value);
  offset += size == 0 ? 1 : size;
  return value;
}

bool is_utf8(std::string_view text) {
  char32_t value{};
  for (std::size_t offset = 0; offset < text.size();) {
    const std::size_t size = decode(text, offset, value);
    if (size == 0) return false;
    offset += size;
  }
  return true;
}

void append_utf8(std::string& out, char32_t c) {
  const auto put = [&](char32_t byte) { out += static_cast<char>(static_cast<unsigned char>(byte)); };
  if (c < 0x80) {
    put(c);
  } else if (c < 0x800) {
    put(0xC0 | (c >> 6));
    put(0x80 | (c & 0x3F));
  } else if (c < 0x10000) {
    put(0xE0 | (c >> 12));
    put(0x80 | ((c >> 6) & 0x3F));
    put(0x80 | (c & 0x3F));
  } else {
    put(0xF0 | (c >> 18));
    put(0x80 | ((c >> 12) & 0x3F));
    put(0x80 | ((c >> 6) & 0x3F));
    put(0x80 | (c & 0x3F));
  }
}

bool is_han(char32_t c) {
  return (c >= 0x4E00 && c <= 0x9FFF) || (c >= 0x3400 && c <= 0x4DBF) || (c >= 0x20000 && c <= 0x323AF) ||
         (c >= 0xF900 && c <= 0xFAFF) || c == 0x3007;
}

std::size_t length(std::string_view text) {
  std::size_t count = 0;
  for (std::size_t offset = 0; offset < text.size(); ++count) next_code_point(text, offset);
  return count;
}

void wipe(std::u32string& text) noexcept {
  // Volatile, so that the compiler keeps the writes to a text that nobody reads again.
  volatile char32_t* characters = text.data();
  for (std::size_t i = 0; i < text.size(); ++i) characters[i] = 0;
  text.clear();
}

char32_t narrow(char32_t c) { return c >= 0xFF01 && c <= 0xFF5E ? c - 0xFEE0 : c; }

}  // namespace bianmin::i18n
