// A pronouncing dictionary with wrong bytes: whatever it holds, reading it stays inside it.
#include <cstddef>
#include <cstdint>
#include <cstdlib>
#include <string>
#include <string_view>

#include "i18n/pronounce/dictionary.hpp"

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  const auto dictionary = bianmin::i18n::Dictionary::from_bytes(std::string(reinterpret_cast<const char*>(data), size));
  if (!dictionary) return 0;
  static constexpr std::u32string_view kText = U"一个单县的人办好了";
  for (std::size_t i = 0; i < kText.size(); ++i)
    dictionary->each_word_at(kText.substr(i), [&](std::size_t length, unsigned, auto&& syllable_at) {
      for (std::size_t k = 0; k <= length; ++k)
        if (syllable_at(k).size() > size) std::abort();
    });
  return 0;
}
