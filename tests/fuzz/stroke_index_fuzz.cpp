// Rime's dictionary of strokes, and the strokes somebody pressed: the file's last line as they are.
#include <algorithm>
#include <cstddef>
#include <cstdint>
#include <cstdlib>
#include <string_view>

#include "i18n/text.hpp"
#include "ui/screen/input/stroke_index.hpp"

namespace {

using namespace bianmin;

const ui::WordList& words() {
  static const auto list =
      ui::WordList::parse("\n...\n一\tyi\t50\n十\tshi\t40\n木\tmu\t30\n林\tlin\t20\n\xff\tx\t1\n", "words");
  return **list;
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  const std::string_view text(reinterpret_cast<const char*>(data), size);
  const auto index = ui::StrokeIndex::parse(text, words(), "strokes");
  if (!index) {
    if (!index.error().detail.starts_with("strokes ")) std::abort();
    return 0;
  }
  if ((*index)->size() == 0) std::abort();
  constexpr std::size_t kOffered = 5;
  const auto line = text.substr(text.find_last_of("\t\n") + 1);
  for (std::size_t length = 0; length <= std::min<std::size_t>(line.size(), 40); ++length) {
    const auto pressed = line.substr(0, length);
    const auto found = (*index)->candidates(pressed, kOffered);
    if (found.size() > kOffered) std::abort();
    if (!found.empty() && pressed.find_first_not_of("hspnz") != std::string_view::npos) std::abort();
    for (const auto& character : found)
      if (i18n::length(character) != 1 || !i18n::is_utf8(character)) std::abort();
  }
  return 0;
}
