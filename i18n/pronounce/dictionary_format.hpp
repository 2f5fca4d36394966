#pragma once

#include <cstdint>

namespace bianmin::i18n::dictionary_format {

// The built dictionary, in the machine's byte order, every part aligned to 4 bytes:
//
//   Header
//   Word[words]                 sorted by their characters (code points, then length)
//   uint32 characters[places]   the code points of all words, one after another
//   uint16 syllables[places]    one for each character, an index of the next table
//   (2 bytes of zero if `places` is odd)
//   uint32 names[syllable_count + 1]   where each syllable's text starts in `text`; the last is its end
//   char text[names.back()]     "zhong4yi1…"
//
// The file's size must be exactly that.

constexpr char kMagic[8] = {'B', 'M', 'P', 'I', 'N', 'Y', 'I', 'N'};
constexpr std::uint32_t kVersion = 1;
constexpr std::uint32_t kMaxPlaces = 4'000'000;
constexpr std::uint32_t kMaxSyllables = 4096;
constexpr std::uint8_t kMaxWordLength = 12;

struct Header {
  char magic[8];
  std::uint32_t version;
  std::uint32_t words;
  std::uint32_t places;
  std::uint32_t syllable_count;
};
static_assert(sizeof(Header) == 24);

struct Word {
  std::uint32_t place;  // of its first character and syllable
  std::uint8_t length;  // 1 to kMaxWordLength
  std::uint8_t cost;    // what the word costs in a segmentation: kWordCost for the most frequent, more for rarer ones
  std::uint16_t zero;
};
static_assert(sizeof(Word) == 8);

// Fewer words win over more frequent ones, so a word's base cost is above what frequency can make up for often.
constexpr std::uint8_t kWordCost = 64;
constexpr std::uint8_t kRarestCost = 110;

}  // namespace bianmin::i18n::dictionary_format
