#pragma once

#include <filesystem>
#include <memory>
#include <string>
#include <string_view>
#include <vector>

#include "base/failure.hpp"
#include "i18n/language.hpp"
#include "i18n/phrase.hpp"

namespace bianmin::i18n {

/// The texts of the shell in every language, by key ("home.title"). Copies share the texts, which never change. Any
/// thread.
class Catalogue {
 public:
  /// Reads every <language>.po of a directory (zh_CN.po, en.po). CatalogueInvalid names file, line and reason;
  /// ContentMissing when there is no zh_CN.po.
  static base::Result<Catalogue> load(const std::filesystem::path& directory);

  /// This catalogue with pushed texts laid over it: a pushed entry replaces ours of the same language and key, a new
  /// one is added. CatalogueInvalid when a pushed text has a {place} that ours of that key has not: nothing would
  /// ever be put there.
  base::Result<Catalogue> with(const Catalogue& pushed) const;

  /// As sorted by tag, Chinese first.
  const std::vector<Language>& languages() const;
  bool has(const Language& language, std::string_view key) const;
  /// Every key of any language, sorted.
  std::vector<std::string> keys() const;

  /// The text with its places filled. A language without the key: one of the same primary subtag, then Chinese, then
  /// the key itself; the key is logged once.
  Phrase phrase(const Language& language, std::string_view key, const Args& args = {}) const;
  /// The form for `n` things, which also fills {n} unless `args` has it.
  Phrase plural(const Language& language, std::string_view key, long long n, const Args& args = {}) const;

  /// The text as written, places unfilled; "" when the language lacks the key. For tests and documentation.
  Phrase raw(const Language& language, std::string_view key, std::size_t form = 0) const;
  std::size_t forms(const Language& language, std::string_view key) const;

 private:
  struct Texts;
  struct Missing;
  Catalogue(std::shared_ptr<const Texts> texts);
  std::shared_ptr<const Texts> texts_;
  std::shared_ptr<Missing> missing_;  // which keys were logged; shared so that a copy does not log them again
};

}  // namespace bianmin::i18n
