#pragma once

#include <span>
#include <string>

#include "i18n/pronounce/lexicon.hpp"

namespace bianmin::i18n {

/// Turns numbers, dates, times, money, units, codes and signs of a Chinese text into the words that a person would
/// read out: "370000" → 三十七万, "2 个" → 两个, "2026-11-21" → 二零二六年十一月二十一日, "9:42" → 九点四十二分,
/// "138****5678" → 尾号五六七八. What is left are Chinese characters, Latin words, Hangul and pauses (，；。？！).
/// A 一 that stands for a digit is written 壹, which keeps its tone.
std::u32string verbalise(std::span<const char32_t> text, const Lexicon& lexicon);

}  // namespace bianmin::i18n
