#pragma once

#include <string>
#include <string_view>

namespace bianmin::i18n {

/// True for a Mandarin syllable without its tone ("zhong", "lv", "er").
bool is_syllable_base(std::string_view base);
/// True for a syllable with its tone, 5 the neutral one ("zhong4", "lv4", "de5").
bool is_syllable(std::string_view text);
/// Pinyin with accents as Unihan writes it, to the form with digits: "zhòng" → "zhong4", "lǜ" → "lv4", "de" → "de5".
/// "" when it is none.
std::string from_accents(std::string_view text);

}  // namespace bianmin::i18n
