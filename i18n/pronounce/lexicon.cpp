#include "i18n/pronounce/lexicon.hpp"

#include "base/file.hpp"
#include "i18n/pronounce/syllable.hpp"
#include "i18n/text.hpp"

namespace bianmin::i18n {
namespace {

std::string_view trim(std::string_view text) {
  while (!text.empty() && (text.front() == ' ' || text.front() == '\t')) text.remove_prefix(1);
  while (!text.empty() && (text.back() == ' ' || text.back() == '\t' || text.back() == '\r')) text.remove_suffix(1);
  return text;
}

std::u32string code_points(std::string_view text) {
  std::u32string out;
  for (std::size_t offset = 0; offset < text.size();) out += next_code_point(text, offset);
  return out;
}

std::vector<std::string> words_of(std::string_view text) {
  std::vector<std::string> out;
  for (std::size_t start = 0; start < text.size();) {
    const std::size_t end = std::min(text.find(' ', start), text.size());
    if (end > start) out.emplace_back(text.substr(start, end - start));
    start = end + 1;
  }
  return out;
}

// The reason why a line is refused, or "".
std::string read_value(std::string_view value, Lexicon::Kind kind, Lexicon::Entry& entry) {
  if (kind == Lexicon::Kind::Measure) {
    if (value == "not") entry.replacement = U"not";
    return value.empty() || value == "not" ? "" : "after a measure word stands nothing or \"not\"";
  }
  if (value.empty()) return "has no pinyin after a tab";
  if (value.front() == '=') {
    if (kind == Lexicon::Kind::Surname) return "a surname needs pinyin";
    value = trim(value.substr(1));
    if (value.empty()) return "has nothing after \"=\"";
    if (value.size() > Lexicon::kMaxReplacementBytes) return "is replaced by too long a text";
    entry.replacement = code_points(value);
    for (const char32_t c : entry.replacement)
      if (c < 0x20 || is_ascii_digit(c)) return "is replaced by digits; write them as words";
    return "";
  }
  if (kind == Lexicon::Kind::Unit || kind == Lexicon::Kind::Number) return "needs \"=\" and a text";
  entry.syllables = words_of(value);
  for (const std::string& syllable : entry.syllables)
    if (!is_syllable(syllable)) return "\"" + syllable.substr(0, 16) + "\" is no syllable with a tone from 1 to 5";
  if (!std::all_of(entry.word.begin(), entry.word.end(), is_han))
    return "only Chinese characters have pinyin; use \"=\"";
  if (entry.syllables.size() != entry.word.size())
    return std::to_string(entry.syllables.size()) + " syllables for " + std::to_string(entry.word.size()) +
           " characters";
  return "";
}

}  // namespace

Lexicon::Kind Lexicon::kind_of(std::string_view name) {
  if (name == "surnames.tsv") return Kind::Surname;
  if (name == "units.tsv") return Kind::Unit;
  if (name == "numbers.tsv") return Kind::Number;
  if (name == "measures.tsv") return Kind::Measure;
  return Kind::Word;
}

base::Result<Lexicon> Lexicon::load(std::span<const std::filesystem::path> directories) {
  Lexicon out;
  for (const auto& directory : directories) {
    std::vector<std::filesystem::path> files;
    std::error_code error;
    for (auto entry = std::filesystem::directory_iterator(directory, error);
         !error && entry != std::filesystem::directory_iterator(); entry.increment(error))
      if (entry->path().extension() == ".tsv") files.push_back(entry->path());
    std::sort(files.begin(), files.end());
    for (const auto& file : files) {
      const auto text = base::read_file(file, kMaxFileBytes);
      if (!text) return tl::unexpected(text.error());
      if (const auto added = out.add(*text, file.filename().string()); !added) return tl::unexpected(added.error());
    }
  }
  return out;
}

base::Result<void> Lexicon::add(std::string_view text, std::string_view name) {
  const Kind kind = kind_of(name);
  std::size_t number = 0;
  for (std::size_t start = 0; start < text.size();) {
    const std::size_t end = std::min(text.find('\n', start), text.size());
    std::string_view line = text.substr(start, end - start);
    start = end + 1;
    ++number;
    const std::string place = std::string(name) + ":" + std::to_string(number);
    const auto refuse = [&](const std::string& reason) {
      return base::fail(base::FailureCode::CatalogueInvalid, place + ": " + reason);
    };
    if (!is_utf8(line)) return refuse("is not UTF-8");
    line = trim(line.substr(0, line.find('#')));
    if (line.empty()) continue;
    const std::size_t tab = std::min(line.find('\t'), line.size());
    Entry entry{code_points(trim(line.substr(0, tab))), {}, {}, place};
    for (char32_t& c : entry.word) c = fold(kind, narrow(c));
    if (entry.word.size() > kMaxWordLength)
      return refuse("has more than " + std::to_string(kMaxWordLength) + " characters");
    if (const std::string reason = read_value(trim(line.substr(tab)), kind, entry); !reason.empty())
      return refuse(reason);
    if (size_ >= kMaxEntries) return refuse("more than " + std::to_string(kMaxEntries) + " entries");
    put(kind, std::move(entry));
  }
  return {};
}

void Lexicon::put(Kind kind, Entry entry) {
  auto& bucket = tables_[static_cast<std::size_t>(kind)][entry.word[0]];
  const auto same = std::find_if(bucket.begin(), bucket.end(), [&](const Entry& e) { return e.word == entry.word; });
  if (same != bucket.end()) {
    *same = std::move(entry);
    return;
  }
  const auto place =
      std::find_if(bucket.begin(), bucket.end(), [&](const Entry& e) { return e.word.size() < entry.word.size(); });
  bucket.insert(place, std::move(entry));
  ++size_;
}

bool Lexicon::starts_with(Kind kind, std::span<const char32_t> text, const std::u32string& word) {
  return text.size() >= word.size() && std::equal(word.begin(), word.end(), text.begin(),
                                                  [kind](char32_t w, char32_t t) { return w == fold(kind, t); });
}

const Lexicon::Entry* Lexicon::longest_at(Kind kind, std::span<const char32_t> text) const {
  const Entry* found = nullptr;
  each_at(kind, text, [&](const Entry& entry) {
    if (found == nullptr) found = &entry;
  });
  return found;
}

}  // namespace bianmin::i18n
