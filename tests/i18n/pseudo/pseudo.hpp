#pragma once

#include <string>
#include <string_view>
#include <vector>

#include <boost/json.hpp>

#include "i18n/catalogue.hpp"
#include "ui/model/page.hpp"

namespace bianmin::tests {

/// The pseudo-language's tag: of the range kept for private use (ISO 639-2, qaa–qtz). It never ships.
inline const i18n::Language kPseudo = i18n::Language::parse("qps").value();

/// English with 40 % more to it, in brackets: "[Print a certificate éxtra wor]". {places} stay. "" stays "".
std::string pseudo(std::string_view english);

/// The catalogues of `source` with a qps.po beside them, made from en.po, as a folder that Catalogue::load reads.
void write_pseudo_catalogues(const i18n::Catalogue& texts, const std::filesystem::path& source,
                             const std::filesystem::path& folder);

/// A service document in which every text has the pseudo-language too.
void add_pseudo_texts(boost::json::value& document);

/// The page with every text of its own in the pseudo-language.
ui::Page pseudo_page(ui::Page page);

/// What stands outside of all brackets and has letters in it: words that no catalogue could translate. "" when there
/// are none. Digits, signs and the `data` (what people are called, codes) are nobody's words.
std::string literal_in(std::string_view text, const std::vector<std::string>& data = {});

}  // namespace bianmin::tests
