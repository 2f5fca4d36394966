#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

namespace bianmin::i18n {

// Small words about UTF-8 text, shared inside this folder.

constexpr bool is_ascii_digit(char c) { return c >= '0' && c <= '9'; }
constexpr bool is_ascii_letter(char c) { return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z'); }
constexpr bool is_ascii_digit(char32_t c) { return c >= U'0' && c <= U'9'; }
constexpr bool is_ascii_letter(char32_t c) { return (c >= U'a' && c <= U'z') || (c >= U'A' && c <= U'Z'); }

std::string ascii_lower(std::string_view text);

/// The code point at `offset`, which moves on. A byte that is no UTF-8 yields U+FFFD and moves on by one.
/// `offset` is inside `text`.
char32_t next_code_point(std::string_view text, std::size_t& offset);

/// True when every byte belongs to a well-formed code point.
bool is_utf8(std::string_view text);

void append_utf8(std::string& out, char32_t code_point);

/// A Chinese character: CJK unified ideographs with extensions A to H, compatibility ideographs, and 〇.
bool is_han(char32_t c);

/// How many code points.
std::size_t length(std::string_view text);

/// Overwrites the characters and empties the text, as base::wipe does for bytes.
void wipe(std::u32string& text) noexcept;

/// Full-width digits, letters and signs as their ASCII ones; all else unchanged.
char32_t narrow(char32_t c);

}  // namespace bianmin::i18n
