#include "kiosk/shell/recordings.hpp"

#include <algorithm>
#include <vector>

#include "base/file.hpp"
#include "base/log.hpp"
#include "base/ogg_opus.hpp"

namespace bianmin::kiosk {
namespace fs = std::filesystem;
namespace {

constexpr std::size_t kMostFiles = 4000;

// Blanks and line ends are no difference to the ear.
std::string words_of(std::string_view text) {
  std::string words;
  for (const char c : text)
    if (c != ' ' && c != '\n' && c != '\t' && c != '\r') words += c;
  return words;
}

tl::unexpected<base::Failure> refuse(const char* why) { return base::fail(base::FailureCode::InputInvalid, why); }

// The text that the file stands for.
base::Result<std::string> text_for(const fs::path& file, const i18n::Language& language, const i18n::Catalogue& texts) {
  const std::string key = file.stem().string();
  if (file.extension() != ".opus") return refuse("must end in .opus");
  if (!texts.has(language, key)) return refuse("the catalogue has no such key in this language");
  std::string spoken = texts.raw(language, key).spoken;
  if (texts.forms(language, key) != 1 || spoken.find('{') != std::string::npos)
    return refuse("the text has places that are filled in: it can't be recorded");
  const auto bytes = base::read_file(file, base::kMostPromptBytes);
  if (!bytes) return tl::unexpected(bytes.error());
  const auto opus = base::inspect_ogg_opus(*bytes, base::kMostPromptLength);
  if (!opus) return tl::unexpected(opus.error());
  if (!opus->title.empty() && words_of(opus->title) != words_of(spoken) &&
      words_of(opus->title) != words_of(texts.raw(language, key).shown))
    return refuse("its title says other words than the text does now");
  return spoken;
}

}  // namespace

Recordings Recordings::load(const fs::path& directory, const i18n::Catalogue& texts) {
  Recordings found;
  std::vector<fs::path> files;
  std::error_code error;
  for (fs::recursive_directory_iterator at(directory, error), end; !error && at != end; at.increment(error))
    if (at->is_regular_file(error)) files.push_back(at->path());
  std::sort(files.begin(), files.end());
  if (files.size() > kMostFiles) files.resize(kMostFiles);
  for (const fs::path& file : files) {
    const auto place = file.lexically_relative(directory).generic_string();
    const auto language = i18n::Language::parse(file.parent_path().filename().string());
    const auto text = language ? text_for(file, *language, texts) : tl::unexpected(language.error());
    if (text)
      found.files_.try_emplace({*language, *text}, file);
    else
      base::log_failure("recording-unusable", {text.error().code, place + ": " + text.error().detail}, "voice");
  }
  return found;
}

const fs::path* Recordings::find(const i18n::Language& language, std::string_view spoken) const {
  if (files_.empty()) return nullptr;
  const auto file = files_.find({language, std::string(spoken)});
  return file == files_.end() ? nullptr : &file->second;
}

}  // namespace bianmin::kiosk
