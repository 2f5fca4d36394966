// A catalogue file, as content packages bring it.
#include <cstddef>
#include <cstdint>
#include <cstdlib>
#include <string_view>

#include "i18n/po.hpp"
#include "i18n/substitute.hpp"

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  const std::string_view text(reinterpret_cast<const char*>(data), size);
  const auto file = bianmin::i18n::parse_po(text, "fuzz.po", {.bytes = 1U << 16, .entries = 200, .text_bytes = 4096});
  if (!file) {
    if (file.error().detail.find("fuzz.po:") != 0) std::abort();
    return 0;
  }
  for (const auto& [key, message] : file->messages) {
    if (key.empty() || message.shown.empty()) std::abort();
    if (!message.spoken.empty() && message.spoken.size() != message.shown.size()) std::abort();
    for (const auto& shown : message.shown) {
      const auto out = bianmin::i18n::substitute(shown, {{"a", "{a}"}, {"n", "1"}});
      if (bianmin::i18n::placeholders(shown).empty() && out.shown != shown) std::abort();
    }
  }
  return 0;
}
