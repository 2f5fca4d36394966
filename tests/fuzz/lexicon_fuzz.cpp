// A lexicon file, as an administrator pushes it. The first byte chooses which kind of file it is.
#include <array>
#include <cstddef>
#include <cstdint>
#include <cstdlib>
#include <string>
#include <string_view>

#include "i18n/pronounce/lexicon.hpp"
#include "i18n/text.hpp"

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  using bianmin::i18n::Lexicon;
  if (size == 0) return 0;
  static constexpr std::array<std::string_view, 5> kNames{"words.tsv", "surnames.tsv", "units.tsv", "numbers.tsv",
                                                          "measures.tsv"};
  const std::string_view name = kNames[data[0] % kNames.size()];
  const std::string_view text(reinterpret_cast<const char*>(data + 1), size - 1);
  Lexicon lexicon;
  const auto added = lexicon.add(text, name);
  if (!added && added.error().detail.find(std::string(name) + ":") != 0) std::abort();
  std::u32string points;
  for (std::size_t offset = 0; offset < text.size();) points += bianmin::i18n::next_code_point(text, offset);
  for (std::size_t i = 0; i < points.size() && i < 200; ++i) {
    const auto rest = std::u32string_view(points).substr(i);
    lexicon.each_word_at(rest, [](const Lexicon::Entry& entry) {
      if (entry.syllables.empty() == entry.replacement.empty()) std::abort();
      if (!entry.syllables.empty() && entry.syllables.size() != entry.word.size()) std::abort();
    });
    lexicon.longest_at(Lexicon::kind_of(name), rest);
  }
  return 0;
}
