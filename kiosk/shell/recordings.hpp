#pragma once

#include <filesystem>
#include <map>
#include <string>
#include <string_view>

#include "i18n/catalogue.hpp"

namespace bianmin::kiosk {

/// The recorded prompts of a content version: which file is played where a text of the catalogue is said whole.
/// Immutable; any thread.
class Recordings {
 public:
  Recordings() = default;
  /// Reads `directory`/<language>/<key>.opus. A file that can't be used is left out with a log line that names it and
  /// why ("recording-unusable"): not Ogg Opus, too large or too long, a key the catalogue has not, a text with
  /// {places}, or a TITLE comment that is not the key's text (the words were changed after they were recorded).
  static Recordings load(const std::filesystem::path& directory, const i18n::Catalogue& texts);

  /// The file for this spoken text; null when there is none.
  const std::filesystem::path* find(const i18n::Language& language, std::string_view spoken) const;
  std::size_t size() const { return files_.size(); }

 private:
  std::map<std::pair<i18n::Language, std::string>, std::filesystem::path> files_;
};

}  // namespace bianmin::kiosk
