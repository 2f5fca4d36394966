#include "i18n/language.hpp"

#include "i18n/text.hpp"

namespace bianmin::i18n {
namespace {

bool all_letters(std::string_view subtag) {
  return std::all_of(subtag.begin(), subtag.end(), [](char c) { return is_ascii_letter(c); });
}

bool all_digits(std::string_view subtag) {
  return std::all_of(subtag.begin(), subtag.end(), [](char c) { return is_ascii_digit(c); });
}

}  // namespace

base::Result<Language> Language::parse(std::string_view text) {
  const auto refuse = [&](std::string_view reason) {
    return base::fail(base::FailureCode::InputInvalid,
                      "language \"" + std::string(text.substr(0, 24)) + "\": " + std::string(reason));
  };
  if (text.empty() || text.size() > 24) return refuse("must have 2 to 24 characters");
  std::string tag;
  int rank = 0;  // 1 after the language, 2 after the script, 3 after the region
  for (std::size_t start = 0; start <= text.size();) {
    const std::size_t end = std::min(text.find_first_of("-_", start), text.size());
    std::string subtag = ascii_lower(text.substr(start, end - start));
    start = end + 1;
    if (rank == 0 && (subtag.size() == 2 || subtag.size() == 3) && all_letters(subtag)) {
      rank = 1;
    } else if (rank == 1 && subtag.size() == 4 && all_letters(subtag)) {
      subtag[0] = static_cast<char>(subtag[0] - 'a' + 'A');
      rank = 2;
    } else if ((rank == 1 || rank == 2) &&
               ((subtag.size() == 2 && all_letters(subtag)) || (subtag.size() == 3 && all_digits(subtag)))) {
      for (char& c : subtag)
        if (is_ascii_letter(c)) c = static_cast<char>(c - 'a' + 'A');
      rank = 3;
    } else {
      return refuse("is not a language, script and region");
    }
    tag += (tag.empty() ? "" : "-") + subtag;
  }
  return Language(std::move(tag));
}

}  // namespace bianmin::i18n
