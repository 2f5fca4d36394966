// A Rime dictionary of words, and what somebody wrote so far. What is offered can be shown: it is UTF-8.
#include <cstddef>
#include <cstdint>
#include <cstdlib>
#include <string>
#include <string_view>

#include "i18n/text.hpp"
#include "ui/screen/input/word_list.hpp"

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  using namespace bianmin;
  const std::string_view text(reinterpret_cast<const char*>(data), size);
  const auto list = ui::WordList::parse(text, "words");
  if (!list) {
    if (!list.error().detail.starts_with("words ")) std::abort();
    return 0;
  }
  if ((*list)->size() == 0) std::abort();
  // Somebody wrote the file's end.
  constexpr std::size_t kOffered = 8;
  for (std::size_t from = size > 40 ? size - 40 : 0; from < size; ++from) {
    const auto written = text.substr(from, 13);
    const auto offered = (*list)->following(written, kOffered);
    if (offered.size() > kOffered) std::abort();
    for (const auto& rest : offered)
      if (rest.empty() || !i18n::is_utf8(rest)) std::abort();
    const std::string meant = (*list)->word_with(written.substr(0, 3));
    if (!i18n::is_utf8(meant)) std::abort();
    (void)(*list)->weight(written);
  }
  return 0;
}
