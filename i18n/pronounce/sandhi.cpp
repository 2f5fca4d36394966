#include "i18n/pronounce/segment.hpp"

namespace bianmin::i18n {
namespace {

bool one_of(std::u32string_view set, char32_t c) { return set.find(c) != std::u32string_view::npos; }

char tone(std::string_view syllable) { return syllable.empty() ? '0' : syllable.back(); }

constexpr std::u32string_view kNumerals = U"零〇一二三四五六七八九十百千万亿壹幺";
// Before these 一 is an ordinal or the end of a name and keeps its tone: 第一, 初一, 周一, 统一, 唯一, 之一 ….
constexpr std::u32string_view kOrdinalBefore = U"第初周期拜统唯之专其单归划";
// After these too: 一月, 一号, 一级, 一楼.
constexpr std::u32string_view kOrdinalAfter = U"月号级楼";

bool ends_word(const Segmentation& segmentation, std::size_t at) {
  for (const auto& word : segmentation.words)
    if (at >= word.start && at < word.start + word.length) return word.length > 1 && at + 1 == word.start + word.length;
  return false;
}

std::string_view one(std::span<const char32_t> run, const Segmentation& s, std::size_t i) {
  const char32_t before = i > 0 ? run[i - 1] : 0;
  const char32_t after = i + 1 < run.size() ? run[i + 1] : 0;
  if (after == 0) return "yi1";
  // 听一听; but 一项一项 counts.
  if (before == after && !one_of(kNumerals, before) && (i < 2 || run[i - 2] != U'一')) return "yi5";
  if (one_of(kNumerals, before) || one_of(kOrdinalBefore, before)) return "yi1";
  if (one_of(kNumerals, after) && !one_of(U"百千万亿", after)) return "yi1";
  if (one_of(kOrdinalAfter, after)) return "yi1";
  if (after == U'日' && before == U'月') return "yi1";
  const char next = after == U'个' ? '4' : tone(s.syllables[i + 1]);
  return next == '4' ? "yi2" : next >= '1' && next <= '3' ? "yi4" : "yi1";
}

std::string_view no(std::span<const char32_t> run, const Segmentation& s, std::size_t i) {
  if (i + 1 >= run.size()) return "bu4";
  if (i > 0 && run[i - 1] == run[i + 1]) return "bu5";
  return tone(s.syllables[i + 1]) == '4' ? "bu2" : "bu4";
}

bool inside_longer_word(const Segmentation& segmentation, std::size_t at) {
  for (const auto& word : segmentation.words)
    if (at >= word.start && at < word.start + word.length) return word.length > 1;
  return false;
}

// 一遍一遍 before `end`.
bool is_one_by_one(std::span<const char32_t> run, std::size_t end) {
  return end >= 4 && run[end - 4] == U'一' && run[end - 2] == U'一' && run[end - 3] == run[end - 1];
}

}  // namespace

void apply_sandhi(std::span<const char32_t> run, Segmentation& s) {
  for (std::size_t i = 0; i < run.size(); ++i) {
    std::string_view& syllable = s.syllables[i];
    const bool light_middle = i > 0 && i + 1 < run.size() && run[i - 1] == run[i + 1];
    if (run[i] == U'一' && (syllable == "yi1" || light_middle)) {
      // 每一, 这一 are words whose 一 still answers to what follows; 统一, 万一 are not.
      const bool closed = ends_word(s, i) && !one_of(U"这那每哪另同某再有又", run[i - 1]);
      if (!closed || light_middle) syllable = one(run, s, i);
    } else if (run[i] == U'不' && (syllable == "bu4" || light_middle)) {
      syllable = no(run, s, i);
    } else if (run[i] == U'地' && i >= 2 && !inside_longer_word(s, i) &&
               (run[i - 1] == run[i - 2] || is_one_by_one(run, i))) {
      syllable = "de5";
    } else if (run[i] == U'得' && i > 0 && syllable == "de2" && !inside_longer_word(s, i)) {
      syllable = "de5";
    }
  }
}

}  // namespace bianmin::i18n
