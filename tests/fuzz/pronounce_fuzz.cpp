// Any text, in Chinese and in English, over a small dictionary and lexicon; a service document or a resident wrote it.
#include <cstddef>
#include <cstdint>
#include <cstdlib>
#include <cstring>
#include <string>
#include <string_view>

#include "i18n/pronounce/pronouncer.hpp"

namespace {

namespace format = bianmin::i18n::dictionary_format;
using namespace bianmin::i18n;

Dictionary small_dictionary() {
  // Sorted, as the format asks.
  static constexpr std::u32string_view kCharacters = U"一七三不两个二五人你元分到办千单县号好年日是时月点百的第看零";
  std::string words;
  std::string characters;
  std::string syllables;
  for (std::size_t i = 0; i < kCharacters.size(); ++i) {
    const format::Word word{static_cast<std::uint32_t>(i), 1, format::kWordCost, 0};
    words.append(reinterpret_cast<const char*>(&word), sizeof word);
    const auto point = static_cast<std::uint32_t>(kCharacters[i]);
    characters.append(reinterpret_cast<const char*>(&point), 4);
    const auto id = static_cast<std::uint16_t>(i % 2);
    syllables.append(reinterpret_cast<const char*>(&id), 2);
  }
  if (kCharacters.size() % 2 != 0) syllables.append(2, '\0');
  format::Header header{};
  std::memcpy(header.magic, format::kMagic, sizeof header.magic);
  header.version = format::kVersion;
  header.words = static_cast<std::uint32_t>(kCharacters.size());
  header.places = header.words;
  header.syllable_count = 2;
  const std::uint32_t names[] = {0, 3, 6};
  std::string bytes(reinterpret_cast<const char*>(&header), sizeof header);
  bytes += words + characters + syllables;
  bytes.append(reinterpret_cast<const char*>(names), sizeof names).append("yi1bu4");
  auto dictionary = Dictionary::from_bytes(std::move(bytes));
  if (!dictionary) std::abort();
  return *dictionary;
}

const Pronouncer& pronouncer() {
  static const Pronouncer instance = [] {
    Lexicon lexicon;
    const bool ok = lexicon.add("单县\tshan4 xian4\nAPP\t=A P P\n", "words.tsv") &&
                    lexicon.add("单\tshan4\n", "surnames.tsv") &&
                    lexicon.add("kg\t=公斤\nm\t=米\n℃\t=摄氏度\n", "units.tsv") &&
                    lexicon.add("110\t=幺幺零\n", "numbers.tsv") && lexicon.add("个\n年\n年级\tnot\n", "measures.tsv");
    if (!ok) std::abort();
    return Pronouncer(small_dictionary(), std::move(lexicon));
  }();
  return instance;
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  if (size > 4096) return 0;
  const std::string_view text(reinterpret_cast<const char*>(data), size);
  for (const auto& segment : pronouncer().pronounce(kChinese, text).segments) {
    if (segment.text.empty()) std::abort();
    if (segment.notation == Notation::Pinyin &&
        segment.text.find_first_not_of("abcdefghijklmnopqrstuvwxyz12345 ,;!?\xE3\x80\x82") != std::string::npos)
      std::abort();
  }
  pronouncer().pronounce(kEnglish, text);
  pronouncer().explain(text);
  return 0;
}
