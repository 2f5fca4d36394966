#pragma once

#include <cstdint>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "i18n/pronounce/dictionary.hpp"
#include "i18n/pronounce/lexicon.hpp"

namespace bianmin::i18n {

/// A run of Chinese characters cut into words.
struct Segmentation {
  struct Word {
    std::size_t start;
    std::size_t length;
    const Lexicon::Entry* entry;  // null when the dictionary, or nobody, knows it
  };
  std::vector<Word> words;
  std::vector<std::string_view> syllables;  // one a character; empty for an unknown one. Static, or of the sources
};

/// The cut with the least cost: fewer words before more frequent ones; the lexicon before the dictionary. When
/// `starts_with_name` the run's first characters are a person's name. `run` holds Chinese characters only.
Segmentation segment(const Dictionary& dictionary, const Lexicon& lexicon, std::span<const char32_t> run,
                     bool starts_with_name);

/// Applies the tone changes that the voice does not make by itself: 一 and 不 before other tones, the light middle of
/// 看一看 and 好不好, 地 after a doubled word, 得 after what it completes. (eSpeak NG changes third tones itself.)
void apply_sandhi(std::span<const char32_t> run, Segmentation& segmentation);

/// True when the text before a pause says that a name follows it: 姓名, 申请人 ….
bool announces_name(std::span<const char32_t> text);

}  // namespace bianmin::i18n
