#pragma once

#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace bianmin::i18n {

/// What is shown and what is said for it. Where a resident's data went in, its owner wipes it (base::wipe).
struct Phrase {
  std::string shown;
  std::string spoken;

  Phrase() = default;
  /// The same shown and said.
  Phrase(std::string both) : shown(std::move(both)), spoken(shown) {}
  Phrase(const char* both) : Phrase(std::string(both)) {}
  Phrase(std::string_view both) : Phrase(std::string(both)) {}
  Phrase(std::string shown_text, std::string spoken_text)
      : shown(std::move(shown_text)), spoken(std::move(spoken_text)) {}

  bool empty() const { return shown.empty() && spoken.empty(); }
  friend bool operator==(const Phrase&, const Phrase&) = default;
};

/// Stands before a person's name in a spoken text (U+2063, invisible), so that the voice reads surnames as such: 单 is
/// shan4, 解 is xie4.
inline constexpr std::string_view kNameMark = "\xE2\x81\xA3";

/// What goes into the {name} places of a text. Names are borrowed: use literals.
using Args = std::vector<std::pair<std::string_view, Phrase>>;

}  // namespace bianmin::i18n
