#pragma once

#include <map>
#include <string>
#include <vector>

#include "base/json.hpp"
#include "i18n/language.hpp"

namespace bianmin::i18n {

/// One text in several languages, as service documents carry it: {"zh-CN": "打印证明", "en": "Print a certificate"}.
class LocalizedText {
 public:
  static constexpr std::size_t kMaxBytes = 8192;  // of one language's text

  LocalizedText() = default;
  void set(const Language& language, std::string text);
  /// The text for this language, else one of the same primary subtag, else Chinese, else any; "" when there is none.
  const std::string& in(const Language& language) const;
  /// True when there is a text for exactly this language.
  bool has(const Language& language) const { return texts_.contains(language); }
  bool empty() const { return texts_.empty(); }
  std::vector<Language> languages() const;

  /// Reads an object of language → text. What is wrong (no object, an unknown tag, an empty or overlong text, no
  /// Chinese) is refused on the reader.
  static LocalizedText read(base::JsonReader reader);

  friend bool operator==(const LocalizedText&, const LocalizedText&) = default;

 private:
  std::map<Language, std::string> texts_;
};

}  // namespace bianmin::i18n
