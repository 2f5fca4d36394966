#pragma once

#include <cstddef>
#include <cstdint>
#include <filesystem>
#include <memory>
#include <span>
#include <string>
#include <string_view>

#include "base/failure.hpp"
#include "i18n/pronounce/dictionary_format.hpp"

namespace bianmin::i18n {

/// The built pronouncing dictionary, mapped into memory and read in place: opening it reads no word. Bad bytes are
/// found when they are met and yield no word. Never changes; any thread.
class Dictionary {
 public:
  /// ContentMissing when there is no such file, ContentIncomplete when it is not a dictionary of this version.
  static base::Result<Dictionary> open(const std::filesystem::path& file);
  /// The same from bytes that this object then owns.
  static base::Result<Dictionary> from_bytes(std::string bytes);

  /// Calls visit(length, cost, syllable_at) for each word that `text` starts with, shortest first; syllable_at(i) is
  /// the text of the i-th character's syllable, valid as long as this object or a copy of it.
  template <class Visit>
  void each_word_at(std::span<const char32_t> text, Visit&& visit) const {
    Range range{0, words_};
    for (std::size_t length = 1; length <= text.size() && length <= dictionary_format::kMaxWordLength; ++length) {
      range = narrow_range(range, length - 1, text[length - 1]);
      if (range.first == range.last) return;
      const auto word = word_at(range.first);
      if (word.length != length) continue;  // the shortest of the range comes first
      visit(length, word.cost, [&](std::size_t i) { return syllable_at(word, i); });
      if (++range.first == range.last) return;
    }
  }

  std::size_t words() const { return words_; }

 private:
  struct Range {
    std::size_t first, last;
  };
  Dictionary() = default;
  static base::Result<Dictionary> make(std::shared_ptr<const void> owner, std::span<const std::byte> bytes,
                                       const std::string& name);
  template <class T>
  T read(std::size_t offset) const;
  dictionary_format::Word word_at(std::size_t index) const;
  char32_t character(std::size_t word, std::size_t position) const;  // 0 past its end
  Range narrow_range(Range range, std::size_t position, char32_t c) const;
  std::string_view syllable_at(const dictionary_format::Word& word, std::size_t position) const;

  std::shared_ptr<const void> owner_;  // the mapping or the bytes: copies of this object share them
  std::span<const std::byte> bytes_;
  std::size_t words_ = 0, places_ = 0, syllable_count_ = 0;
  std::size_t characters_at_ = 0, syllables_at_ = 0, names_at_ = 0, text_at_ = 0;
};

}  // namespace bianmin::i18n
