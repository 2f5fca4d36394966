#pragma once

#include <map>
#include <string>
#include <string_view>
#include <vector>

#include "base/failure.hpp"

namespace bianmin::i18n {

/// Limits of a catalogue file from outside.
struct PoLimits {
  std::size_t bytes = 4U << 20;
  std::size_t entries = 20000;
  std::size_t text_bytes = 16384;  // of one msgid or msgstr
};

/// A plural rule of gettext that we know. There is no expression language.
enum class PluralRule { One, OneOrMany, UpToOneOrMany };

/// One key's texts: a form for each plural, and what is said instead where an entry with msgctxt "spoken" says so.
struct PoMessage {
  std::vector<std::string> shown;
  std::vector<std::string> spoken;  // empty: as shown
};

struct PoFile {
  PluralRule plural = PluralRule::One;
  std::map<std::string, PoMessage, std::less<>> messages;
};

/// Parses a gettext catalogue (UTF-8; the format of the GNU gettext manual, "The Format of PO Files") whose msgids are
/// keys. Fuzzy and obsolete entries are left out, as msgfmt does; an untranslated one too. Refused: an unknown keyword
/// or escape, a key twice, a context other than "spoken", a spoken form without its text, a plural rule other than
/// `nplurals=1; plural=0;`, `nplurals=2; plural=(n != 1);`, `nplurals=2; plural=(n > 1);`, a control character, and
/// what is over the limits. CatalogueInvalid: "name:line: reason".
base::Result<PoFile> parse_po(std::string_view text, std::string_view name, const PoLimits& limits = {});

/// Which form of a message is for n things.
std::size_t plural_form(PluralRule rule, long long n);

}  // namespace bianmin::i18n
