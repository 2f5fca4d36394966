#include "i18n/pronounce/segment.hpp"

namespace bianmin::i18n {
namespace {

// Against dictionary_format::kWordCost: below it for words of several characters, so that the lexicon wins; a single
// character's correction must not break a word up.
constexpr unsigned kLexiconWordCost = 48;
constexpr unsigned kLexiconCharacterCost = 80;
constexpr unsigned kSurnameCost = 50;
constexpr unsigned kUnknownCost = 124;

constexpr std::array kTitles{
    std::u32string_view(U"先生"), std::u32string_view(U"女士"), std::u32string_view(U"老师"),
    std::u32string_view(U"师傅"), std::u32string_view(U"大爷"), std::u32string_view(U"大娘"),
    std::u32string_view(U"大妈"), std::u32string_view(U"阿姨"), std::u32string_view(U"叔叔"),
    std::u32string_view(U"同志"), std::u32string_view(U"书记"), std::u32string_view(U"主任"),
    std::u32string_view(U"科长"), std::u32string_view(U"局长"), std::u32string_view(U"所长"),
    std::u32string_view(U"站长"), std::u32string_view(U"院长"), std::u32string_view(U"校长"),
    std::u32string_view(U"镇长"), std::u32string_view(U"村长"), std::u32string_view(U"队长"),
    std::u32string_view(U"医生"), std::u32string_view(U"大夫"), std::u32string_view(U"律师"),
    std::u32string_view(U"经理"), std::u32string_view(U"警官"), std::u32string_view(U"法官"),
    std::u32string_view(U"小姐"), std::u32string_view(U"老板"), std::u32string_view(U"奶奶"),
    std::u32string_view(U"爷爷"), std::u32string_view(U"大哥"), std::u32string_view(U"大姐"),
    std::u32string_view(U"某某"), std::u32string_view(U"某"),
};
constexpr std::array kNameWords{
    std::u32string_view(U"姓名"),   std::u32string_view(U"申请人"), std::u32string_view(U"办理人"),
    std::u32string_view(U"联系人"), std::u32string_view(U"经办人"), std::u32string_view(U"承办人"),
    std::u32string_view(U"代办人"), std::u32string_view(U"负责人"), std::u32string_view(U"监护人"),
    std::u32string_view(U"投诉人"), std::u32string_view(U"户主"),   std::u32string_view(U"姓"),
};

bool starts_with(std::span<const char32_t> text, std::u32string_view word) {
  return text.size() >= word.size() && std::equal(word.begin(), word.end(), text.begin());
}
bool ends_with(std::span<const char32_t> text, std::u32string_view word) {
  return text.size() >= word.size() && std::equal(word.rbegin(), word.rend(), text.rbegin());
}

bool name_at(std::span<const char32_t> run, std::size_t at, std::size_t length) {
  const auto before = run.first(at);
  if (ends_with(before, U"姓") && !ends_with(before, U"百姓")) return true;
  if ((ends_with(before, U"是") || ends_with(before, U"为")) && announces_name(before.first(before.size() - 1)))
    return true;
  const auto after = run.subspan(at + length);
  return std::any_of(kTitles.begin(), kTitles.end(), [&](auto title) { return starts_with(after, title); });
}

// How far the cheapest cut of the first characters got.
struct Step {
  unsigned cost = ~0U;
  std::size_t length = 0;
  const Lexicon::Entry* entry = nullptr;
};

}  // namespace

bool announces_name(std::span<const char32_t> text) {
  return std::any_of(kNameWords.begin(), kNameWords.end(), [&](auto word) { return ends_with(text, word); });
}

Segmentation segment(const Dictionary& dictionary, const Lexicon& lexicon, std::span<const char32_t> run,
                     bool starts_with_name) {
  std::vector<Step> steps(run.size() + 1);
  steps[0].cost = 0;
  const auto offer = [&](std::size_t at, std::size_t length, unsigned cost, const Lexicon::Entry* entry) {
    Step& step = steps[at + length];
    if (const unsigned total = steps[at].cost + cost; total < step.cost) step = {total, length, entry};
  };
  for (std::size_t at = 0; at < run.size(); ++at) {
    const auto rest = run.subspan(at);
    offer(at, 1, kUnknownCost, nullptr);
    lexicon.each_word_at(rest, [&](const Lexicon::Entry& entry) {
      if (entry.syllables.empty()) return;
      offer(at, entry.word.size(), entry.word.size() == 1 ? kLexiconCharacterCost : kLexiconWordCost, &entry);
    });
    const auto* surname = lexicon.longest_at(Lexicon::Kind::Surname, rest);
    if (surname != nullptr && ((at == 0 && starts_with_name) || name_at(run, at, surname->word.size())))
      offer(at, surname->word.size(), kSurnameCost, surname);
    const auto* single = rest.empty() ? nullptr : steps[at + 1].entry;
    dictionary.each_word_at(rest, [&](std::size_t length, unsigned cost, auto&&) {
      // A corrected character keeps its correction however frequent the dictionary says it is.
      if (length == 1 && single != nullptr && steps[at + 1].length == 1) return;
      offer(at, length, cost, nullptr);
    });
  }
  Segmentation out;
  for (std::size_t end = run.size(); end > 0; end -= steps[end].length)
    out.words.push_back({end - steps[end].length, steps[end].length, steps[end].entry});
  std::reverse(out.words.begin(), out.words.end());
  out.syllables.resize(run.size());
  for (const auto& word : out.words) {
    if (word.entry != nullptr) {
      for (std::size_t i = 0; i < word.length; ++i) out.syllables[word.start + i] = word.entry->syllables[i];
      continue;
    }
    dictionary.each_word_at(run.subspan(word.start), [&](std::size_t length, unsigned, auto&& syllable_at) {
      if (length != word.length) return;
      for (std::size_t i = 0; i < length; ++i) out.syllables[word.start + i] = syllable_at(i);
    });
  }
  return out;
}

}  // namespace bianmin::i18n
