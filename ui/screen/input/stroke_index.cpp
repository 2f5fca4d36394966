#include "ui/screen/input/stroke_index.hpp"

#include <algorithm>
#include <cstring>
#include <fstream>
#include <optional>

namespace bianmin::ui {
namespace {

constexpr std::size_t kStrokes = 24;  // 6^24 < 2^64
constexpr std::size_t kMostBytes = 32U << 20;

constexpr std::uint64_t place_of(std::size_t position) {
  std::uint64_t value = 1;
  for (std::size_t i = position; i < kStrokes; ++i) value *= 6;
  return value;
}

std::optional<std::uint64_t> code_of(std::string_view strokes) {
  static constexpr std::string_view kLetters = "hspnz";
  std::uint64_t code = 0;
  for (std::size_t i = 0; i < strokes.size(); ++i) {
    const std::size_t digit = kLetters.find(strokes[i]);
    if (digit == std::string_view::npos) return std::nullopt;
    if (i < kStrokes) code += (digit + 1) * place_of(i + 1);
  }
  return code;
}

}  // namespace

base::Result<std::shared_ptr<const StrokeIndex>> StrokeIndex::open(const std::string& dictionary,
                                                                   const WordList& words) {
  std::ifstream in(dictionary, std::ios::binary | std::ios::ate);
  if (!in) return base::fail(base::FailureCode::ContentMissing, dictionary + " can't be opened");
  const auto size = static_cast<std::size_t>(std::max<std::streamoff>(0, in.tellg()));
  if (size > kMostBytes) return base::fail(base::FailureCode::ContentIncomplete, dictionary + " is larger than 32 MB");
  std::string text(size, '\0');
  in.seekg(0);
  if (!in.read(text.data(), static_cast<std::streamsize>(size)))
    return base::fail(base::FailureCode::ContentIncomplete, dictionary + " can't be read");
  return parse(text, words, dictionary);
}

base::Result<std::shared_ptr<const StrokeIndex>> StrokeIndex::parse(std::string_view text, const WordList& words,
                                                                    const std::string& name) {
  const std::size_t begin = text.find("\n...\n");
  if (begin == std::string_view::npos)
    return base::fail(base::FailureCode::ContentIncomplete, name + " has no line \"...\"");
  auto index = std::make_shared<StrokeIndex>();
  for (std::size_t at = begin + 5; at < text.size();) {
    const std::size_t end = std::min(text.find('\n', at), text.size());
    const std::string_view line = text.substr(at, end - at);
    at = end + 1;
    const std::size_t tab = line.find('\t');
    if (tab == std::string_view::npos || tab == 0 || tab > 4) continue;
    const std::string_view rest = line.substr(tab + 1);
    const auto code = code_of(rest.substr(0, rest.find_first_of("\t\r ")));
    const std::uint32_t weight = words.weight(line.substr(0, tab));
    if (!code || *code == 0 || weight == 0) continue;
    Entry entry{*code, weight, {}};
    std::memcpy(entry.character, line.data(), tab);
    index->entries_.push_back(entry);
  }
  if (index->entries_.empty())
    return base::fail(base::FailureCode::ContentIncomplete, name + " has no strokes of known characters");
  index->entries_.shrink_to_fit();
  std::sort(index->entries_.begin(), index->entries_.end(),
            [](const Entry& a, const Entry& b) { return a.code < b.code; });
  return index;
}

std::vector<std::string> StrokeIndex::candidates(std::string_view strokes, std::size_t count) const {
  std::vector<std::string> found;
  const auto code = code_of(strokes);
  if (!code || *code == 0) return found;
  const std::uint64_t last = *code + place_of(std::min(strokes.size(), kStrokes)) - 1;
  std::vector<const Entry*> fit;
  for (auto entry = std::lower_bound(entries_.begin(), entries_.end(), *code,
                                     [](const Entry&e, std::uint64_t c) { return e.code < c; });
       entry != entries_.end() && entry->code <= last; ++entry)
    fit.push_back(&*entry);
  const auto better = [&](const Entry* a, const Entry* b) {
    const bool whole_a = a->code == *code, whole_b = b->code == *code;
    return whole_a != whole_b ? whole_a : a->weight > b->weight;
  };
  // A character may have more than one order of strokes: a few more than asked for, for the doubles.
  const std::size_t keep = std::min(fit.size(), count * 2 + 8);
  std::partial_sort(fit.begin(), fit.begin() + static_cast<std::ptrdiff_t>(keep), fit.end(), better);
  for (std::size_t i = 0; i < keep && found.size() < count; ++i) {
    std::string character(fit[i]->character, strnlen(fit[i]->character, sizeof fit[i]->character));
    if (std::find(found.begin(), found.end(), character) == found.end()) found.push_back(std::move(character));
  }
  return found;
}

}  // namespace bianmin::ui
