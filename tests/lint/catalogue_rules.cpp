// Rules about the texts of the shell: what C++ asks the catalogues for is there.
#include <algorithm>
#include <array>
#include <set>

#include "tests/lint/cpp_source.hpp"
#include "tests/lint/rules.hpp"

namespace bianmin::lint {
namespace {

using Keys = std::set<std::string>;

Keys keys_of(const Tree& tree, const std::string& po) {
  Keys keys;
  const auto file = tree.find(po);
  if (file == tree.end()) return keys;
  constexpr std::string_view kStart = "msgid \"";
  for (const auto line : lines_of(file->second))
    if (line.starts_with(kStart) && line.size() > kStart.size() + 1)
      keys.emplace(line.substr(kStart.size(), line.rfind('"') - kStart.size()));
  return keys;
}

bool is_key_character(char c) {
  return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') || c == '_' || c == '-' || c == '.';
}

// "home.title", and "failure." or ".staff" where a key is put together.
bool looks_like_key(std::string_view text) {
  return text.size() >= 3 && text.find('.') != std::string_view::npos && text.find("..") == std::string_view::npos &&
         std::all_of(text.begin(), text.end(), is_key_character);
}

// The function whose first text argument this literal is: text("home.title"), phrase(language, "home.title").
std::string_view called_before(std::string_view code, std::size_t literal) {
  std::size_t open = literal;
  while (open > 0 && code[open - 1] != '(' && code[open - 1] != ';' && code[open - 1] != '{' && code[open - 1] != '"')
    --open;
  if (open == 0 || code[open - 1] != '(') return {};
  std::size_t begin = open - 1;
  while (begin > 0 && is_key_character(code[begin - 1]) && code[begin - 1] != '.') --begin;
  return code.substr(begin, open - 1 - begin);
}

struct Uses {
  Keys exact, prefixes, suffixes;
  bool holds(const std::string& key) const {
    if (exact.contains(key)) return true;
    for (const auto& prefix : prefixes)
      if (key.starts_with(prefix)) return true;
    for (const auto& suffix : suffixes)
      if (key.ends_with(suffix) && holds_exactly(key.substr(0, key.size() - suffix.size()))) return true;
    return false;
  }

 private:
  bool holds_exactly(const std::string& key) const { return exact.contains(key); }
};

template <class Visit>
void each_key_literal(const Tree& tree, Visit&& visit) {
  for (const auto& [path, text] : tree) {
    if (!is_product_cpp(path) || lies_in(path, "platform")) continue;
    const Stripped source = strip(text);
    for (const Literal& literal : source.literals)
      if (looks_like_key(literal.text)) visit(path, source, literal);
  }
}

}  // namespace

Findings check_texts(const Tree& tree) {
  static constexpr std::array<std::string_view, 4> kAskers{"phrase", "plural", "raw", "text"};
  const Keys chinese = keys_of(tree, "i18n/po/zh_CN.po");
  const Keys english = keys_of(tree, "i18n/po/en.po");
  if (chinese.empty() || english.empty()) return {{"i18n/po", 0, "a catalogue is missing or empty"}};

  Findings findings;
  Keys sections;
  for (const auto& key : chinese) {
    sections.insert(key.substr(0, key.find('.')));
    if (!english.contains(key)) findings.push_back({"i18n/po/en.po", 0, "lacks " + key});
  }
  for (const auto& key : english)
    if (!chinese.contains(key)) findings.push_back({"i18n/po/zh_CN.po", 0, "lacks " + key});

  each_key_literal(tree, [&](const std::string& path, const Stripped& source, const Literal& literal) {
    const std::string& key = literal.text;
    if (key.front() == '.' || chinese.contains(key)) return;
    if (key.back() == '.') {
      if (!sections.contains(key.substr(0, key.find('.')))) return;
      if (std::none_of(chinese.begin(), chinese.end(), [&](const auto& k) { return k.starts_with(key); }))
        findings.push_back({path, literal.line, "no key of the catalogues begins with " + key});
      return;
    }
    const auto caller = called_before(source.code, literal.begin);
    const bool asked = std::find(kAskers.begin(), kAskers.end(), caller) != kAskers.end() && caller != "text";
    if (asked || sections.contains(key.substr(0, key.find('.'))))
      findings.push_back({path, literal.line, "no catalogue has the key " + key});
  });
  return findings;
}

Findings unused_texts(const Tree& tree) {
  Uses uses;
  each_key_literal(tree, [&](const std::string&, const Stripped&, const Literal& literal) {
    auto& list = literal.text.back() == '.' ? uses.prefixes : literal.text.front() == '.' ? uses.suffixes : uses.exact;
    list.insert(literal.text);
  });
  for (const auto& [path, text] : tree)
    if (lies_in(path, "kiosk/services") && path.ends_with(".json"))
      for (const Literal& literal : strip(text).literals) uses.exact.insert(literal.text);
  Findings findings;
  for (const auto& key : keys_of(tree, "i18n/po/zh_CN.po"))
    if (!uses.holds(key)) findings.push_back({"i18n/po/zh_CN.po", 0, "nobody names " + key});
  return findings;
}

}  // namespace bianmin::lint
