#pragma once

#include <cstdint>
#include <memory>
#include <string>
#include <string_view>
#include <vector>

#include "base/failure.hpp"
#include "ui/screen/input/word_list.hpp"

namespace bianmin::ui {

/// Characters by the order of their strokes: h across, s down, p to the left, n dot or to the right, z turned. Only
/// characters that the word list knows, so that simplified ones come first: Rime's own translator ranks this table by
/// traditional usage. Immutable; may be read from any thread.
class StrokeIndex {
 public:
  /// Reads the text after "..." of Rime's stroke dictionary: character, tab, strokes. ContentMissing or
  /// ContentIncomplete name the file.
  static base::Result<std::shared_ptr<const StrokeIndex>> open(const std::string& dictionary, const WordList& words);
  static base::Result<std::shared_ptr<const StrokeIndex>> parse(std::string_view text, const WordList& words,
                                                                const std::string& name);

  /// Characters whose strokes begin with `strokes`: those that are whole first, then by use. Empty for anything but
  /// h, s, p, n, z. Strokes after the 24th do not count.
  std::vector<std::string> candidates(std::string_view strokes, std::size_t count) const;
  std::size_t size() const { return entries_.size(); }

 private:
  struct Entry {
    std::uint64_t code;  // digits 1 … 5 to the base 6, the first stroke the highest
    std::uint32_t weight;
    char character[4];  // UTF-8, zeros behind
  };
  std::vector<Entry> entries_;  // by code
};

}  // namespace bianmin::ui
