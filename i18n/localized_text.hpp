#pragma once

#include <map>
#include <string>
#include <vector>

#include "base/json.hpp"
#include "i18n/language.hpp"
#include "i18n/phrase.hpp"

namespace bianmin::i18n {

/// One text in several languages, as service documents carry it: {"zh-CN": "打印证明", "en": "Print a certificate"}.
/// What must be said otherwise than it is shown has both: {"zh-CN": {"shown": "点一项", "spoken": "选一项"}, …}.
class LocalizedText {
 public:
  static constexpr std::size_t kMaxBytes = 8192;  // of one language's text

  LocalizedText() = default;
  void set(const Language& language, Phrase text);
  /// The text for this language, else one of the same primary subtag, else Chinese, else any; "" when there is none.
  const std::string& in(const Language& language) const { return phrase(language).shown; }
  /// The same with what is said for it.
  const Phrase& phrase(const Language& language) const;
  /// True when there is a text for exactly this language.
  bool has(const Language& language) const { return texts_.contains(language); }
  bool empty() const { return texts_.empty(); }
  std::vector<Language> languages() const;

  /// Reads an object of language → text, or language → {"shown", "spoken"}. What is wrong (no object, an unknown tag,
  /// an empty or overlong text, no Chinese, a spoken form that is the shown one) is refused on the reader.
  static LocalizedText read(base::JsonReader reader);

  friend bool operator==(const LocalizedText&, const LocalizedText&) = default;

 private:
  std::map<Language, Phrase> texts_;
};

}  // namespace bianmin::i18n
