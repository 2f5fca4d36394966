#include "i18n/catalogue.hpp"

#include <map>
#include <mutex>
#include <set>

#include "base/file.hpp"
#include "base/log.hpp"
#include "i18n/po.hpp"
#include "i18n/substitute.hpp"

namespace bianmin::i18n {

struct Catalogue::Texts {
  std::map<Language, PoFile> files;
  std::vector<Language> languages;

  void list_languages() {
    languages.clear();
    for (const auto& entry : files) languages.push_back(entry.first);
    std::stable_partition(languages.begin(), languages.end(), [](const Language& l) { return l == kChinese; });
  }

  struct Found {
    const PoFile* file = nullptr;
    const PoMessage* message = nullptr;
  };
  Found exactly(const Language& language, std::string_view key) const {
    const auto file = files.find(language);
    if (file == files.end()) return {};
    const auto message = file->second.messages.find(key);
    if (message == file->second.messages.end()) return {};
    return {&file->second, &message->second};
  }
  Found nearest(const Language& language, std::string_view key) const {
    for (const Language& other : languages)
      if (other != language && other.primary() == language.primary())
        if (const Found found = exactly(other, key); found.message != nullptr) return found;
    return exactly(kChinese, key);
  }
};

struct Catalogue::Missing {
  static constexpr std::size_t kMost = 1000;  // a bound for what is remembered, far above what a release lacks
  std::mutex mutex;
  std::set<std::string> logged;

  void note(const Language& language, std::string_view key) {
    const std::string place = language.tag() + ":" + std::string(key);
    {
      const std::lock_guard lock(mutex);
      if (logged.size() >= kMost || !logged.insert(place).second) return;
    }
    base::log(base::LogLevel::Warning, "text-missing", {.part = "catalogue", .detail = place});
  }
};

namespace {

bool is_subset(const PoMessage& pushed, const PoMessage& own) {
  std::set<std::string, std::less<>> known;
  for (const auto* forms : {&own.shown, &own.spoken})
    for (const std::string& text : *forms) known.merge(placeholders(text));
  known.emplace("n");
  for (const auto* forms : {&pushed.shown, &pushed.spoken})
    for (const std::string& text : *forms)
      for (const std::string& name : placeholders(text))
        if (!known.contains(name)) return false;
  return true;
}

Phrase written(const PoMessage& message, std::size_t form) {
  form = std::min(form, message.shown.size() - 1);
  const auto& spoken = message.spoken.empty() ? message.shown : message.spoken;
  return {message.shown[form], spoken[std::min(form, spoken.size() - 1)]};
}

}  // namespace

Catalogue::Catalogue(std::shared_ptr<const Texts> texts)
    : texts_(std::move(texts)), missing_(std::make_shared<Missing>()) {}

base::Result<Catalogue> Catalogue::load(const std::filesystem::path& directory) {
  auto texts = std::make_shared<Texts>();
  std::error_code error;
  for (auto entry = std::filesystem::directory_iterator(directory, error);
       !error && entry != std::filesystem::directory_iterator(); entry.increment(error)) {
    const std::filesystem::path& path = entry->path();
    if (path.extension() != ".po") continue;
    const std::string name = path.filename().string();
    auto language = Language::parse(path.stem().string());
    if (!language) return base::fail(base::FailureCode::CatalogueInvalid, name + ": " + language.error().detail);
    auto text = base::read_file(path, PoLimits{}.bytes);
    if (!text) return base::fail(text.error().code, name + ": " + text.error().detail);
    auto file = parse_po(*text, name);
    if (!file) return tl::unexpected(file.error());
    texts->files.insert_or_assign(std::move(*language), std::move(*file));
  }
  if (error) return base::fail(base::FailureCode::ContentMissing, directory.string() + ": " + error.message());
  if (!texts->files.contains(kChinese))
    return base::fail(base::FailureCode::ContentMissing, directory.string() + ": no zh_CN.po");
  texts->list_languages();
  return Catalogue(std::move(texts));
}

base::Result<Catalogue> Catalogue::with(const Catalogue& pushed) const {
  auto merged = std::make_shared<Texts>(*texts_);
  for (const auto& [language, file] : pushed.texts_->files) {
    const auto [target, fresh] = merged->files.try_emplace(language);
    if (fresh) target->second.plural = file.plural;
    const bool same_rule = target->second.plural == file.plural;
    for (const auto& [key, message] : file.messages) {
      auto own = texts_->exactly(language, key);
      if (own.message == nullptr) own = texts_->nearest(language, key);
      if (own.message != nullptr && !is_subset(message, *own.message))
        return base::fail(base::FailureCode::CatalogueInvalid,
                          language.tag() + ": \"" + key + "\" has a {place} that is never filled");
      if (!same_rule && message.shown.size() > 1)
        return base::fail(base::FailureCode::CatalogueInvalid,
                          language.tag() + ": \"" + key + "\" follows another plural rule");
      target->second.messages.insert_or_assign(key, message);
    }
  }
  merged->list_languages();
  return Catalogue(std::move(merged));
}

const std::vector<Language>& Catalogue::languages() const { return texts_->languages; }

bool Catalogue::has(const Language& language, std::string_view key) const {
  return texts_->exactly(language, key).message != nullptr;
}

std::vector<std::string> Catalogue::keys() const {
  std::set<std::string> all;
  for (const auto& entry : texts_->files)
    for (const auto& message : entry.second.messages) all.insert(message.first);
  return {all.begin(), all.end()};
}

Phrase Catalogue::phrase(const Language& language, std::string_view key, const Args& args) const {
  auto found = texts_->exactly(language, key);
  if (found.message == nullptr) {
    missing_->note(language, key);
    found = texts_->nearest(language, key);
  }
  if (found.message == nullptr) return Phrase(std::string(key));
  const Phrase text = written(*found.message, 0);
  return substitute(text.shown, text.spoken, args);
}

Phrase Catalogue::plural(const Language& language, std::string_view key, long long n, const Args& args) const {
  auto found = texts_->exactly(language, key);
  if (found.message == nullptr) {
    missing_->note(language, key);
    found = texts_->nearest(language, key);
  }
  if (found.message == nullptr) return Phrase(std::string(key));
  const Phrase text = written(*found.message, plural_form(found.file->plural, n));
  Args all = args;
  all.emplace_back("n", std::to_string(n));  // an {n} of the caller stands first and wins
  return substitute(text.shown, text.spoken, all);
}

Phrase Catalogue::raw(const Language& language, std::string_view key, std::size_t form) const {
  const auto found = texts_->exactly(language, key);
  return found.message == nullptr ? Phrase() : written(*found.message, form);
}

std::size_t Catalogue::forms(const Language& language, std::string_view key) const {
  const auto found = texts_->exactly(language, key);
  return found.message == nullptr ? 0 : found.message->shown.size();
}

}  // namespace bianmin::i18n
