#pragma once

#include <filesystem>
#include <map>
#include <span>
#include <string>
#include <string_view>
#include <unordered_map>
#include <vector>

#include "base/failure.hpp"

namespace bianmin::i18n {

/// What an administrator says about how things are spoken; it goes before the dictionary. A file is lines of
///   word <TAB> pinyin with tones, a syllable for each character ("单县	shan4 xian4")
///   word <TAB> =text to be said in its place ("WIFI	=无线网")
/// with comments after "#". Four file names mean something of their own; all others hold words:
///   surnames.tsv  readings used only where a name stands (姓单, 单女士, 姓名：单…)
///   units.tsv     what follows a number, in "=" form ("km	=公里")
///   numbers.tsv   numbers said in a way of their own, in "=" form ("12345	=一二三四五")
///   measures.tsv  words that are counted: 2 before them is 两; one word a line, "not" after one that only begins so
/// Never changes after loading; any thread.
class Lexicon {
 public:
  static constexpr std::size_t kMaxFileBytes = 1U << 20;
  static constexpr std::size_t kMaxEntries = 50000;
  static constexpr std::size_t kMaxWordLength = 16;
  static constexpr std::size_t kMaxReplacementBytes = 200;

  enum class Kind { Word, Surname, Unit, Number, Measure };
  struct Entry {
    std::u32string word;
    std::vector<std::string> syllables;  // one a character; empty when `replacement` is used
    std::u32string replacement;
    std::string source;  // "places.tsv:12"
  };

  /// Reads every .tsv of the directories in their order, the files of each by name; a later entry replaces an earlier
  /// one. A directory that does not exist is no error: there are no corrections yet. CatalogueInvalid names file,
  /// line and reason.
  static base::Result<Lexicon> load(std::span<const std::filesystem::path> directories);
  /// Adds the text of one file.
  base::Result<void> add(std::string_view text, std::string_view name);
  static Kind kind_of(std::string_view file_name);

  /// The longest entry of this kind that `text` starts with; the letters of words match in any
  /// case, those of units do not. Null when there is none.
  const Entry* longest_at(Kind kind, std::span<const char32_t> text) const;
  /// Calls visit(entry) for each word that `text` starts with.
  template <class Visit>
  void each_word_at(std::span<const char32_t> text, Visit&& visit) const {
    each_at(Kind::Word, text, visit);
  }
  std::size_t size() const { return size_; }

 private:
  using Table = std::unordered_map<char32_t, std::vector<Entry>>;  // by first character, longest first
  static bool starts_with(Kind kind, std::span<const char32_t> text, const std::u32string& word);
  template <class Visit>
  void each_at(Kind kind, std::span<const char32_t> text, Visit&& visit) const {
    if (text.empty()) return;
    const Table& table = tables_[static_cast<std::size_t>(kind)];
    const auto bucket = table.find(fold(kind, text[0]));
    if (bucket == table.end()) return;
    for (const Entry& entry : bucket->second)
      if (starts_with(kind, text, entry.word)) visit(entry);
  }
  // Units are told apart by case: mg and MG, 5 g and 5G.
  static char32_t fold(Kind kind, char32_t c) { return kind != Kind::Unit && c >= U'A' && c <= U'Z' ? c + 32 : c; }
  void put(Kind kind, Entry entry);

  std::array<Table, 5> tables_;
  std::size_t size_ = 0;
};

}  // namespace bianmin::i18n
