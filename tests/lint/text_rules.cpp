// Rules about what stands in the files.
#include <array>
#include <cstdint>

#include "tests/lint/cpp_source.hpp"
#include "tests/lint/rules.hpp"

namespace bianmin::lint {
namespace {

constexpr std::size_t kMaxLines = 500;

bool is_word(char c) { return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') || c == '_'; }

bool has_word(std::string_view line, std::string_view word) {
  for (auto at = line.find(word); at != std::string_view::npos; at = line.find(word, at + 1)) {
    const bool before = at > 0 && is_word(line[at - 1]);
    const bool after = at + word.size() < line.size() && is_word(line[at + word.size()]);
    if (!before && !after) return true;
  }
  return false;
}

bool is_program_text(std::string_view path) {
  static constexpr std::array<std::string_view, 10> kEndings{".cpp", ".hpp", ".cmake", "CMakeLists.txt", ".ts",
                                                             ".vue", ".css", ".html",  ".yaml",          ".sh"};
  for (const auto ending : kEndings)
    if (path.ends_with(ending)) return true;
  return false;
}

// Chinese characters, U+3400–U+9FFF and U+F900–U+FAFF, all three UTF-8 bytes. Full-width signs alone are grammar.
bool has_chinese(std::string_view text) {
  for (std::size_t i = 0; i + 2 < text.size(); ++i) {
    const auto byte = [&](std::size_t k) { return static_cast<std::uint32_t>(static_cast<unsigned char>(text[k])); };
    if ((byte(i) & 0xF0U) != 0xE0U) continue;
    const std::uint32_t c = (byte(i) & 0x0FU) << 12 | (byte(i + 1) & 0x3FU) << 6 | (byte(i + 2) & 0x3FU);
    if ((c >= 0x3400 && c <= 0x9FFF) || (c >= 0xF900 && c <= 0xFAFF)) return true;
  }
  return false;
}

}  // namespace

Findings check_unfinished(const Tree& tree) {
  static const std::array<std::string, 3> kNotes{std::string("TO") + "DO", std::string("FIX") + "ME",
                                                 std::string("X") + "XX"};
  Findings findings;
  for (const auto& [path, text] : tree) {
    if (!is_program_text(path)) continue;
    std::size_t number = 0;
    for (const auto line : lines_of(text)) {
      ++number;
      for (const auto& note : kNotes)
        if (has_word(line, note)) findings.push_back({path, number, "unfinished: " + note});
    }
  }
  return findings;
}

Findings check_chinese(const Tree& tree) {
  Findings findings;
  for (const auto& [path, text] : tree) {
    if (!is_product_cpp(path)) continue;
    std::size_t number = 0, first = 0, count = 0;
    const std::string code = strip(text).code;
    for (const auto line : lines_of(code)) {
      ++number;
      if (has_chinese(line) && ++count == 1) first = number;
    }
    if (count > 0)
      findings.push_back(
          {path, first, std::to_string(count) + " lines of Chinese; a resident's text belongs to a catalogue"});
  }
  return findings;
}

Findings check_paths(const Tree& tree) {
  static const std::array<std::string, 3> kMachine{std::string("/wo") + "rk/", std::string("/ro") + "ot/",
                                                   std::string("/ho") + "me/"};
  Findings findings;
  for (const auto& [path, text] : tree) {
    std::size_t number = 0;
    for (const auto line : lines_of(text)) {
      ++number;
      for (const auto& place : kMachine) {
        const auto at = line.find(place);
        // "network/work/" is no absolute path.
        if (at != std::string_view::npos &&
            (at == 0 || (!is_word(line[at - 1]) && line[at - 1] != '.' && line[at - 1] != '}' && line[at - 1] != '-')))
          findings.push_back({path, number, "a machine's path, " + place});
      }
    }
  }
  return findings;
}

Findings check_length(const Tree& tree) {
  Findings findings;
  for (const auto& [path, text] : tree) {
    if (!is_cpp(path) && !path.ends_with(".ts") && !path.ends_with(".vue")) continue;
    if (const std::size_t lines = lines_of(text).size(); lines > kMaxLines)
      findings.push_back({path, 0, std::to_string(lines) + " lines, at most " + std::to_string(kMaxLines)});
  }
  return findings;
}

}  // namespace bianmin::lint
