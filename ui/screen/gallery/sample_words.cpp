#include <stdexcept>

#include "ui/screen/gallery/samples.hpp"

namespace bianmin::ui {

const i18n::Catalogue& sample_catalogue() {
  static const i18n::Catalogue catalogue = [] {
    auto loaded = i18n::Catalogue::load(BIANMIN_PO);
    if (!loaded) throw std::runtime_error(loaded.error().detail);
    return std::move(*loaded);
  }();
  return catalogue;
}

Words sample_words() {
  return [](const i18n::Language& language, std::string_view key) {
    return sample_catalogue().phrase(language, key).shown;
  };
}

}  // namespace bianmin::ui
