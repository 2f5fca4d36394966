#pragma once

#include <set>
#include <string>
#include <string_view>

#include "i18n/language.hpp"
#include "i18n/localized_text.hpp"
#include "i18n/phrase.hpp"

namespace bianmin::i18n {

/// Puts arguments into the {name} places: their shown form into what is shown, their spoken form into what is said.
/// An argument's own braces mean nothing. A name without an argument stays as it stands. A name is a lower-case
/// letter, then lower-case letters, digits and "_"; other braces are plain text.
Phrase substitute(std::string_view shown, std::string_view spoken, const Args& args);
inline Phrase substitute(std::string_view text, const Args& args) { return substitute(text, text, args); }
inline Phrase substitute(const LocalizedText& text, const Language& language, const Args& args = {}) {
  const Phrase& phrase = text.phrase(language);
  return substitute(phrase.shown, phrase.spoken, args);
}

/// Takes away each single blank between two Chinese characters: it stands around figures for the eye, and the voice
/// would make a pause of it.
void close_blanks(std::string& spoken);

/// The names of the places in a text.
std::set<std::string, std::less<>> placeholders(std::string_view text);

}  // namespace bianmin::i18n
