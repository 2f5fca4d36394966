#pragma once

#include <cstdint>
#include <memory>
#include <string>
#include <string_view>
#include <vector>

#include "base/failure.hpp"

namespace bianmin::ui {

/// Chinese words and how often they are used: for the word that follows, for ranking characters, for telling
/// characters of one sound apart. Immutable; may be read from any thread.
class WordList {
 public:
  /// Reads the text after "..." of a Rime dictionary: word, tab, code, tab, weight. Words of more than eight characters
  /// and lines of another form are left out. ContentMissing or ContentIncomplete name the file.
  static base::Result<std::shared_ptr<const WordList>> open(const std::string& dictionary);
  /// The same from memory; `name` is for the failure's detail.
  static base::Result<std::shared_ptr<const WordList>> parse(std::string_view text, const std::string& name);

  /// What may come next after `text`, best first: the rest of words that begin with its last one to four characters.
  std::vector<std::string> following(std::string_view text, std::size_t count) const;
  /// The most used word of two characters with `character` in it, to say which one is meant; empty when there is none.
  std::string word_with(std::string_view character) const;
  /// How often a single character is used; 0 for one that is not in the list.
  std::uint32_t weight(std::string_view character) const;
  std::size_t size() const { return words_.size(); }

 private:
  struct Word {
    std::uint32_t at;
    std::uint32_t weight;
    std::uint8_t length;  // bytes
  };
  std::string_view text(const Word& word) const { return std::string_view(letters_).substr(word.at, word.length); }

  std::string letters_;
  std::vector<Word> words_;  // by text
};

}  // namespace bianmin::ui
