#include "i18n/localized_text.hpp"

namespace bianmin::i18n {

void LocalizedText::set(const Language& language, Phrase text) { texts_[language] = std::move(text); }

const Phrase& LocalizedText::phrase(const Language& language) const {
  static const Phrase none;
  if (const auto exact = texts_.find(language); exact != texts_.end()) return exact->second;
  for (const auto& [other, text] : texts_)
    if (other.primary() == language.primary()) return text;
  if (const auto chinese = texts_.find(kChinese); chinese != texts_.end()) return chinese->second;
  return texts_.empty() ? none : texts_.begin()->second;
}

std::vector<Language> LocalizedText::languages() const {
  std::vector<Language> out;
  for (const auto& entry : texts_) out.push_back(entry.first);
  return out;
}

LocalizedText LocalizedText::read(base::JsonReader reader) {
  LocalizedText out;
  reader.each_member([&](std::string_view key, base::JsonReader member) {
    const auto language = Language::parse(key);
    if (!language) return member.refuse(language.error().detail);
    Phrase text;
    if (member.raw() != nullptr && member.raw()->is_object()) {
      member.only({"shown", "spoken"});
      text.shown = member.member("shown").string(kMaxBytes);
      text.spoken = member.member("spoken").string(kMaxBytes);
      if (text.shown == text.spoken) return member.refuse("is said as it is shown: write it once");
    } else {
      text = Phrase(member.string(kMaxBytes));
    }
    if (text.shown.empty() || text.spoken.empty()) return member.refuse("is empty");
    if (out.has(*language)) return member.refuse("is given twice");
    out.set(*language, std::move(text));
  });
  if (!out.has(kChinese)) reader.refuse("has no zh-CN");
  return out;
}

}  // namespace bianmin::i18n
