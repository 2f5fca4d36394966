#include "i18n/substitute.hpp"

#include "i18n/numerals.hpp"
#include "i18n/text.hpp"

namespace bianmin::i18n {
namespace {

// Calls plain(text) and place(name) in turn; a place's name comes without its braces.
template <class Plain, class Place>
void walk(std::string_view text, Plain&& plain, Place&& place) {
  std::size_t start = 0;
  for (std::size_t open = text.find('{'); open != std::string_view::npos; open = text.find('{', open + 1)) {
    std::size_t end = open + 1;
    while (end < text.size() && ((text[end] >= 'a' && text[end] <= 'z') ||
                                 (end > open + 1 && (is_ascii_digit(text[end]) || text[end] == '_'))))
      ++end;
    if (end == open + 1 || end == text.size() || text[end] != '}') continue;
    plain(text.substr(start, open - start));
    place(text.substr(open + 1, end - open - 1));
    start = end + 1;
    open = end;
  }
  plain(text.substr(start));
}

bool ends_with_han(std::string_view text) {
  std::size_t start = text.size();
  while (start > 0 && (static_cast<unsigned char>(text[start - 1]) & 0xC0) == 0x80) --start;
  if (start == 0) return false;
  --start;
  return is_han(next_code_point(text, start));
}
bool begins_with_han(std::string_view text) {
  std::size_t at = 0;
  return !text.empty() && is_han(next_code_point(text, at));
}

// The blanks that stand around figures are for the eye: between Chinese characters the voice would make a pause of
// them.
void drop_blank_before(std::string& out, std::string_view next) {
  if (!out.ends_with(' ') || !begins_with_han(next)) return;
  out.pop_back();
  if (!ends_with_han(out)) out += ' ';
}

std::string fill(std::string_view text, const Args& args, std::string Phrase::*form) {
  std::string out;
  out.reserve(text.size() + 16 * args.size());
  bool value_before = false;
  const bool said = form == &Phrase::spoken;
  walk(
      text,
      [&](std::string_view plain) {
        if (said && value_before) say_two_as_counted(out, plain);
        const bool blank =
            said && value_before && plain.starts_with(' ') && ends_with_han(out) && begins_with_han(plain.substr(1));
        out += blank ? plain.substr(1) : plain;
        value_before = false;
      },
      [&](std::string_view name) {
        for (const auto& [key, value] : args)
          if (key == name) {
            if (said) drop_blank_before(out, value.*form);
            out += value.*form;
            value_before = !(value.*form).empty();
            return;
          }
        out.append("{").append(name).append("}");
      });
  return out;
}

}  // namespace

void close_blanks(std::string& spoken) {
  for (std::size_t at = spoken.find(' '); at != std::string::npos; at = spoken.find(' ', at + 1))
    if (ends_with_han(std::string_view(spoken).substr(0, at)) &&
        begins_with_han(std::string_view(spoken).substr(at + 1)))
      spoken.erase(at, 1);
}

Phrase substitute(std::string_view shown, std::string_view spoken, const Args& args) {
  return {fill(shown, args, &Phrase::shown), fill(spoken, args, &Phrase::spoken)};
}

std::set<std::string, std::less<>> placeholders(std::string_view text) {
  std::set<std::string, std::less<>> out;
  walk(
      text, [](std::string_view) {}, [&](std::string_view name) { out.emplace(name); });
  return out;
}

}  // namespace bianmin::i18n
