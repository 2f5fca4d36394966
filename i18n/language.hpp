#pragma once

#include <compare>
#include <string>
#include <string_view>

#include "base/failure.hpp"

namespace bianmin::i18n {

/// A language that people read or hear: a BCP 47 tag of a language, optionally a script, optionally a region
/// ("zh-CN", "en", "mn-Mong-CN").
class Language {
 public:
  /// Accepts any case and "_" for "-", as file names have it. InputInvalid names the tag.
  static base::Result<Language> parse(std::string_view text);
  /// In canonical case: "zh-CN".
  const std::string& tag() const { return tag_; }
  /// The first subtag: "zh".
  std::string_view primary() const { return std::string_view(tag_).substr(0, tag_.find('-')); }

  friend bool operator==(const Language&, const Language&) = default;
  friend std::strong_ordering operator<=>(const Language&, const Language&) = default;

  static Language chinese() { return Language("zh-CN"); }
  static Language english() { return Language("en"); }
  static Language korean() { return Language("ko"); }

 private:
  explicit Language(std::string tag) : tag_(std::move(tag)) {}
  std::string tag_;
};

inline const Language kChinese = Language::chinese();
inline const Language kEnglish = Language::english();
inline const Language kKorean = Language::korean();

}  // namespace bianmin::i18n
