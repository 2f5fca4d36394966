#pragma once

#include <filesystem>
#include <string>
#include <string_view>
#include <vector>

#include "base/failure.hpp"
#include "i18n/language.hpp"
#include "i18n/phrase.hpp"
#include "i18n/pronounce/dictionary.hpp"
#include "i18n/pronounce/lexicon.hpp"

namespace bianmin::i18n {

/// How a segment's text is written.
enum class Notation {
  Pinyin,  // syllables with tones parted by blanks, and pauses: "chong2 xin1, da3 yin4。" (eSpeak NG: cmn-latn-pinyin)
  Plain,   // as people write the language
};

/// What one voice says in one breath.
struct SpokenSegment {
  Language language;
  Notation notation;
  std::string text;
  friend bool operator==(const SpokenSegment&, const SpokenSegment&) = default;
};

/// A text ready for the voices, in order. Holds what the text held: where that was a resident's data, its owner wipes
/// it (`wipe`).
struct Spoken {
  std::vector<SpokenSegment> segments;
  void wipe() noexcept;
  friend bool operator==(const Spoken&, const Spoken&) = default;
};

/// Where a word's reading comes from.
struct ExplainedWord {
  std::string word;
  std::string pinyin;  // after tone changes; "" when nobody knows the character
  std::string source;  // "places.tsv:12", "dictionary", "unknown"
};

/// Turns text into what voices can say: Chinese into pinyin with tones, word by word. Never changes after loading;
/// any thread.
class Pronouncer {
 public:
  static constexpr std::size_t kMaxBytes = 64 * 1024;  // of one text; the rest is not said

  /// `dictionary` is share/bianmin/pinyin.dict; `lexicons` are directories of .tsv files, later ones correcting
  /// earlier ones (the built-in, then what an administrator pushed). Errors of Dictionary::open and Lexicon::load.
  static base::Result<Pronouncer> load(const std::filesystem::path& dictionary,
                                       const std::vector<std::filesystem::path>& lexicons);
  Pronouncer(Dictionary dictionary, Lexicon lexicon)
      : dictionary_(std::move(dictionary)), lexicon_(std::move(lexicon)) {}

  /// kNameMark in the text announces a person's name. In a Chinese text Latin words go to the English voice and Hangul
  /// to the Korean one; in another language's text Chinese characters go to the Chinese voice and all else stays as
  /// written.
  Spoken pronounce(const Language& language, std::string_view text) const;
  /// How each Chinese word of the text is read and why: for an administrator who corrects the lexicon.
  std::vector<ExplainedWord> explain(std::string_view text) const;

 private:
  Dictionary dictionary_;
  Lexicon lexicon_;
};

}  // namespace bianmin::i18n
