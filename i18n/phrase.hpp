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

/// What goes into the {name} places of a text. Names are borrowed: use literals.
using Args = std::vector<std::pair<std::string_view, Phrase>>;

}  // namespace bianmin::i18n
