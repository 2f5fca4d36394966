#pragma once

#include "i18n/catalogue.hpp"
#include "ui/screen/words.hpp"

namespace bianmin::kiosk {

/// The screen's own few words, from the catalogue.
inline ui::Words screen_words(const i18n::Catalogue& texts) {
  return [texts](const i18n::Language& language, std::string_view key) { return texts.phrase(language, key).shown; };
}

}  // namespace bianmin::kiosk
