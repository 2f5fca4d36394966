#pragma once

#include <filesystem>
#include <memory>
#include <optional>

#include "base/failure.hpp"
#include "i18n/pronounce/pronouncer.hpp"
#include "kiosk/flow/service/content.hpp"
#include "kiosk/shell/recordings.hpp"

namespace bianmin::kiosk {

/// What one content version consists of, ready to use.
struct LoadedContent {
  std::shared_ptr<const Content> content;
  std::shared_ptr<const i18n::Pronouncer> pronouncer;
  std::shared_ptr<const Recordings> recordings;  // null: none
};

/// Puts together what is installed and what was pushed. Any thread; holds nothing but the paths.
class ContentLoader {
 public:
  /// `share` holds services/, po/, lexicon/, holidays/ and pinyin.dict, as installed. Of the languages `offered`, every
  /// service must have Chinese and English; a further one it has where somebody has translated it.
  explicit ContentLoader(std::filesystem::path share, std::vector<i18n::Language> offered);

  /// `pushed`: a content version's directory, or nothing. A pushed service replaces the installed one of its id, a
  /// pushed text the installed one of its key. A recording that can't be used is only logged. ServiceInvalid,
  /// CatalogueInvalid and the lexicon's failures name file, place and reason.
  base::Result<LoadedContent> load(const std::optional<std::filesystem::path>& pushed, int version) const;

  /// The installed texts without any service: enough to say that the terminal is out of service.
  base::Result<LoadedContent> texts_only() const;

 private:
  std::filesystem::path share_;
  std::vector<i18n::Language> required_;
};

}  // namespace bianmin::kiosk
