#include "ui/screen/input/word_list.hpp"

#include <algorithm>
#include <charconv>
#include <fstream>

#include "i18n/text.hpp"

namespace bianmin::ui {
namespace {

constexpr std::size_t kMostBytes = 32U << 20, kMostCharacters = 8, kMostWordBytes = 4 * kMostCharacters;

bool leads(char c) { return (static_cast<unsigned char>(c) & 0xC0U) != 0x80U; }

std::size_t characters(std::string_view text) {
  return static_cast<std::size_t>(std::count_if(text.begin(), text.end(), leads));
}

// Where the last `count` characters begin; npos when there are not so many.
std::size_t tail(std::string_view text, std::size_t count) {
  std::size_t at = text.size();
  while (count > 0 && at > 0) {
    --at;
    if (leads(text[at])) --count;
  }
  return count == 0 ? at : std::string_view::npos;
}

}  // namespace

base::Result<std::shared_ptr<const WordList>> WordList::open(const std::string& dictionary) {
  std::ifstream in(dictionary, std::ios::binary | std::ios::ate);
  if (!in) return base::fail(base::FailureCode::ContentMissing, dictionary + " can't be opened");
  const auto size = static_cast<std::size_t>(std::max<std::streamoff>(0, in.tellg()));
  if (size > kMostBytes) return base::fail(base::FailureCode::ContentIncomplete, dictionary + " is larger than 32 MB");
  std::string text(size, '\0');
  in.seekg(0);
  if (!in.read(text.data(), static_cast<std::streamsize>(size)))
    return base::fail(base::FailureCode::ContentIncomplete, dictionary + " can't be read");
  return parse(text, dictionary);
}

base::Result<std::shared_ptr<const WordList>> WordList::parse(std::string_view text, const std::string& name) {
  const std::size_t begin = text.find("\n...\n");
  if (begin == std::string_view::npos)
    return base::fail(base::FailureCode::ContentIncomplete, name + " has no line \"...\"");
  if (text.size() > kMostBytes) return base::fail(base::FailureCode::ContentIncomplete, name + " is larger than 32 MB");
  auto list = std::make_shared<WordList>();
  for (std::size_t at = begin + 5; at < text.size();) {
    const std::size_t end = std::min(text.find('\n', at), text.size());
    const std::string_view line = text.substr(at, end - at);
    at = end + 1;
    const std::size_t tab = line.find('\t'), second = line.find('\t', tab == std::string_view::npos ? tab : tab + 1);
    if (second == std::string_view::npos || tab == 0 || tab > kMostWordBytes || line.starts_with('#')) continue;
    const std::string_view word = line.substr(0, tab), number = line.substr(second + 1);
    std::uint32_t weight = 0;
    if (std::from_chars(number.data(), number.data() + number.size(), weight).ec != std::errc{}) continue;
    if (characters(word) > kMostCharacters || !i18n::is_utf8(word)) continue;
    list->words_.push_back(
        {static_cast<std::uint32_t>(list->letters_.size()), weight, static_cast<std::uint8_t>(word.size())});
    list->letters_.append(word);
  }
  if (list->words_.empty()) return base::fail(base::FailureCode::ContentIncomplete, name + " has no words");
  list->letters_.shrink_to_fit();
  std::sort(list->words_.begin(), list->words_.end(),
            [&](const Word& a, const Word& b) { return list->text(a) < list->text(b); });
  list->words_.shrink_to_fit();
  return list;
}

std::vector<std::string> WordList::following(std::string_view written, std::size_t count) const {
  std::vector<std::string> found;
  for (std::size_t length = 4; length >= 1 && found.size() < count; --length) {
    const std::size_t at = tail(written, length);
    if (at == std::string_view::npos) continue;
    const std::string_view start = written.substr(at);
    auto word = std::lower_bound(words_.begin(), words_.end(), start,
                                 [&](const Word& w, std::string_view s) { return text(w) < s; });
    std::vector<const Word*> longer;
    for (; word != words_.end() && text(*word).starts_with(start); ++word)
      if (word->length > start.size() && word->weight > 0 && leads(text(*word)[start.size()])) longer.push_back(&*word);
    std::sort(longer.begin(), longer.end(), [](const Word* a, const Word* b) { return a->weight > b->weight; });
    for (const Word* w : longer) {
      std::string rest(text(*w).substr(start.size()));
      if (found.size() < count && std::find(found.begin(), found.end(), rest) == found.end())
        found.push_back(std::move(rest));
    }
  }
  return found;
}

std::string WordList::word_with(std::string_view character) const {
  const Word* best = nullptr;
  for (const Word& word : words_) {
    const std::string_view candidate = text(word);
    if (word.length == 2 * character.size() && candidate.size() > character.size() &&
        (!best || word.weight > best->weight) && (candidate.starts_with(character) || candidate.ends_with(character)) &&
        characters(candidate) == 2)
      best = &word;
  }
  return best ? std::string(text(*best)) : std::string();
}

std::uint32_t WordList::weight(std::string_view character) const {
  auto word = std::lower_bound(words_.begin(), words_.end(), character,
                               [&](const Word& w, std::string_view s) { return text(w) < s; });
  std::uint32_t most = 0;  // a character of several readings has several lines
  for (; word != words_.end() && text(*word) == character; ++word) most = std::max(most, word->weight);
  return most;
}

}  // namespace bianmin::ui
